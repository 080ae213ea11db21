/**
 * <grapevine-frame>: the inside of an embedded player: one episode in <grapevine-player>, or a show with its list.
 *
 * It decides what is fetched and when: the small JSON at once; chapters, transcript and the engine only with the first wish
 * to hear, or to see them. What the page around the frame may know stands here as observables. Everything from outside is
 * handed in as {@link FrameServices}.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { ShowFileEntry } from '../../feed/episode-file.ts'
import type { SessionSnapshot } from '../../peer/types.ts'
import { Subject } from '../../shared/emitter.ts'
import { chapterAt } from '../chapter-position.ts'
import type { PlayerErrorKind } from '../error-words.ts'
import type { FrameAddress, FrameLooks } from '../frame-address.ts'
import type { FrameContent, FrameList, FrameServices } from '../frame-content.ts'
import type { SharingControl } from '../page-services.ts'
import type { PanelToggled } from '../player-events.ts'
import { initialPlayerState, type PlayerState } from '../player-state.ts'
import type { QueueStore } from '../queue.ts'
import type { SharePlace } from '../share-place.ts'
import type { SharingConsent } from '../sharing-consent.ts'
import { ShowError } from '../show-error.ts'
import { accentStyle } from './accent-style.ts'
import { baseStyles } from './base-styles.ts'
import { EpisodeDesk } from './episode-desk.ts'
import { frameStyles } from './frame-styles.ts'
import type { GrapevinePlayer } from './grapevine-player.ts'
import { Idle } from './idle.ts'
import { LateNotice } from './late-notice.ts'
import { playerSizes } from './player-sizes.ts'
import './grapevine-player.ts'

interface CurrentChapter {
  readonly title: string
  readonly startSeconds: number
}

export class GrapevineFrame extends LitElement {
  static override properties = {
    services: { attribute: false },
    address: { attribute: false },
    looks: { attribute: false },
    atSeconds: { attribute: false },
    content: { state: true },
    list: { state: true },
    error: { state: true },
    sharing: { state: true },
    pinned: { state: true },
    played: { state: true },
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
  declare sharing: SharingControl | undefined
  /** The size it had when a panel was opened: with more room for the panel the rest stays as it was. */
  declare pinned: GrapevinePlayer['size']
  /** Somebody has wanted to hear: from then on everything may be loaded. */
  declare played: boolean

  /** What the player said last, whichever episode is in it. */
  readonly playback = new Subject<PlayerState>(initialPlayerState)
  /** Of the episode that is open; undefined while there is none. */
  readonly swarm = new Subject<SessionSnapshot | undefined>(undefined)
  readonly chapter = new Subject<CurrentChapter | undefined>(undefined)
  /** CSS pixels that it would need to show all of an open panel; undefined: as it was given. */
  readonly wantedHeight = new Subject<number | undefined>(undefined)
  /** Resolves once there is a player with its episode in it, that can be told to play, or an error. */
  readonly drawn: Promise<void>

  #isDrawn: () => void = () => {}
  #loading = new AbortController()
  /** Loads once more what could not be had. */
  #again: () => void = () => {}
  #consent: SharingConsent | undefined
  #queue: QueueStore | undefined
  #leaveSession: () => void = () => {}
  readonly #desk = new EpisodeDesk(this)
  readonly #notice = new LateNotice(this)
  readonly #idle = new Idle(this)
  readonly #measure = new ResizeObserver(() => this.#tellHeight())

  constructor() {
    super()
    this.looks = {}
    this.played = false
    this.drawn = new Promise((resolve) => {
      this.#isDrawn = resolve
    })
    this.addEventListener('gv-player-state-changed', ({ state }) => this.#follow(state))
    this.addEventListener('gv-episode-request', ({ guid }) => this.#choose(guid))
    this.addEventListener('gv-panel-toggled', (event) => this.#panelToggled(event))
    this.addEventListener('gv-sharing-settings-request', ({ change }) => this.sharing?.configure(change))
  }

  /** The player inside, once there is one. */
  get player(): GrapevinePlayer | null {
    return this.renderRoot.querySelector('grapevine-player')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#loading.abort()
    this.#leaveSession()
    this.#measure.disconnect()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('services') || changed.has('address')) && this.services !== undefined) this.#load()
  }

  protected override updated(): void {
    const { player } = this
    if (player !== null) this.#measure.observe(player)
    if (this.error !== undefined) this.#isDrawn()
    // What asks to play before the episode is in the player would ask nobody.
    else if (this.content !== undefined) void player?.updateComplete.then(this.#isDrawn)
  }

  protected override render() {
    const failed =
      this.error === undefined
        ? nothing
        : html`<div class="failed" @gv-retry-request=${() => this.#again()}>${this.#notice.render(this.error)}</div>`
    // What plays goes on, whatever else can't be had.
    if (this.error !== undefined && this.content === undefined) return failed
    const { session, episode, startAt, chapters, cues, extrasPending } = this.#desk
    return html`${failed}<grapevine-player .show=${this.content?.show} .episode=${episode} .session=${session}
      .consent=${this.#consent} .startAt=${startAt} .chapters=${chapters} .cues=${cues} .extrasPending=${extrasPending}
      .preferences=${this.services?.preferences} .queue=${this.#queue} .nextGuid=${this.#follower()?.guid}
      .sharingSettings=${this.sharing?.settings} .sharePlace=${this.#sharePlace()}
      .look=${this.content?.look} .colours=${accentStyle(this.content?.look?.accent)} .sizes=${playerSizes}
      .lean=${!this.played} .idle=${this.#idle.value} .size=${this.looks.size ?? this.pinned} .entries=${this.list?.entries}></grapevine-player>`
  }

  #load(): void {
    const { services, address } = this
    if (services === undefined || address === undefined) return
    void this.#run(async (signal) => {
      if (address.kind !== 'show') return services.loadEpisode(address, signal)
      this.list ??= await services.loadList(address.showUrl, signal)
      const entry = this.list.entries.find(({ guid }) => guid === address.guid) ?? this.list.entries[0]
      if (entry === undefined) throw new ShowError('feed-empty')
      return services.loadEpisode({ kind: 'episode', jsonUrl: entry.json }, signal)
    })
  }

  #choose(guid: string): void {
    const { services } = this
    const entry = this.list?.entries.find((candidate) => candidate.guid === guid)
    if (entry === undefined) {
      // It was queued, and is no longer in the show.
      this.#queue?.update((queue) => queue.filter(({ id }) => id !== guid))
      return
    }
    if (services === undefined || guid === this.content?.episode.guid) return
    this.atSeconds = undefined
    void this.#run((signal) => services.loadEpisode({ kind: 'episode', jsonUrl: entry.json }, signal))
  }

  /** Loads what is to be shown; whatever was being loaded before comes to nothing. */
  async #run(load: (signal: AbortSignal) => Promise<FrameContent>): Promise<void> {
    this.#loading.abort()
    this.#loading = new AbortController()
    const { signal } = this.#loading
    this.error = undefined
    this.#again = () => void this.#run(load)
    try {
      const content = await load(signal)
      if (!signal.aborted) this.#show(content)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ShowError)) console.error(error)
      this.error = error instanceof ShowError ? error.kind : 'episode-unreadable'
    }
  }

  #show(content: FrameContent): void {
    const { services } = this
    if (services === undefined) return
    this.content = content
    this.#consent = services.consentFor(content)
    const { episode, feedUrl } = content
    if (this.list !== undefined) this.#queue ??= services.queueOf(feedUrl)
    this.#desk.open(episode, {
      services: { ...services, openSession: (source) => services.openSession(source, content) },
      key: `${feedUrl} ${episode.guid}`,
      atSeconds: this.atSeconds,
      lateExtras: true,
    })
    this.#followSession()
    document.title = `${episode.title} · ${content.show.title}`
  }

  #followSession(): void {
    this.#leaveSession()
    const { session } = this.#desk
    this.swarm.set(session?.snapshot)
    this.#leaveSession = session?.subscribe((snapshot) => this.swarm.set(snapshot)) ?? (() => {})
  }

  #follow(state: PlayerState): void {
    this.playback.set(state)
    if (!state.paused && !this.played) {
      this.played = true
      if (this.player?.openPanel === 'sharing') this.#loadSharing()
    }
    this.#desk.follow(state)
    const { chapter } = chapterAt(this.#desk.chapters, state.currentTimeSeconds)
    if (chapter?.startSeconds !== this.chapter.snapshot?.startSeconds) {
      this.chapter.set(chapter === undefined ? undefined : { title: chapter.title, startSeconds: chapter.startSeconds })
    }
  }

  #panelToggled({ panel }: PanelToggled): void {
    if (panel === 'chapters' || panel === 'transcript') this.#desk.wantExtras()
    if (panel === 'sharing') this.#loadSharing()
    if (panel === undefined) this.pinned = undefined
    else if (this.pinned === undefined && this.player !== null) this.pinned = sizeOf(this.player)
    this.#tellHeight()
  }

  /** They come with the engine, so not before the first play; without them the picture alone is shown. */
  #loadSharing(): void {
    if (!this.played || this.sharing !== undefined) return
    this.services?.loadSharing?.().then(
      (sharing) => {
        this.sharing = sharing
      },
      () => {},
    )
  }

  /** Told while a panel is open: as high as what there is to see. */
  #tellHeight(): void {
    const { player } = this
    const wanted = player?.openPanel === undefined ? undefined : Math.ceil(player.getBoundingClientRect().height)
    if (wanted !== this.wantedHeight.snapshot) this.wantedHeight.set(wanted)
  }

  #follower(): ShowFileEntry | undefined {
    const entries = this.list?.entries ?? []
    const at = entries.findIndex(({ guid }) => guid === this.content?.episode.guid)
    return at < 0 ? undefined : entries[at + 1]
  }

  #sharePlace(): SharePlace | undefined {
    if (this.content === undefined) return undefined
    const { episode, feedUrl, jsonUrl, urls } = this.content
    const pageUrl = urls?.page ?? episode.link
    const named = jsonUrl === undefined ? { feedUrl, guid: episode.guid } : { jsonUrl }
    const embed = { episode: named, playerFolder: new URL('./', document.baseURI).href, title: episode.title }
    return { feedUrl, embed, ...(pageUrl !== undefined && { pageUrl }) }
  }
}

/** What the player's styles have made of the room there is. */
function sizeOf(player: GrapevinePlayer): GrapevinePlayer['size'] {
  const size = getComputedStyle(player).getPropertyValue('--gv-size').trim()
  return size === 'card' || size === 'mini' ? size : undefined
}

customElements.define('grapevine-frame', GrapevineFrame)

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-frame': GrapevineFrame
  }
}
