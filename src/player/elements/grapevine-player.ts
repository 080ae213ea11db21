/**
 * <grapevine-player>: one episode, played; the only element that holds a media element.
 *
 * Requests come up from its parts (and from anything a page puts around it) as events; what became of them goes down as
 * properties. The session is the page's: the player gives it facts and shows its snapshot, and disposes nothing.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Chapter, Cue, Episode, Show } from '../../feed/types.ts'
import type { EpisodeSession, SessionSnapshot } from '../../peer/types.ts'
import { attachCaptions, showCaptions } from '../dom-captions.ts'
import { fullScreenOf } from '../dom-full-screen.ts'
import { DomMediaAdapter } from '../dom-media-adapter.ts'
import { createMediaElement } from '../dom-media-element.ts'
import { DomMediaSession } from '../dom-media-session.ts'
import { isVideo } from '../episode-source.ts'
import type { PlayerErrorKind } from '../error-words.ts'
import { playOrPause, requestForKey } from '../key-requests.ts'
import { PlayerStateChanged } from '../player-events.ts'
import { playbackRequestTypes, type SharingRequest } from '../player-requests.ts'
import { initialPlayerState, type PlayerState } from '../player-state.ts'
import { defaultPreferences } from '../preferences.ts'
import type { SharingConsent, SharingDecision } from '../sharing-consent.ts'
import { sharingObstacle } from '../sharing-words.ts'
import { baseStyles } from './base-styles.ts'
import { focusedControl } from './focused-control.ts'
import { chevronIcon } from './icons.ts'
import { playerStyles } from './player-styles.ts'
import { publishedOn } from './published-on.ts'
import { Watch } from './watch.ts'
import './gv-cover.ts'
import './gv-meter.ts'
import './gv-notice.ts'
import './gv-seek-bar.ts'
import './gv-sharing-switch.ts'
import './gv-transport.ts'

const NO_PIECES = new Uint8Array(0)

export class GrapevinePlayer extends LitElement {
  static override properties = {
    show: { attribute: false },
    episode: { attribute: false },
    session: { attribute: false },
    consent: { attribute: false },
    chapters: { attribute: false },
    cues: { attribute: false },
    extrasPending: { type: Boolean, attribute: 'extras-pending' },
    startAt: { type: Number, attribute: 'start-at' },
    captionsShown: { state: true },
  }
  static override styles = [baseStyles, playerStyles]

  declare show: Show | undefined
  declare episode: Episode | undefined
  /** The episode's session, opened by the page before anybody presses play. */
  declare session: EpisodeSession | undefined
  /** Without it sharing is neither offered nor started. */
  declare consent: SharingConsent | undefined
  declare chapters: readonly Chapter[]
  declare cues: readonly Cue[]
  /** Chapters and transcript are on their way: room is kept for them, so that nothing below jumps. */
  declare extrasPending: boolean
  /** Seconds: where the episode was left. Read when the session is set. */
  declare startAt: number
  declare captionsShown: boolean

  #media: HTMLVideoElement | HTMLAudioElement | undefined
  #adapter: DomMediaAdapter | undefined
  /** Undefined where there is nothing to see, or no full screen. */
  #fullScreen: (() => Promise<void>) | undefined
  #removeCaptions: () => void = () => {}
  readonly #system = new DomMediaSession()
  readonly #playback = new Watch<PlayerState>(this, (state) => this.#told(state))
  readonly #transfer = new Watch<SessionSnapshot>(this)
  readonly #sharing = new Watch<SharingDecision>(this, (decision) => this.session?.setSharing(decision === 'on'))

  constructor() {
    super()
    this.chapters = []
    this.cues = []
    this.extrasPending = false
    this.startAt = 0
    this.captionsShown = false
    for (const type of playbackRequestTypes) this.addEventListener(type, (event) => this.#adapter?.execute(event))
    this.addEventListener('gv-retry-request', () => this.#adapter?.retry())
    this.addEventListener('gv-sharing-request', (event: SharingRequest) => this.consent?.answer(event.on))
    this.addEventListener('gv-captions-request', (event) => {
      this.captionsShown = event.showing
    })
    this.addEventListener('gv-full-screen-request', () => void this.#fullScreen?.())
    this.addEventListener('keydown', (event) => this.#key(event))
  }

  /** What the media element last said. */
  get state(): PlayerState {
    return this.#playback.value ?? initialPlayerState
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#media?.pause()
    this.#system.close()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session') || changed.has('episode')) this.#open()
    if (changed.has('cues') || changed.has('episode')) this.#hangCaptions()
    if (changed.has('consent')) this.#sharing.follow(this.consent)
    if (changed.has('session') || changed.has('consent')) this.#shareIfAgreed()
    if (changed.has('episode') || changed.has('show') || changed.has('chapters')) this.#bindSystem()
    if (this.#media !== undefined) showCaptions(this.#media, this.captionsShown)
  }

  protected override render() {
    const { episode, state } = this
    const video = this.#media instanceof HTMLVideoElement
    const transfer = this.#transfer.value
    const error = this.#errorKind()
    return html`<section aria-label="Player" tabindex="-1">
      <div class="sleeve">
        ${video ? html`<div class="screen" @click=${this.#toggle}>${this.#media}</div>` : this.#media}
        ${episode === undefined ? nothing : this.#renderHead(episode, video)}
        ${error === undefined ? nothing : html`<gv-notice .kind=${error}></gv-notice>`}
        <gv-seek-bar .state=${state} .pieces=${transfer?.pieces ?? NO_PIECES} .chapters=${this.chapters}></gv-seek-bar>
        <gv-transport .state=${state} .chapters=${this.chapters} ?full-screen=${this.#fullScreen !== undefined}
          .captions=${video && this.cues.length > 0 ? this.captionsShown : undefined}></gv-transport>
      </div>
      <div class="below">
        ${this.#renderSharing()}
        <gv-meter .snapshot=${transfer}></gv-meter>
        ${this.#renderChapters(state)}${this.#renderTranscript(state)}
      </div>
    </section>`
  }

  #renderHead(episode: Episode, video: boolean) {
    const image = episode.imageUrl ?? this.show?.imageUrl
    const facts = [episodeNumber(episode), publishedOn(episode.publishedAt)].filter((fact) => fact !== '')
    return html`<header>
      ${video ? nothing : html`<gv-cover .src=${image}></gv-cover>`}
      <div class="words">
        <p class="facts">${facts.join(' · ')}</p>
        <h2 lang=${this.show?.language ?? nothing}>${episode.title}</h2>
        ${episode.enclosure === undefined ? html`<p class="facts">This entry of the feed has no file to play.</p>` : nothing}
      </div>
    </header>`
  }

  #renderChapters({ currentTimeSeconds, durationSeconds }: PlayerState) {
    if (this.chapters.length > 0) {
      return html`<details @toggle=${() => import('./gv-chapters.ts')}><summary>${msg('Chapters')}${chevronIcon}</summary>
        <gv-chapters .chapters=${this.chapters} .at=${currentTimeSeconds} .duration=${durationSeconds}
          .language=${this.show?.language}></gv-chapters></details>`
    }
    return this.extrasPending && this.episode?.chaptersUrl !== undefined ? html`<div class="pending"></div>` : nothing
  }

  #renderTranscript({ currentTimeSeconds }: PlayerState) {
    if (this.cues.length > 0) {
      return html`<details @toggle=${() => import('./gv-transcript.ts')}><summary>${msg('Transcript')}${chevronIcon}</summary>
        <gv-transcript .cues=${this.cues} .at=${currentTimeSeconds} .language=${this.show?.language}></gv-transcript></details>`
    }
    const expected = this.extrasPending && (this.episode?.transcripts.length ?? 0) > 0
    return expected ? html`<div class="pending"></div>` : nothing
  }

  #renderSharing() {
    const decision = this.#sharing.value
    if (decision === undefined || decision === 'off-by-publisher') return nothing
    return html`<gv-sharing-switch .decision=${decision} .obstacle=${sharingObstacle(this.#transfer.value)}></gv-sharing-switch>`
  }

  #errorKind(): PlayerErrorKind | undefined {
    // The session knows more than the element, which only sees a request that failed.
    return this.#transfer.value?.error?.kind ?? this.state.failure
  }

  #open(): void {
    const { episode, session } = this
    this.#transfer.follow(session)
    if (episode === undefined) return
    this.#useElementFor(episode)
    const picture = episode.imageUrl ?? this.show?.imageUrl
    if (this.#media instanceof HTMLVideoElement) this.#media.poster = picture ?? ''
    if (session === undefined) {
      this.#adapter?.close()
      return
    }
    const { durationSeconds, enclosure } = episode
    this.#adapter?.open(session, {
      atSeconds: this.startAt,
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      ...(enclosure === undefined ? {} : { plainUrl: enclosure.url }),
    })
  }

  /** The element is kept from episode to episode (Safari trusts one that was clicked), unless sound becomes video. */
  #useElementFor(episode: Episode): void {
    const video = isVideo(episode)
    if (this.#media !== undefined && this.#media instanceof HTMLVideoElement === video) return
    this.#adapter?.dispose()
    const media = createMediaElement(video)
    this.#media = media
    this.#fullScreen = media instanceof HTMLVideoElement ? fullScreenOf(media, document.fullscreenEnabled) : undefined
    this.#adapter = new DomMediaAdapter(media)
    this.#playback.follow(this.#adapter)
  }

  #hangCaptions(): void {
    this.#removeCaptions()
    this.#removeCaptions = () => {}
    if (this.cues.length === 0 || !(this.#media instanceof HTMLVideoElement)) return
    this.#removeCaptions = attachCaptions(this.#media, this.cues, this.show?.language ?? 'en')
  }

  #bindSystem(): void {
    const { episode, show, chapters } = this
    if (episode === undefined) {
      this.#system.close()
      return
    }
    const view = { ...defaultPreferences, episode, show, chapters }
    this.#system.open(view, { ask: (request) => this.#adapter?.execute(request) })
  }

  #told(state: PlayerState): void {
    this.#system.report(state)
    this.dispatchEvent(new PlayerStateChanged(state))
  }

  /** A new session hears of sharing only where the listener agreed; before that, and after a no, it stays as it opens: off. */
  #shareIfAgreed(): void {
    if (this.#sharing.value === 'on') this.session?.setSharing(true)
  }

  #toggle(): void {
    this.dispatchEvent(playOrPause(this.state))
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const request = requestForKey(event.key, focusedControl(event), {
      state: this.state,
      preferences: defaultPreferences,
      chapters: this.chapters,
      captions: this.#media instanceof HTMLVideoElement && this.cues.length > 0 ? this.captionsShown : undefined,
      fullScreen: this.#fullScreen !== undefined,
      transcript: false,
      sleep: 'off',
    })
    if (request === undefined) return
    event.preventDefault()
    this.dispatchEvent(request)
  }
}

function episodeNumber({ season, number }: Episode): string {
  if (number === undefined) return ''
  return season === undefined ? `Episode ${number}` : `Season ${season}, episode ${number}`
}

customElements.define('grapevine-player', GrapevinePlayer)

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-player': GrapevinePlayer
  }
}
