/**
 * <grapevine-player>: one episode, played.
 *
 * Requests come up from its parts (and from anything a page puts around it) as events; what became of them goes down as
 * properties. The session is the page's: the player gives it facts and shows its snapshot, and disposes nothing. What plays is
 * dom-playback.ts; what folds out below is player-panels.ts.
 */
import { msg } from '@lit/localize'
import { type CSSResult, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { FileLook, ShowFileEntry } from '../../feed/episode-file.ts'
import type { Chapter, Cue, Episode, Show } from '../../feed/types.ts'
import type { SharingSettings } from '../../peer/index.ts'
import type { EpisodeSession, SessionSnapshot } from '../../peer/types.ts'
import type { Observable } from '../../shared/emitter.ts'
import { type ChapterHeard, chapterAt, listedChapters } from '../chapter-position.ts'
import { DomPlayback, type PlaybackExtras } from '../dom-playback.ts'
import type { KeyView } from '../key-requests.ts'
import { wordsPending } from '../locale.ts'
import { MemoryPreferences } from '../memory-preferences.ts'
import type { Panel } from '../panel-requests.ts'
import { playOrPause } from '../play-or-pause.ts'
import { PanelToggled, PlayerStateChanged } from '../player-events.ts'
import { EpisodeRequest, type PlaybackRequest, PlayRequest } from '../player-requests.ts'
import type { PlayerState } from '../player-state.ts'
import { defaultPreferences, type PreferenceStore, type Preferences } from '../preferences.ts'
import type { Queue, QueueStore } from '../queue.ts'
import type { SharePlace } from '../share-place.ts'
import type { SharingConsent, SharingDecision } from '../sharing-consent.ts'
import { type AfterView, WhatFollows } from '../what-follows.ts'
import { baseStyles, iconButtonStyles } from './base-styles.ts'
import { LateCode } from './late-code.ts'
import { LateNotice } from './late-notice.ts'
import { LatePeaks } from './late-peaks.ts'
import { renderSeekBar, renderTransport } from './player-controls.ts'
import { renderBlank, renderHead, renderSwarmButton } from './player-head.ts'
import { listenToKeys } from './player-keys.ts'
import { type FoldedPanel, offeredPanels, PlayerPanels } from './player-panels.ts'
import { playerStyles } from './player-styles.ts'
import { listenToRequests } from './player-wishes.ts'
import { type StyleProperties, styled } from './styled.ts'
import { Watch } from './watch.ts'
import './gv-cover.ts'

/** What the system's controls show, or go by. */
const SYSTEM_SHOWS = ['episode', 'show', 'chapters', 'nextGuid', 'queue', 'preferences'] as const

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
    preferences: { attribute: false },
    queue: { attribute: false },
    nextGuid: { attribute: false },
    entries: { attribute: false },
    sharingSettings: { attribute: false },
    sharePlace: { attribute: false },
    look: { attribute: false },
    colours: { attribute: false },
    sizes: { attribute: false },
    lean: { type: Boolean },
    idle: { type: Boolean },
    size: { reflect: true },
    theme: { reflect: true },
  }
  static override styles = [baseStyles, iconButtonStyles, playerStyles]

  declare show: Show | undefined
  declare episode: Episode | undefined
  /** The episode's session, opened by the page before anybody presses play. */
  declare session: EpisodeSession | undefined
  /** Without it sharing is neither offered nor started. */
  declare consent: SharingConsent | undefined
  declare chapters: readonly Chapter[]
  declare cues: readonly Cue[]
  /** Chapters and transcript are on their way, or come once they are asked for (`gv-panel-toggled`). */
  declare extrasPending: boolean
  /** Seconds: where the episode was left. Read when the session is set. */
  declare startAt: number
  /** How the listener likes to hear; kept for this element only where nobody keeps it. */
  declare preferences: PreferenceStore | undefined
  /** What is to be heard next; without it there is no such panel. */
  declare queue: QueueStore | undefined
  /** The episode that follows this one where the queue names none. */
  declare nextGuid: string | undefined
  /** The show's episodes to choose from; without them there is no such panel. */
  declare entries: readonly ShowFileEntry[] | undefined
  /** How much is shared; without it nothing of that can be set here. */
  declare sharingSettings: Observable<SharingSettings> | undefined
  declare sharePlace: SharePlace | undefined
  /** What publish computed for the looks: where the waveform is. */
  declare look: FileLook | undefined
  /** The show's own colours (accent-style.ts). */
  declare colours: StyleProperties | undefined
  /** `playerSizes` of player-sizes.ts, where the player may be small; without them it is full. */
  declare sizes: CSSResult | undefined
  /** Nothing is loaded yet that playing does not need: what stands below comes once this is false, or it is asked for. */
  declare lean: boolean
  /** Nobody has stirred for a while: what lies over a film goes. */
  declare idle: boolean
  /** `card` or `mini`; else by the room there is (player-sizes.ts). */
  declare size: 'full' | 'card' | 'mini' | undefined
  /** `light` or `dark`; else as the page around it. */
  declare theme: 'light' | 'dark' | undefined

  readonly #playback = new DomPlayback()
  readonly #panels = new PlayerPanels(this)
  /** What stands below; playing goes on without it. */
  readonly #below = new LateCode(this, () => import('./player-below.ts'))
  /** Without hidden ones. */
  #listed: readonly Chapter[] = []
  readonly #follows = new WhatFollows()
  readonly #state = new Watch<PlayerState>(this, (state) => this.#told(state))
  readonly #extras = new Watch<PlaybackExtras>(this)
  readonly #transfer = new Watch<SessionSnapshot>(this)
  readonly #liking = new Watch<Preferences>(this, (preferences) => this.#playback.setPreferences(preferences))
  readonly #peaks = new LatePeaks(this)
  readonly #notice = new LateNotice(this)
  readonly #queued = new Watch<Queue>(this)
  readonly #sharing = new Watch<SharingDecision>(this, () => this.session?.setSharing(this.consent?.snapshot === 'on'))

  constructor() {
    super()
    this.chapters = []
    this.cues = []
    this.extrasPending = false
    this.startAt = 0
    this.lean = false
    this.idle = false
    this.preferences = new MemoryPreferences()
    this.#state.follow(this.#playback)
    this.#extras.follow(this.#playback.extras)
    listenToRequests(this, {
      playback: this.#playback,
      follows: this.#follows,
      askPanel: (panel) => void this.#panelAsked(panel, true),
    })
    listenToKeys(this, () => this.#keyView)
  }

  /** What the media element last said. */
  get state(): PlayerState {
    return this.#playback.snapshot
  }

  /** The same, watched. */
  get playback(): Observable<PlayerState> {
    return this.#playback
  }

  /** Whether the episode starts anew at its end. */
  get loop(): boolean {
    return this.#playback.loop
  }

  set loop(on: boolean) {
    this.#playback.setLoop(on)
  }

  get openPanel(): Panel | undefined {
    return this.#panels.open
  }

  /** Carries out a wish of somebody else's (a script around the frame): it is not how the listener likes it from now on. */
  control(request: PlaybackRequest): void {
    this.#playback.execute(request)
  }

  /** The next episode that comes into the player sounds by itself, if it is this one. */
  playsOnceHere(guid: string): void {
    this.#follows.awaits(guid)
  }

  /** What was asked for here, by an id of the queue, is this episode; `undefined`: it does not come, and later sounds only if asked for. */
  expects(guid: string | undefined): void {
    this.#follows.means(guid)
  }

  /** On the button that plays. */
  override focus(): void {
    const transport = this.renderRoot.querySelector('gv-transport')
    transport?.renderRoot.querySelector<HTMLElement>('.play')?.focus()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#playback.leave()
  }

  /** What is drawn first is drawn in the listener's language. */
  protected override async scheduleUpdate(): Promise<void> {
    await wordsPending()
    super.scheduleUpdate()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.lean && (changed.has('lean') || changed.has('session'))) void this.#below.load()
    if (changed.has('look') || changed.has('lean')) void this.#peaks.follow(this.lean ? undefined : this.look?.peaksUrl)
    if (changed.has('preferences')) this.#liking.follow(this.preferences)
    if (changed.has('queue')) this.#queued.follow(this.queue)
    if (changed.has('preferences')) this.#playback.setPreferences(this.#preferences)
    if (changed.has('session') || changed.has('episode')) this.#open()
    if (changed.has('chapters')) this.#listed = listedChapters(this.chapters)
    if (changed.has('chapters') || changed.has('episode')) this.#playback.setChapters(this.chapters)
    if (changed.has('cues') || changed.has('episode')) this.#playback.setCues(this.cues, this.show?.language ?? 'en')
    if (changed.has('consent')) this.#sharing.follow(this.consent)
    if (changed.has('session') || changed.has('consent')) this.#shareIfAgreed()
    this.#playback.showCaptions(this.#preferences.captions)
    this.toggleAttribute('data-video', this.#isVideo)
    if (changed.has('sizes')) this.#adoptSizes()
    if (SYSTEM_SHOWS.some((name) => changed.has(name))) this.#bindSystem()
  }

  protected override render() {
    const { state } = this
    const transfer = this.#transfer.value
    // The session knows more than the element, which only sees a request that failed.
    const error = transfer?.error?.kind ?? state.failure
    const heard = chapterAt(this.chapters, state.currentTimeSeconds)
    const { media } = this.#playback
    return html`<section aria-label=${msg('Player')} tabindex="-1" ?data-idle=${this.idle && !state.paused}
      ${styled(this.colours ?? {})}>
      <div class="sleeve">
        ${this.#isVideo ? html`<div class="screen" @click=${() => this.dispatchEvent(playOrPause(this.state))}>${media}</div>` : media}
        <div class="controls">
          ${this.#renderHead(heard)}
          ${this.#notice.render(error)}
          ${renderSeekBar({ state, transfer, chapters: this.#listed, hasWaves: this.#hasWaves, peaks: this.#peaks.value })}
          ${renderTransport({
            state,
            preferences: this.#preferences,
            chapters: this.#listed,
            extras: this.#extras.value,
            captions: this.#captions,
            panels: this.#offered,
          })}
        </div>
      </div>
      <div class="below" data-open=${this.#panels.open ?? nothing}>
        ${this.#below.value?.renderSharing(this.#sharing.value, transfer, this.sharingSettings?.snapshot)}
        ${this.#panels.renderBar(this.#offered, (panel) => void this.#panelAsked(panel, false))}
        ${this.#panels.renderOpen({ player: this, queued: this.#queued.value ?? [], transfer }, (panel) => this.#closePanel(panel))}
        ${this.#below.value?.renderMeter(transfer)}
      </div>
      <gv-shortcuts .preferences=${this.#preferences}></gv-shortcuts>
    </section>`
  }

  #renderHead(heard: ChapterHeard) {
    const { episode } = this
    if (episode === undefined) return renderBlank()
    const decision = this.#sharing.value
    const button =
      decision === undefined || decision === 'off-by-publisher'
        ? nothing
        : renderSwarmButton({
            asks: decision === 'ask',
            peers: this.#transfer.value?.peers ?? 0,
            isOpen: this.#panels.open === 'sharing',
            press: () => void this.#panelAsked('sharing', false),
          })
    const hasChapters = this.#listed.length > 0
    return renderHead({ episode, show: this.show, heard, hasChapters, hasCover: !this.#isVideo, button })
  }

  get #preferences(): Preferences {
    return this.#liking.value ?? defaultPreferences
  }

  get #isVideo(): boolean {
    return this.#playback.media instanceof HTMLVideoElement
  }

  get #hasWaves(): boolean {
    return this.look?.peaksUrl !== undefined && !this.#isVideo
  }

  /** Whether captions are shown; undefined where there are none. */
  get #captions(): boolean | undefined {
    return this.#isVideo && this.cues.some(({ untimed }) => untimed !== true) ? this.#preferences.captions : undefined
  }

  /** Panels that have something to show, or will have. */
  get #offered(): readonly FoldedPanel[] {
    const shares = this.#sharing.value !== undefined && this.#sharing.value !== 'off-by-publisher'
    return offeredPanels(this, { hasChapters: this.#listed.length > 0, shares })
  }

  #open(): void {
    const { episode, session, show } = this
    this.#transfer.follow(session)
    if (episode === undefined) return
    this.#playback.open({ episode, show, session, atSeconds: this.startAt })
    if (this.#follows.arrived(episode.guid) && session !== undefined) this.#playback.execute(new PlayRequest())
  }

  #adoptSizes(): void {
    const sheet = this.sizes?.styleSheet
    const root = this.shadowRoot
    if (sheet !== undefined && root !== null) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  }

  #bindSystem(): void {
    const next = this.#follows.next(this.#afterView)
    this.#playback.bindSystem({
      ask: (request) => this.#playback.execute(request),
      next: next === undefined ? undefined : () => this.#goOn(next),
    })
  }

  get #afterView(): AfterView {
    return {
      queue: this.#queued.value ?? [],
      current: this.episode?.guid,
      next: this.nextGuid,
      autoplay: this.#preferences.autoplayNext,
      sleeping: this.#extras.value?.sleep.holdsNext === true,
    }
  }

  #goOn(guid: string): void {
    this.#follows.awaits(guid)
    this.dispatchEvent(new EpisodeRequest(guid))
  }

  #told(state: PlayerState): void {
    const next = this.#follows.told(state, this.#afterView)
    if (next !== undefined) this.#goOn(next)
    this.dispatchEvent(new PlayerStateChanged(state))
  }

  /** A new session hears of sharing only where the listener agreed; before that, and after a no, it stays as it opens: off. */
  #shareIfAgreed(): void {
    if (this.consent?.snapshot === 'on') this.session?.setSharing(true)
  }

  /** @param goes whether the focus goes there: not where the button that was pressed stays in sight */
  async #panelAsked(panel: Panel, goes: boolean): Promise<void> {
    if (panel === 'shortcuts') {
      if (await this.#panels.load(panel)) this.renderRoot.querySelector('gv-shortcuts')?.show()
      return
    }
    if (!this.#offered.includes(panel)) return
    if (panel === 'sharing') void this.#below.load()
    const toggled = this.#panels.toggle(panel)
    this.dispatchEvent(new PanelToggled(this.#panels.open))
    await toggled
    await this.updateComplete
    if (goes && this.#panels.open === panel) this.renderRoot.querySelector<HTMLElement>('#panel')?.focus()
  }

  #closePanel(panel: FoldedPanel): void {
    void this.#panelAsked(panel, false)
    this.focus()
  }

  get #keyView(): KeyView {
    const extras = this.#extras.value
    return {
      state: this.state,
      preferences: this.#preferences,
      chapters: this.chapters,
      captions: this.#captions,
      fullScreen: extras?.fullScreen === true,
      transcript: this.#offered.includes('transcript'),
      sleep: extras?.sleep.choice ?? 'off',
    }
  }
}

customElements.define('grapevine-player', GrapevinePlayer)

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-player': GrapevinePlayer
  }
}
