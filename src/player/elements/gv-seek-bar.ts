/**
 * <gv-seek-bar>: where playback is, and the way to go elsewhere.
 *
 * A native range input, spoken in words; what is buffered and which pieces are held is painted behind it. Dragging only
 * shows where it would go; letting go asks for it.
 */
import { css, html, LitElement, nothing } from 'lit'
import type { Chapter } from '../../feed/types.ts'
import { SeekRequest } from '../player-requests.ts'
import type { PlayerState } from '../player-state.ts'
import { clockTime, spokenPosition } from '../time-words.ts'
import { baseStyles } from './base-styles.ts'
import './gv-piece-strip.ts'

/** One arrow key; page keys go a tenth, as browsers do it. */
const ARROW_SECONDS = 5

export class GvSeekBar extends LitElement {
  static override properties = {
    state: { attribute: false },
    pieces: { attribute: false },
    chapters: { attribute: false },
    dragged: { state: true },
  }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        --thumb: 1.25rem;
      }
      .bar {
        position: relative;
        height: var(--gv-target);
      }
      .rail {
        position: absolute;
        inset: calc(50% - 5px) calc(var(--thumb) / 2);
        height: 10px;
      }
      .track {
        position: absolute;
        inset: 0 calc(var(--thumb) / -2);
        border-radius: 999px;
        background: var(--gv-sleeve-line);
        overflow: hidden;
      }
      .layers {
        position: absolute;
        inset: 0 calc(var(--thumb) / 2);
      }
      .buffered,
      .played {
        position: absolute;
        inset-block: 0;
        background: var(--gv-sleeve-held);
      }
      .buffered {
        inset-block: 0 60%;
      }
      gv-piece-strip {
        position: absolute;
        inset: 0;
      }
      .played {
        left: calc(var(--thumb) / -2);
        background: var(--gv-sprig);
      }
      .tick {
        position: absolute;
        inset-block: 0;
        width: 3px;
        margin-left: -1.5px;
        background: var(--gv-sleeve-deep);
      }
      input {
        -webkit-appearance: none;
        appearance: none;
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        background: none;
        cursor: pointer;
        border-radius: var(--gv-radius-s);
      }
      input:disabled {
        cursor: default;
      }
      input::-webkit-slider-thumb {
        -webkit-appearance: none;
        width: var(--thumb);
        height: var(--thumb);
        border-radius: 50%;
        background: var(--gv-sprig);
        border: 3px solid var(--gv-sleeve-deep);
        box-shadow: 0 0 0 2px var(--gv-sprig);
      }
      input::-moz-range-thumb {
        width: calc(var(--thumb) - 6px);
        height: calc(var(--thumb) - 6px);
        border-radius: 50%;
        background: var(--gv-sprig);
        border: 3px solid var(--gv-sleeve-deep);
        box-shadow: 0 0 0 2px var(--gv-sprig);
      }
      input:disabled::-webkit-slider-thumb {
        visibility: hidden;
      }
      input:disabled::-moz-range-thumb {
        visibility: hidden;
      }
      :focus-visible {
        outline-color: var(--gv-sprig);
        outline-offset: 0;
      }
      .times {
        display: flex;
        justify-content: space-between;
        margin-top: -0.375rem;
        font-size: var(--gv-text-s);
        font-variant-numeric: tabular-nums;
        color: var(--gv-sleeve-soft);
      }
      .now {
        color: var(--gv-sleeve-ink);
        font-weight: 600;
      }
      @media (forced-colors: active) {
        .track {
          border: 1px solid CanvasText;
        }
        .played,
        .buffered,
        .tick {
          forced-color-adjust: none;
        }
      }
    `,
  ]

  declare state: PlayerState
  declare pieces: Uint8Array
  declare chapters: readonly Chapter[]
  /** Where the thumb is held, before it is let go. */
  declare dragged: number | undefined

  protected override render() {
    const { durationSeconds } = this.state
    const known = Number.isFinite(durationSeconds) && durationSeconds > 0
    const duration = known ? durationSeconds : 0
    const at = Math.min(this.dragged ?? this.state.currentTimeSeconds, known ? duration : Number.POSITIVE_INFINITY)
    const percent = (seconds: number) => (known ? `${Math.min(100, (seconds / duration) * 100)}%` : '0%')
    return html`
      <div class="bar">
        <div class="rail">
          <div class="track">
            <div class="layers">
              <gv-piece-strip quiet .pieces=${this.pieces}></gv-piece-strip>
              ${this.state.buffered.map(
                (span) =>
                  html`<div class="buffered" style="left:${percent(span.startSeconds)};
                    right:calc(100% - ${percent(span.endSeconds)})"></div>`,
              )}
              <div class="played" style="right:calc(100% - ${percent(at)})"></div>
              ${this.chapters.map((chapter) =>
                chapter.startSeconds > 0 && chapter.startSeconds < duration
                  ? html`<div class="tick" style="left:${percent(chapter.startSeconds)}"></div>`
                  : nothing,
              )}
            </div>
          </div>
        </div>
        <input type="range" aria-label="Seek" min="0" .max=${String(Math.ceil(duration))} step="1"
          .value=${String(Math.floor(at))} aria-valuetext=${spokenPosition(at, durationSeconds)} ?disabled=${!known}
          @input=${this.#drag} @change=${this.#letGo} @keydown=${this.#key}>
      </div>
      <div class="times" aria-hidden="true">
        <span><span class="now">${clockTime(at)}</span>${known ? ` / ${clockTime(duration)}` : ''}</span>
        <span>${known ? `−${clockTime(duration - at)}` : ''}</span>
      </div>
    `
  }

  #drag(event: Event): void {
    this.dragged = (event.target as HTMLInputElement).valueAsNumber
  }

  #letGo(event: Event): void {
    this.dragged = undefined
    this.dispatchEvent(new SeekRequest((event.target as HTMLInputElement).valueAsNumber))
  }

  #key(event: KeyboardEvent): void {
    const back = event.key === 'ArrowLeft' || event.key === 'ArrowDown'
    const forward = event.key === 'ArrowRight' || event.key === 'ArrowUp'
    if (!(back || forward) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    this.dispatchEvent(new SeekRequest(this.state.currentTimeSeconds + (back ? -ARROW_SECONDS : ARROW_SECONDS)))
  }
}

customElements.define('gv-seek-bar', GvSeekBar)
