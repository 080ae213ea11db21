/**
 * <grapevine-player>: one episode, played.
 *
 * Requests come up from its parts (and from anything a page puts around it) as events; what became of them goes down as
 * properties. The session is the page's: the player gives it facts and shows its snapshot, and disposes nothing. What plays is
 * dom-playback.ts; what folds out below is player-panels.ts.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { FileLook, ShowFileEntry } from '../../feed/episode-file.ts'
import type { Chapter, Cue, Episode, Show } from '../../feed/types.ts'
import type { SharingSettings } from '../../peer/index.ts'
import type { EpisodeSession, SessionSnapshot } from '../../peer/types.ts'
import type { Observable } from '../../shared/emitter.ts'
import { type ChapterHeard, chapterAt, listedChapters } from '../chapter-position.ts'
import { DomPlayback, type PlaybackExtras } from '../dom-playback.ts'
import type { PlayerErrorKind } from '../error-words.ts'
import { playOrPause, requestForKey } from '../key-requests.ts'
import { wordsPending } from '../locale.ts'
import type { Panel } from '../panel-requests.ts'
import { PanelToggled, PlayerStateChanged } from '../player-events.ts'
import {
  EpisodeRequest,
  MuteRequest,
  PauseRequest,
  PlayRequest,
  playbackRequestTypes,
  RateRequest,
  VolumeRequest,
} from '../player-requests.ts'
import type { PlayerState } from '../player-state.ts'
import { heardPreferences } from '../preference-requests.ts'
import { defaultPreferences, type PreferenceChange, type PreferenceStore, type Preferences } from '../preferences.ts'
import { changeQueue, nextAfter, playsNext, type Queue, type QueueStore } from '../queue.ts'
import type { SharePlace } from '../share-place.ts'
import type { SharingConsent, SharingDecision } from '../sharing-consent.ts'
import { accentStyle } from './accent-style.ts'
import { baseStyles, iconButtonStyles } from './base-styles.ts'
import { focusedControl } from './focused-control.ts'
import { grapesIcon } from './icons.ts'
import { Idle } from './idle.ts'
import { LateNotice } from './late-notice.ts'
import { Peaks } from './peaks.ts'
import { type FoldedPanel, PlayerPanels } from './player-panels.ts'
import { playerSizes } from './player-sizes.ts'
import { playerStyles } from './player-styles.ts'
import { publishedOn } from './published-on.ts'
import { styled } from './styled.ts'
import { Watch } from './watch.ts'
import './gv-cover.ts'
import './gv-seek-bar.ts'
import './gv-transport.ts'

const NO_PIECES = new Uint8Array(0)
/** Wishes whose outcome is kept for the next episode, and the next visit. */
const SETS_HEARING = [RateRequest, VolumeRequest, MuteRequest]
const HEARING = ['rate', 'volume', 'muted'] as const
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
    lean: { type: Boolean },
    size: { reflect: true },
    theme: { reflect: true },
  }
  static override styles = [baseStyles, iconButtonStyles, playerStyles, playerSizes]

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
  /** What publish computed for the looks: the cover's colour, where the waveform is. */
  declare look: FileLook | undefined
  /** Nothing is loaded yet that playing does not need: what stands below comes once this is false, or it is asked for. */
  declare lean: boolean
  /** `card` or `mini`; else by the room there is (player-sizes.ts). */
  declare size: 'full' | 'card' | 'mini' | undefined
  /** `light` or `dark`; else as the page around it. */
  declare theme: 'light' | 'dark' | undefined

  readonly #playback = new DomPlayback()
  readonly #panels = new PlayerPanels(this)
  #below: typeof import('./player-below.ts') | undefined
  #belowLoading = false
  /** Without hidden ones. */
  #listed: readonly Chapter[] = []
  /** The episode that comes next into the player plays at once. */
  #playsOn = false
  readonly #state = new Watch<PlayerState>(this, (state) => this.#told(state))
  readonly #extras = new Watch<PlaybackExtras>(this)
  readonly #transfer = new Watch<SessionSnapshot>(this)
  readonly #liking = new Watch<Preferences>(this, (preferences) => this.#playback.setPreferences(preferences))
  readonly #peaks = new Peaks(this)
  readonly #idle = new Idle(this)
  readonly #notice = new LateNotice(this)
  readonly #queued = new Watch<Queue>(this)
  readonly #sharing = new Watch<SharingDecision>(this, (decision) => this.session?.setSharing(decision === 'on'))

  constructor() {
    super()
    this.chapters = []
    this.cues = []
    this.extrasPending = false
    this.startAt = 0
    this.lean = false
    this.#state.follow(this.#playback)
    this.#extras.follow(this.#playback.extras)
    this.#listenToRequests()
    this.addEventListener('keydown', (event) => this.#key(event))
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
    if (!this.lean) this.#loadBelow()
    if (changed.has('look') || changed.has('lean')) this.#peaks.follow(this.lean ? undefined : this.look?.peaksUrl)
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
    if (SYSTEM_SHOWS.some((name) => changed.has(name))) this.#bindSystem()
  }

  protected override render() {
    const { episode, state } = this
    const transfer = this.#transfer.value
    const error = this.#errorKind()
    const heard = chapterAt(this.chapters, state.currentTimeSeconds)
    const { media } = this.#playback
    return html`<section aria-label=${msg('Player')} tabindex="-1" ?data-idle=${this.#idle.value && !state.paused}
      ${styled(accentStyle(this.look?.accent))}>
      <div class="sleeve">
        ${this.#isVideo ? html`<div class="screen" @click=${this.#toggle}>${media}</div>` : media}
        <div class="controls">
          ${episode === undefined ? this.#renderBlank() : this.#renderHead(episode, heard)}
          ${this.#notice.render(error)}
          ${this.#renderSeekBar(state, transfer)}
          ${this.#renderTransport(state)}
        </div>
      </div>
      <div class="below" data-open=${this.#panels.open ?? nothing}>
        ${this.#below?.renderSharing(this.#sharing.value, transfer, this.sharingSettings?.snapshot)}
        ${this.#panels.renderBar(this.#offered, (panel) => void this.#panelAsked(panel, false))}
        ${this.#panels.renderOpen((panel) => this.#renderPanel(panel, state))}
        ${this.#below?.renderMeter(transfer)}
      </div>
      <gv-shortcuts .preferences=${this.#preferences}></gv-shortcuts>
    </section>`
  }

  #renderBlank() {
    return html`<header>
      <div class="blank cover"></div>
      <div class="words"><span class="spoken" role="status">${msg('Loading')}</span>
        <div class="blank line short"></div><div class="blank line"></div></div>
    </header>`
  }

  #renderHead(episode: Episode, heard: ChapterHeard) {
    const image = heard.imageUrl ?? episode.imageUrl ?? this.show?.imageUrl
    const facts = [episodeNumber(episode), publishedOn(episode.publishedAt)].filter((fact) => fact !== '')
    const language = this.show?.language ?? nothing
    return html`<header>
      ${this.#isVideo ? nothing : html`<gv-cover .src=${image}></gv-cover>`}
      <div class="words">
        <div class="head"><p class="facts">${facts.join(' · ')}</p>${this.#renderSwarmButton()}</div>
        <h2 lang=${language}><bdi>${episode.title}</bdi></h2>
        ${this.#listed.length === 0 ? nothing : html`<p class="chapter" lang=${language}><bdi>${heard.chapter?.title}</bdi></p>`}
        ${episode.enclosure === undefined ? html`<p class="facts">${msg('This entry of the feed has no file to play.')}</p>` : nothing}
      </div>
    </header>`
  }

  /** Card and bar have it instead of what stands below the full player. */
  #renderSwarmButton() {
    const decision = this.#sharing.value
    if (decision === undefined || decision === 'off-by-publisher') return nothing
    const peers = this.#transfer.value?.peers ?? 0
    const name =
      decision === 'ask' ? msg('Share this show with other listeners?') : msg(str`Listeners connected: ${peers}`)
    return html`<button class="icon swarm" aria-label=${name} ?data-asks=${decision === 'ask'}
      aria-expanded=${this.#panels.open === 'sharing' ? 'true' : 'false'}
      @click=${() => void this.#panelAsked('sharing', false)}>${grapesIcon}${peers > 0 ? html`<span>${peers}</span>` : nothing}</button>`
  }

  #renderSeekBar(state: PlayerState, transfer: SessionSnapshot | undefined) {
    const waves = this.look?.peaksUrl !== undefined && !this.#isVideo
    return html`<gv-seek-bar .state=${state} .pieces=${transfer?.pieces ?? NO_PIECES} .chapters=${this.#listed}
      ?has-waveform=${waves}>${
        waves
          ? html`<gv-waveform slot="waveform" .peaks=${this.#peaks.value} .at=${state.currentTimeSeconds}
              .duration=${state.durationSeconds}></gv-waveform>`
          : nothing
      }</gv-seek-bar>`
  }

  #renderTransport(state: PlayerState) {
    const extras = this.#extras.value
    const { voice = 'off' } = extras ?? {}
    return html`<gv-transport .state=${state} .preferences=${this.#preferences} .chapters=${this.#listed}
      .sleep=${extras?.sleep} ?full-screen=${extras?.fullScreen === true} .captions=${this.#captions}
      .picture=${extras?.pictureInPicture} .remote=${extras?.remote ?? 'none'}
      ?voice-available=${voice !== 'opaque' && voice !== 'unsupported'}
      .panels=${[...this.#offered, 'shortcuts' as const]}></gv-transport>`
  }

  #renderPanel(panel: FoldedPanel, { currentTimeSeconds: at, durationSeconds }: PlayerState) {
    const language = this.show?.language
    switch (panel) {
      case 'episodes':
        return html`<gv-entries .entries=${this.entries ?? []} .current=${this.episode?.guid} .language=${language}
          ?queueing=${this.queue !== undefined}></gv-entries>`
      case 'chapters':
        return this.#listed.length === 0
          ? this.#renderComing(msg('This episode has no chapters.'))
          : html`<gv-chapters .chapters=${this.chapters} .at=${at} .duration=${durationSeconds} .language=${language}></gv-chapters>`
      case 'transcript':
        return this.cues.length === 0
          ? this.#renderComing(msg('The transcript can’t be shown: it could not be loaded, or not be read.'))
          : html`<gv-transcript .cues=${this.cues} .at=${at} .language=${language}></gv-transcript>`
      case 'queue':
        return html`<gv-queue .entries=${this.#queued.value ?? []} .current=${this.episode?.guid} .language=${language}></gv-queue>`
      case 'share':
        return this.#renderShare(at)
      case 'sharing':
        return html`<gv-sharing-panel .snapshot=${this.#transfer.value} .settings=${this.sharingSettings}></gv-sharing-panel>`
    }
  }

  #renderComing(otherwise: string) {
    return this.extrasPending
      ? html`<div class="pending" role="status"><span class="spoken">${msg('Loading')}</span></div>`
      : html`<p class="failed" role="status">${otherwise}</p>`
  }

  #renderShare(at: number) {
    const { enclosure } = this.episode ?? {}
    const { pageUrl, feedUrl, scriptCode, iframeCode } = this.sharePlace ?? {}
    return html`<gv-share .pageUrl=${pageUrl} .episodeTitle=${this.episode?.title ?? ''} .showTitle=${this.show?.title ?? ''}
      .at=${at} .scriptCode=${scriptCode} .iframeCode=${iframeCode} .feedUrl=${feedUrl}
      .downloadUrl=${enclosure?.url} .downloadBytes=${enclosure?.lengthBytes}></gv-share>`
  }

  get #preferences(): Preferences {
    return this.#liking.value ?? defaultPreferences
  }

  get #isVideo(): boolean {
    return this.#playback.media instanceof HTMLVideoElement
  }

  /** Whether captions are shown; undefined where there are none. */
  get #captions(): boolean | undefined {
    return this.#isVideo && this.cues.some(({ untimed }) => untimed !== true) ? this.#preferences.captions : undefined
  }

  /** Panels that have something to show, or will have. */
  get #offered(): readonly FoldedPanel[] {
    const { episode } = this
    const offers: readonly [FoldedPanel, boolean][] = [
      ['episodes', (this.entries?.length ?? 0) > 1],
      ['chapters', this.#listed.length > 0 || (this.extrasPending && episode?.chaptersUrl !== undefined)],
      ['transcript', this.cues.length > 0 || (this.extrasPending && (episode?.transcripts.length ?? 0) > 0)],
      ['queue', this.queue !== undefined],
      ['share', this.sharePlace !== undefined],
      ['sharing', this.#sharing.value !== undefined && this.#sharing.value !== 'off-by-publisher'],
    ]
    return offers.filter(([, has]) => has).map(([panel]) => panel)
  }

  #errorKind(): PlayerErrorKind | undefined {
    // The session knows more than the element, which only sees a request that failed.
    return this.#transfer.value?.error?.kind ?? this.state.failure
  }

  #listenToRequests(): void {
    for (const type of playbackRequestTypes) {
      this.addEventListener(type, (event) => {
        if (SETS_HEARING.some((kind) => event instanceof kind)) this.#heardBefore = heardPreferences(this.state)
        // Asked for before it is known what: an embed's one tap, a page's `play`. It is played once it is here.
        if (this.episode === undefined && (event instanceof PlayRequest || event instanceof PauseRequest))
          this.#playsOn = event instanceof PlayRequest
        this.#playback.execute(event)
      })
    }
    this.addEventListener('gv-retry-request', () => this.#playback.retry())
    this.addEventListener('gv-sharing-request', ({ on }) => this.consent?.answer(on))
    this.addEventListener('gv-captions-request', ({ showing }) => this.#prefer({ captions: showing }))
    this.addEventListener('gv-preference-request', ({ change }) => this.#prefer(change))
    this.addEventListener('gv-full-screen-request', () => this.#playback.enterFullScreen())
    this.addEventListener('gv-picture-in-picture-request', () => this.#playback.togglePictureInPicture())
    this.addEventListener('gv-remote-playback-request', () => this.#playback.chooseDevice())
    this.addEventListener('gv-sleep-request', ({ choice }) => this.#playback.chooseSleep(choice))
    this.addEventListener('gv-sleep-more-request', () => this.#playback.moreSleep())
    this.addEventListener('gv-panel-request', ({ panel }) => void this.#panelAsked(panel, true))
    this.addEventListener('gv-queue-request', ({ change }) => {
      this.queue?.update((queue) => changeQueue(queue, change, this.episode?.guid))
    })
  }

  #loadBelow(): void {
    if (this.#belowLoading) return
    this.#belowLoading = true
    import('./player-below.ts').then(
      (below) => {
        this.#below = below
        this.requestUpdate()
      },
      // Playing goes on without; it is tried again with the next change.
      () => {
        this.#belowLoading = false
      },
    )
  }

  #prefer(change: Partial<Preferences>): void {
    if (this.preferences === undefined) return
    this.preferences.change(change)
  }

  #open(): void {
    const { episode, session, show } = this
    this.#transfer.follow(session)
    if (episode === undefined) return
    this.#playback.open({ episode, show, session, atSeconds: this.startAt })
    if (this.#playsOn && session !== undefined) {
      this.#playsOn = false
      this.#playback.execute(new PlayRequest())
    }
  }

  #bindSystem(): void {
    const next = this.#nextGuid
    this.#playback.bindSystem({
      ask: (request) => this.#playback.execute(request),
      next: next === undefined ? undefined : () => this.#goOn(next),
    })
  }

  /** What follows this episode: the queue's word first. */
  get #nextGuid(): string | undefined {
    return nextAfter(this.#queued.value ?? [], this.episode?.guid)?.id ?? this.nextGuid
  }

  #goOn(guid: string): void {
    this.#playsOn = true
    this.dispatchEvent(new EpisodeRequest(guid))
  }

  #told(state: PlayerState): void {
    if (state.ended && !this.#hasEnded) this.#ended()
    this.#hasEnded = state.ended
    this.#keepHearing(state)
    this.dispatchEvent(new PlayerStateChanged(state))
  }

  #hasEnded = false
  /** Speed and volume when others were last asked for, until the element has answered. */
  #heardBefore: PreferenceChange | undefined

  /** What the element says to a wish is how the listener likes it; what scripts of the page do to it is not. */
  #keepHearing(state: PlayerState): void {
    const [before, now] = [this.#heardBefore, heardPreferences(state)]
    const answered = before !== undefined && HEARING.some((name) => before[name] !== now[name])
    if (!answered) return
    this.#heardBefore = undefined
    this.preferences?.change(now)
  }

  #ended(): void {
    const next = playsNext(this.#queued.value ?? [], this.episode?.guid, {
      next: this.nextGuid,
      autoplay: this.#preferences.autoplayNext,
      sleeping: this.#extras.value?.sleep.holdsNext === true,
    })
    if (next !== undefined) this.#goOn(next)
  }

  /** A new session hears of sharing only where the listener agreed; before that, and after a no, it stays as it opens: off. */
  #shareIfAgreed(): void {
    if (this.#sharing.value === 'on') this.session?.setSharing(true)
  }

  /** @param goes whether the focus goes there: not where the button that was pressed stays in sight */
  async #panelAsked(panel: Panel, goes: boolean): Promise<void> {
    if (panel === 'shortcuts') {
      if (await this.#panels.load(panel)) this.renderRoot.querySelector('gv-shortcuts')?.show()
      return
    }
    if (!this.#offered.includes(panel)) return
    if (panel === 'sharing') this.#loadBelow()
    const toggled = this.#panels.toggle(panel)
    this.dispatchEvent(new PanelToggled(this.#panels.open))
    await toggled
    await this.updateComplete
    if (goes && this.#panels.open === panel) this.renderRoot.querySelector<HTMLElement>('#panel')?.focus()
  }

  #toggle(): void {
    this.dispatchEvent(playOrPause(this.state))
  }

  #key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const extras = this.#extras.value
    const request = requestForKey(event.key, focusedControl(event), {
      state: this.state,
      preferences: this.#preferences,
      chapters: this.chapters,
      captions: this.#captions,
      fullScreen: extras?.fullScreen === true,
      transcript: this.#offered.includes('transcript'),
      sleep: extras?.sleep.choice ?? 'off',
    })
    if (request === undefined) return
    event.preventDefault()
    this.dispatchEvent(request)
  }
}

function episodeNumber({ season, number }: Episode): string {
  if (number === undefined) return ''
  return season === undefined ? msg(str`Episode ${number}`) : msg(str`Season ${season}, episode ${number}`)
}

customElements.define('grapevine-player', GrapevinePlayer)

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-player': GrapevinePlayer
  }
}
