/**
 * <gv-transport>: play and pause, skips, chapters, speed, sleep timer, volume, captions, and where else to play.
 *
 * Every control asks and shows what it is told, nothing else. What has no room in the row stands under "More", decided by the width
 * it is given itself (transport-room.ts), so it fits beside a cover as well as below a film. Panels are popovers of the browser's
 * own (it closes them on Escape, on a click elsewhere, and gives the focus back); what is in them is loaded when one is first opened.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Chapter } from '../../feed/types.ts'
import { chapterRequest } from '../chapter-position.ts'
import type { RemoteStatus } from '../dom-remote-playback.ts'
import type { OwnPanelRequest } from '../own-panel-request.ts'
import type { Panel } from '../panel-requests.ts'
import { playOrPause } from '../play-or-pause.ts'
import { CaptionsRequest, FullScreenRequest, MuteRequest, SkipRequest, VolumeRequest } from '../player-requests.ts'
import { initialPlayerState, type PlayerState } from '../player-state.ts'
import { plural } from '../plural.ts'
import { defaultPreferences, type Preferences } from '../preferences.ts'
import { PictureInPictureRequest, RemotePlaybackRequest } from '../screen-requests.ts'
import { type SleepView, sleepViewOff } from '../sleep-choices.ts'
import { rateLabel } from '../speed.ts'
import { transportKind } from '../transport-room.ts'
import { volumeWords } from '../volume-words.ts'
import { baseStyles, iconButtonStyles } from './base-styles.ts'
import {
  captionsIcon,
  deviceIcon,
  fullScreenIcon,
  moonIcon,
  moreIcon,
  mutedIcon,
  nextChapterIcon,
  pauseIcon,
  pictureIcon,
  playIcon,
  previousChapterIcon,
  skipIcon,
  smallMoonIcon,
  volumeIcon,
} from './icons.ts'
import { rangeStyles } from './panel-styles.ts'
import { styled } from './styled.ts'
import { transportStyles } from './transport-styles.ts'

type PanelId = 'speed' | 'sleep' | 'settings' | 'more'

export class GvTransport extends LitElement {
  static override properties = {
    state: { attribute: false },
    preferences: { attribute: false },
    chapters: { attribute: false },
    sleep: { attribute: false },
    captions: { attribute: false },
    fullScreen: { type: Boolean, attribute: 'full-screen' },
    picture: { attribute: false },
    remote: {},
    voiceAvailable: { type: Boolean, attribute: 'voice-available' },
    panels: { attribute: false },
    panelsMissing: { state: true },
    sleepWords: { state: true },
  }
  static override styles = [baseStyles, iconButtonStyles, rangeStyles, transportStyles]

  declare state: PlayerState
  declare preferences: Preferences
  declare chapters: readonly Chapter[]
  declare sleep: SleepView
  /** Whether captions are shown; undefined where there are none. */
  declare captions: boolean | undefined
  /** Whether there are pictures, and a way to show them alone. */
  declare fullScreen: boolean
  /** Whether the video is in a window of its own; undefined where there is no way. */
  declare picture: boolean | undefined
  declare remote: RemoteStatus
  /** Whether the episode's sound can be worked on (silence, voices). */
  declare voiceAvailable: boolean
  /** Panels of the player to offer under "More". */
  declare panels: readonly Panel[]
  /** The panels could not be loaded. */
  declare panelsMissing: boolean
  /** What a timer that runs says. */
  declare sleepWords: typeof import('../sleep-words.ts') | undefined

  #loading: Promise<typeof import('./transport-panels.ts') | undefined> | undefined
  readonly #placed = new Map<HTMLElement, () => void>()

  constructor() {
    super()
    this.state = initialPlayerState
    this.preferences = defaultPreferences
    this.chapters = []
    this.sleep = sleepViewOff
    this.captions = undefined
    this.fullScreen = false
    this.picture = undefined
    this.remote = 'none'
    this.voiceAvailable = false
    this.panels = ['shortcuts']
    this.panelsMissing = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const release of this.#placed.values()) release()
    this.#placed.clear()
  }

  protected override willUpdate(): void {
    if (this.sleep.choice === 'off' || this.sleepWords !== undefined) return
    import('../sleep-words.ts').then(
      (words) => {
        this.sleepWords = words
      },
      () => {},
    )
  }

  protected override render() {
    const { skipBackSeconds, skipForwardSeconds } = this.preferences
    return html`<div class="row ${transportKind(this)}">
        <div class="side">${this.#renderSpeed()}${this.#renderSleep()}</div>
        <div class="middle">
          ${this.#renderChapter('previous')}
          ${this.#icon('skip back', plural(skipBackSeconds, msg('one {Back # second} other {Back # seconds}')), skipIcon(skipBackSeconds, true), () => new SkipRequest(-skipBackSeconds))}
          ${this.#renderPlay()}
          ${this.#icon('skip', plural(skipForwardSeconds, msg('one {Forward # second} other {Forward # seconds}')), skipIcon(skipForwardSeconds, false), () => new SkipRequest(skipForwardSeconds))}
          ${this.#renderChapter('next')}
        </div>
        <div class="side end">${this.#renderScreens()}${this.#renderVolume()}${this.#renderFullScreen()}
          <button class="icon more" aria-label=${msg('More')} popovertarget="more">${moreIcon}${
            this.sleep.choice === 'off' ? nothing : html`<span class="badge"></span>`
          }</button>
        </div>
      </div>
      ${this.#renderPanels()}
      <span class="spoken" role="status">${this.state.waiting ? msg('Loading') : ''}</span>
      <span class="spoken" role="status">${this.sleepWords?.sleepAnnouncement(this.sleep) ?? ''}</span>`
  }

  #renderPlay() {
    const { paused, waiting, source } = this.state
    return html`<button class="play" aria-label=${paused ? msg('Play') : msg('Pause')} ?data-waiting=${waiting}
      ?disabled=${source === 'none'} @click=${() => this.dispatchEvent(playOrPause(this.state))}
      >${paused ? playIcon : pauseIcon}</button>`
  }

  #renderSpeed() {
    const rate = rateLabel(this.state.playbackRate)
    return html`<button class="chip speed" aria-label=${msg(str`Speed: ${rate}`)} popovertarget="speed">${rate}</button>`
  }

  #renderSleep() {
    const off = this.sleep.choice === 'off'
    return html`<button class="chip sleep ${off ? 'bare' : 'on'}" aria-label=${this.sleepWords?.sleepLabel(this.sleep) ?? msg('Sleep timer')} popovertarget="sleep">${
      off ? moonIcon : html`${smallMoonIcon}<span>${this.sleepWords?.sleepCountdown(this.sleep) ?? '…'}</span>`
    }</button>`
  }

  #renderChapter(direction: 'previous' | 'next') {
    if (this.chapters.length === 0) return nothing
    const words = direction === 'next' ? msg('Next chapter') : msg('Previous chapter')
    const drawn = direction === 'next' ? nextChapterIcon : previousChapterIcon
    const wish = () => chapterRequest(this.chapters, this.state.currentTimeSeconds, direction)
    return this.#icon(direction, words, drawn, wish, { disabled: wish() === undefined })
  }

  #renderScreens() {
    const { remote, picture, captions } = this
    return html`
      ${remote === 'none' ? nothing : this.#icon('toggle remote', msg('Play on another device'), deviceIcon, () => new RemotePlaybackRequest(), { pressed: remote === 'connected' })}
      ${picture === undefined ? nothing : this.#icon('toggle picture', msg('Picture in picture'), pictureIcon, () => new PictureInPictureRequest(), { pressed: picture })}
      ${captions === undefined ? nothing : this.#icon('toggle captions', msg('Captions'), captionsIcon, () => new CaptionsRequest(!this.captions), { pressed: captions })}`
  }

  #renderVolume() {
    const { muted, volume } = this.state
    const shown = muted ? 0 : volume
    return html`${this.#icon('mute', msg('Mute'), shown === 0 ? mutedIcon : volumeIcon, () => new MuteRequest(!this.state.muted), { pressed: muted })}
      <input class="slider" type="range" aria-label=${msg('Volume')} min="0" max="1" step="0.05" .value=${String(shown)}
        aria-valuetext=${volumeWords(this.state)} ${styled({ '--filled': `${shown * 100}%` })}
        @input=${(event: Event) => {
          this.dispatchEvent(new VolumeRequest((event.target as HTMLInputElement).valueAsNumber))
        }}>`
  }

  #renderFullScreen() {
    if (!this.fullScreen) return nothing
    return this.#icon('full-screen', msg('Full screen'), fullScreenIcon, () => new FullScreenRequest())
  }

  #renderPanels() {
    const words = this.panelsMissing ? msg('This could not be loaded. Close it and try again.') : msg('Loading…')
    const close = (event: Event) => (event.currentTarget as HTMLElement).hidePopover()
    const { state, preferences, chapters, sleep, captions, fullScreen, picture, remote, panels } = this
    return html`
      <gv-speed id="speed" class="panel" popover role="dialog" aria-label=${msg('Speed')} .rate=${state.playbackRate}
        @beforetoggle=${this.#turn} @toggle=${this.#place}>${words}</gv-speed>
      <gv-sleep id="sleep" class="panel" popover role="dialog" aria-label=${msg('Sleep timer')} .view=${sleep}
        .chapters=${chapters.length > 0} @gv-sleep-request=${close}
        @beforetoggle=${this.#turn} @toggle=${this.#place}>${words}</gv-sleep>
      <gv-player-settings id="settings" class="panel" popover role="dialog" aria-label=${msg('Playback settings')}
        .preferences=${preferences} .voiceAvailable=${this.voiceAvailable}
        @beforetoggle=${this.#turn} @toggle=${this.#place}>${words}</gv-player-settings>
      <gv-more id="more" class="panel" popover role="dialog" aria-label=${msg('More')} .state=${state}
        .preferences=${preferences} .chapters=${chapters} .sleep=${sleep} .captions=${captions} .fullScreen=${fullScreen}
        .picture=${picture} .remote=${remote} .panels=${panels}
        @gv-own-panel-request=${this.#openInstead} @gv-panel-request=${close} @gv-full-screen-request=${close}
        @gv-picture-in-picture-request=${close} @gv-remote-playback-request=${close}
        @beforetoggle=${this.#turn} @toggle=${this.#place}>${words}</gv-more>`
  }

  /** A button that asks for something; `pressed` where it is one that stays down. */
  #icon(
    name: string,
    words: string,
    drawn: TemplateResult,
    request: () => Event | undefined,
    { pressed, disabled = false }: { pressed?: boolean; disabled?: boolean } = {},
  ) {
    return html`<button class="icon ${name}" aria-label=${words} aria-pressed=${pressed ?? nothing} ?disabled=${disabled}
      @click=${() => {
        // Asked anew: playback has moved since this was drawn, and an event can be dispatched only once.
        const event = request()
        if (event !== undefined) this.dispatchEvent(event)
      }}>${drawn}</button>`
  }

  readonly #turn = ({ newState, currentTarget }: ToggleEvent): void => {
    if (newState === 'closed') {
      // Browsers lose the focus that was within a shadow root within a popover.
      const panel = currentTarget as HTMLElement
      if (panel.matches(':focus-within')) this.#buttonOf(panel.id)?.focus()
      return
    }
    this.#load()
  }

  #load(): void {
    if (this.#loading !== undefined && !this.panelsMissing) return
    this.panelsMissing = false
    this.#loading = import('./transport-panels.ts').catch(() => {
      this.panelsMissing = true
      return undefined
    })
  }

  readonly #place = async (event: ToggleEvent): Promise<void> => {
    const panel = event.currentTarget as HTMLElement
    this.#placed.get(panel)?.()
    this.#placed.delete(panel)
    if (event.newState !== 'open') return
    const code = await this.#loading
    if (!panel.matches(':popover-open')) return
    const release = code?.keepBeside(panel, () => this.#buttonOf(panel.id))
    if (release !== undefined) this.#placed.set(panel, release)
    else panel.toggleAttribute('data-placed', true)
    if (panel instanceof LitElement) await panel.updateComplete
    if (panel.matches(':popover-open')) panel.focus()
  }

  /** The button of a panel; at widths where it has none, that of "More". */
  #buttonOf(id: string): HTMLElement | undefined {
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>(`[popovertarget="${id}"], [popovertarget="more"]`)
    return [...buttons].find((button) => button.getClientRects().length > 0)
  }

  readonly #openInstead = ({ panel }: OwnPanelRequest): void => {
    // Closed first: that gives the focus back to "More", to which the other one then gives it back.
    this.#panel('more')?.hidePopover()
    this.#panel(panel)?.showPopover()
  }

  #panel(id: PanelId): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`#${id}`)
  }
}

customElements.define('gv-transport', GvTransport)

declare global {
  interface HTMLElementTagNameMap {
    'gv-transport': GvTransport
  }
}
