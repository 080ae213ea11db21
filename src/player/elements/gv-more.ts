/**
 * <gv-more>: what has no room in the transport's row, and what is rarely wanted. A panel of the transport.
 *
 * Which of the row's controls are here is decided by width alone, in CSS, from the same table as the row (transport-room.ts).
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing, type TemplateResult, unsafeCSS } from 'lit'
import type { Chapter } from '../../feed/types.ts'
import { chapterRequest } from '../chapter-position.ts'
import type { RemoteStatus } from '../dom-remote-playback.ts'
import { OwnPanelRequest } from '../own-panel-request.ts'
import { type Panel, PanelRequest } from '../panel-requests.ts'
import { CaptionsRequest, FullScreenRequest, MuteRequest, SkipRequest, VolumeRequest } from '../player-requests.ts'
import type { PlayerState } from '../player-state.ts'
import { plural } from '../plural.ts'
import type { Preferences } from '../preferences.ts'
import { PictureInPictureRequest, RemotePlaybackRequest } from '../screen-requests.ts'
import type { SleepView } from '../sleep-choices.ts'
import { choiceWords, sleepCountdown } from '../sleep-words.ts'
import { rateLabel } from '../speed.ts'
import { moreRules, type RoomControl, transportKind } from '../transport-room.ts'
import { volumeWords } from '../volume-words.ts'
import { baseStyles } from './base-styles.ts'
import { panelStyles, rangeStyles } from './panel-styles.ts'
import { styled } from './styled.ts'

export class GvMore extends LitElement {
  static override properties = {
    state: { attribute: false },
    preferences: { attribute: false },
    chapters: { attribute: false },
    sleep: { attribute: false },
    captions: { attribute: false },
    fullScreen: { attribute: false },
    picture: { attribute: false },
    remote: { attribute: false },
    panels: { attribute: false },
  }
  static override styles = [
    baseStyles,
    panelStyles,
    rangeStyles,
    css`
      :host {
        width: 17rem;
        padding: var(--gv-space-2);
      }
      .item {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--gv-space-3);
        width: 100%;
        min-height: var(--gv-target);
        padding: 0 var(--gv-space-3);
        border-radius: var(--gv-radius-s);
        text-align: start;
      }
      button.item:hover {
        background: var(--gv-surface-sunken);
      }
      .item:disabled {
        opacity: 0.45;
        cursor: default;
        background: none;
      }
      .hint {
        color: var(--gv-ink-soft);
        font-variant-numeric: tabular-nums;
      }
      .item input {
        width: 8rem;
      }
      hr {
        margin: var(--gv-space-2) var(--gv-space-3);
        border: 0;
        border-top: 1px solid var(--gv-line);
      }
    `,
    unsafeCSS(moreRules()),
  ]

  declare state: PlayerState
  declare preferences: Preferences
  declare chapters: readonly Chapter[]
  declare sleep: SleepView
  declare captions: boolean | undefined
  declare fullScreen: boolean
  /** Whether the video is in a window of its own; undefined where there is no way. */
  declare picture: boolean | undefined
  declare remote: RemoteStatus
  /** Panels of the player to offer. */
  declare panels: readonly Panel[]

  protected override render() {
    const { skipBackSeconds } = this.preferences
    return html`<div class=${transportKind(this)}>
      ${this.#item('back', plural(skipBackSeconds, msg('one {Back # second} other {Back # seconds}')), () => new SkipRequest(-skipBackSeconds))}
      ${this.#renderChapters()}
      ${this.#item('speed', msg('Speed'), () => new OwnPanelRequest('speed'), rateLabel(this.state.playbackRate))}
      ${this.#item('sleep', msg('Sleep timer'), () => new OwnPanelRequest('sleep'), this.#sleepHint)}
      ${this.#renderVolume()}
      ${this.captions === undefined ? nothing : this.#toggle('captions', msg('Captions'), this.captions, () => new CaptionsRequest(!this.captions))}
      ${this.picture === undefined ? nothing : this.#toggle('picture', msg('Picture in picture'), this.picture, () => new PictureInPictureRequest())}
      ${this.remote === 'none' ? nothing : this.#toggle('remote', msg('Play on another device'), this.remote === 'connected', () => new RemotePlaybackRequest())}
      ${this.fullScreen ? this.#item('full-screen', msg('Full screen'), () => new FullScreenRequest()) : nothing}
      ${this.#item(undefined, msg('Playback settings'), () => new OwnPanelRequest('settings'))}
      ${this.panels.length === 0 ? nothing : html`<hr>`}
      ${this.panels.map((panel) => this.#item(undefined, panelWords(panel), () => new PanelRequest(panel)))}
    </div>`
  }

  override focus(): void {
    for (const item of this.renderRoot.querySelectorAll<HTMLElement>('button, input')) {
      if (item.getClientRects().length === 0 || item.matches(':disabled')) continue
      item.focus()
      return
    }
  }

  get #sleepHint(): string {
    return this.sleep.choice === 'off' ? choiceWords('off') : sleepCountdown(this.sleep)
  }

  #renderChapters() {
    if (this.chapters.length === 0) return nothing
    const at = () => this.state.currentTimeSeconds
    const step = (direction: 'previous' | 'next', words: string) =>
      this.#item(direction, words, () => chapterRequest(this.chapters, at(), direction), '', {
        disabled: chapterRequest(this.chapters, at(), direction) === undefined,
      })
    return html`${step('previous', msg('Previous chapter'))}${step('next', msg('Next chapter'))}`
  }

  #renderVolume() {
    const { muted, volume } = this.state
    const shown = muted ? 0 : volume
    return html`${this.#toggle('mute', msg('Mute'), muted, () => new MuteRequest(!this.state.muted))}
      <label class="item slider">${msg('Volume')}
        <input type="range" min="0" max="1" step="0.05" .value=${String(shown)} aria-valuetext=${volumeWords(this.state)}
          ${styled({ '--filled': `${shown * 100}%` })}
          @input=${(event: Event) => {
            this.dispatchEvent(new VolumeRequest((event.target as HTMLInputElement).valueAsNumber))
          }}>
      </label>`
  }

  #toggle(control: RoomControl, words: string, on: boolean, request: () => Event) {
    return html`<button class="item ${control}" aria-pressed=${on ? 'true' : 'false'}
      @click=${() => this.dispatchEvent(request())}>${words}
      <span class="hint" aria-hidden="true">${on ? msg('On') : msg('Off')}</span></button>`
  }

  #item(
    control: RoomControl | undefined,
    words: string,
    request: () => Event | undefined,
    hint = '',
    { disabled = false } = {},
  ): TemplateResult {
    return html`<button class="item ${control ?? ''}" ?disabled=${disabled} @click=${() => {
      const event = request()
      if (event !== undefined) this.dispatchEvent(event)
    }}>${words}${hint === '' ? nothing : html` <span class="hint">${hint}</span>`}</button>`
  }
}

function panelWords(panel: Panel): string {
  switch (panel) {
    case 'episodes':
      return msg('Episodes')
    case 'transcript':
      return msg('Transcript')
    case 'chapters':
      return msg('Chapters')
    case 'share':
      return msg('Share this episode')
    case 'queue':
      return msg('Queue')
    case 'sharing':
      return msg('Sharing with other listeners')
    case 'shortcuts':
      return msg('Keyboard shortcuts')
  }
}

customElements.define('gv-more', GvMore)

declare global {
  interface HTMLElementTagNameMap {
    'gv-more': GvMore
  }
}
