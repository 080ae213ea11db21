/**
 * <gv-transport>: play and pause, skips, speed, volume, captions.
 *
 * Every control asks and shows what the media element said, nothing else.
 */
import { html, LitElement, nothing } from 'lit'
import { RATES, SKIP_BACK_SECONDS, SKIP_FORWARD_SECONDS } from '../key-requests.ts'
import {
  CaptionsRequest,
  FullScreenRequest,
  MuteRequest,
  PauseRequest,
  PlayRequest,
  RateRequest,
  SkipRequest,
  VolumeRequest,
} from '../player-requests.ts'
import type { PlayerState } from '../player-state.ts'
import { baseStyles, iconButtonStyles } from './base-styles.ts'
import {
  backIcon,
  captionsIcon,
  chevronIcon,
  forwardIcon,
  fullScreenIcon,
  mutedIcon,
  pauseIcon,
  playIcon,
  volumeIcon,
} from './icons.ts'
import { transportStyles } from './transport-styles.ts'

export class GvTransport extends LitElement {
  static override properties = {
    state: { attribute: false },
    captions: { attribute: false },
    fullScreen: { type: Boolean, attribute: 'full-screen' },
  }
  static override styles = [baseStyles, iconButtonStyles, transportStyles]

  declare state: PlayerState
  /** Whether captions are shown; undefined where there are none. */
  declare captions: boolean | undefined
  /** Whether there are pictures, and a way to show them alone. */
  declare fullScreen: boolean

  protected override render() {
    return html`
      <div class="side">${this.#renderSpeed()}</div>
      <div class="middle">
        <button class="icon skip" aria-label="Back ${SKIP_BACK_SECONDS} seconds"
          @click=${() => this.dispatchEvent(new SkipRequest(-SKIP_BACK_SECONDS))}>${backIcon}</button>
        ${this.#renderPlay()}
        <button class="icon skip" aria-label="Forward ${SKIP_FORWARD_SECONDS} seconds"
          @click=${() => this.dispatchEvent(new SkipRequest(SKIP_FORWARD_SECONDS))}>${forwardIcon}</button>
      </div>
      <div class="side end">${this.#renderCaptions()}${this.#renderVolume()}</div>
    `
  }

  #renderPlay() {
    const { paused, waiting, source } = this.state
    return html`<button class="play" aria-label=${paused ? 'Play' : 'Pause'} ?data-waiting=${waiting} ?disabled=${source === 'none'}
      @click=${() => this.dispatchEvent(paused ? new PlayRequest() : new PauseRequest())}
      >${paused ? playIcon : pauseIcon}</button>
      <span class="spoken" role="status">${waiting ? 'Loading' : ''}</span>`
  }

  #renderSpeed() {
    const { playbackRate } = this.state
    const rates = RATES.includes(playbackRate) ? RATES : [...RATES, playbackRate].sort((a, b) => a - b)
    return html`<span class="speed">
      <select aria-label="Speed" @change=${this.#pickRate}>
        ${rates.map((rate) => html`<option value=${rate} .selected=${rate === playbackRate}>${rate}×</option>`)}
      </select>${chevronIcon}
    </span>`
  }

  #renderVolume() {
    const { muted, volume } = this.state
    const shown = muted ? 0 : volume
    const percent = Math.round(shown * 100)
    return html`<span class="volume">
      <button class="icon" aria-label="Mute" aria-pressed=${muted ? 'true' : 'false'}
        @click=${() => this.dispatchEvent(new MuteRequest(!muted))}>${shown === 0 ? mutedIcon : volumeIcon}</button>
      <input type="range" aria-label="Volume" min="0" max="1" step="0.05" .value=${String(shown)}
        style="--filled:${percent}%" aria-valuetext=${muted ? 'muted' : `${percent} percent`} @input=${this.#pickVolume}>
    </span>`
  }

  #renderCaptions() {
    const captions =
      this.captions === undefined
        ? nothing
        : html`<button class="icon toggle" aria-label="Captions" aria-pressed=${this.captions ? 'true' : 'false'}
            @click=${() => this.dispatchEvent(new CaptionsRequest(!this.captions))}>${captionsIcon}</button>`
    const fullScreen = this.fullScreen
      ? html`<button class="icon" aria-label="Full screen" @click=${this.#askForFullScreen}>${fullScreenIcon}</button>`
      : nothing
    return html`${captions}${fullScreen}`
  }

  #pickRate(event: Event): void {
    const select = event.target as HTMLSelectElement
    this.dispatchEvent(new RateRequest(Number(select.value)))
  }

  #pickVolume(event: Event): void {
    this.dispatchEvent(new VolumeRequest((event.target as HTMLInputElement).valueAsNumber))
  }

  #askForFullScreen(): void {
    this.dispatchEvent(new FullScreenRequest())
  }
}

customElements.define('gv-transport', GvTransport)
