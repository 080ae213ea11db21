/**
 * <grapevine-frame>: the inside of an embedded player: one episode in <grapevine-player>, or a show with its list.
 *
 * It decides what is fetched and when: the small JSON at once; chapters, transcript and the engine only with the first wish
 * to hear. Everything from outside is handed in as {@link FrameServices}.
 */
import { html, LitElement, type PropertyValues } from 'lit'
import { Subject } from '../../shared/emitter.ts'
import type { PlayerErrorKind } from '../error-words.ts'
import type { FrameAddress, FrameLooks } from '../frame-address.ts'
import type { FrameContent, FrameList, FrameServices } from '../frame-content.ts'
import { wordsPending } from '../locale.ts'
import { initialPlayerState, type PlayerState } from '../player-state.ts'
import type { SharingConsent } from '../sharing-consent.ts'
import { ShowError } from '../show-error.ts'
import { baseStyles } from './base-styles.ts'
import { EpisodeDesk } from './episode-desk.ts'
import { frameStyles } from './frame-styles.ts'
import type { GrapevinePlayer } from './grapevine-player.ts'
import './grapevine-player.ts'
import './gv-notice.ts'

export class GrapevineFrame extends LitElement {
  static override properties = {
    services: { attribute: false },
    address: { attribute: false },
    looks: { attribute: false },
    atSeconds: { attribute: false },
    content: { state: true },
    list: { state: true },
    error: { state: true },
  }
  static override styles = [baseStyles, frameStyles]

  declare services: FrameServices | undefined
  declare address: FrameAddress | undefined
  declare looks: FrameLooks
  /** Where a link leads (`#t=`), for the first episode only. */
  declare atSeconds: number | undefined
  declare content: FrameContent | undefined
  declare list: FrameList | undefined
  declare error: PlayerErrorKind | undefined

  #loading = new AbortController()
  #consent: SharingConsent | undefined
  readonly #desk = new EpisodeDesk(this)
  /** What the player said last, whichever episode is in it. */
  readonly playback = new Subject<PlayerState>(initialPlayerState)

  constructor() {
    super()
    this.looks = {}
    this.addEventListener('gv-player-state-changed', ({ state }) => {
      this.playback.set(state)
      this.#desk.follow(state)
    })
    this.addEventListener('gv-episode-request', ({ guid }) => void this.#choose(guid))
  }

  /** The player inside, once there is one. */
  get player(): GrapevinePlayer | null {
    return this.renderRoot.querySelector('grapevine-player')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#loading.abort()
    this.#consent?.dispose()
  }

  protected override async scheduleUpdate(): Promise<void> {
    await wordsPending()
    super.scheduleUpdate()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('services') || changed.has('address')) && this.services !== undefined) void this.#load()
  }

  protected override render() {
    const { session, episode, startAt, chapters, cues, extrasPending } = this.#desk
    if (this.error !== undefined) {
      return html`<gv-notice .kind=${this.error} @gv-retry-request=${() => void this.#load()}></gv-notice>`
    }
    return html`<grapevine-player .show=${this.content?.show} .episode=${episode} .session=${session}
      .consent=${this.#consent} .startAt=${startAt} .chapters=${chapters} .cues=${cues}
      .extrasPending=${extrasPending}></grapevine-player>`
  }

  async #load(): Promise<void> {
    const { services, address } = this
    if (services === undefined || address === undefined) return
    this.#loading.abort()
    this.#loading = new AbortController()
    const { signal } = this.#loading
    this.error = undefined
    try {
      if (address.kind !== 'show') {
        this.#show(await services.loadEpisode(address, signal), signal)
        return
      }
      this.list ??= await services.loadList(address.showUrl, signal)
      const entry = this.list.entries.find(({ guid }) => guid === address.guid) ?? this.list.entries[0]
      if (entry === undefined) throw new ShowError('feed-empty')
      this.#show(await services.loadEpisode({ kind: 'episode', jsonUrl: entry.json }, signal), signal)
    } catch (error) {
      this.#fail(error, signal)
    }
  }

  async #choose(guid: string): Promise<void> {
    const entry = this.list?.entries.find((candidate) => candidate.guid === guid)
    if (entry === undefined || this.services === undefined || guid === this.content?.episode.guid) return
    this.#loading.abort()
    this.#loading = new AbortController()
    const { signal } = this.#loading
    this.atSeconds = undefined
    try {
      this.#show(await this.services.loadEpisode({ kind: 'episode', jsonUrl: entry.json }, signal), signal)
    } catch (error) {
      this.#fail(error, signal)
    }
  }

  #show(content: FrameContent, signal: AbortSignal): void {
    const { services } = this
    if (signal.aborted || services === undefined) return
    this.content = content
    this.#consent?.dispose()
    this.#consent = services.consentFor(content)
    const { episode, feedUrl } = content
    this.#desk.open(episode, {
      services,
      key: `${feedUrl} ${episode.guid}`,
      atSeconds: this.atSeconds,
      lateExtras: true,
    })
    document.title = `${episode.title} · ${content.show.title}`
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return
    if (!(error instanceof ShowError)) throw error
    this.error = error.kind
  }
}

customElements.define('grapevine-frame', GrapevineFrame)

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-frame': GrapevineFrame
  }
}
