/**
 * <gv-chapters>: the chapter that is heard, its neighbours, and the whole list on demand.
 */
import { css, html, LitElement, nothing } from 'lit'
import type { Chapter } from '../../feed/types.ts'
import { chapterRequest, indexAt } from '../chapter-position.ts'
import { SeekRequest } from '../player-requests.ts'
import { clockTime } from '../time-words.ts'
import { baseStyles } from './base-styles.ts'
import { chevronIcon, nextIcon, previousIcon } from './icons.ts'
import { lineListStyles } from './line-list-styles.ts'

export class GvChapters extends LitElement {
  static override properties = { chapters: { attribute: false }, at: { type: Number } }
  static override styles = [
    baseStyles,
    lineListStyles,
    css`
      .bar {
        position: relative;
      }
      /* Beside the summary, not in it: a button within a button is none. */
      .steps {
        position: absolute;
        top: 0;
        right: -0.5rem;
        display: flex;
      }
      summary {
        margin-right: calc(var(--gv-target) * 2);
      }
      .step {
        display: grid;
        place-items: center;
        width: var(--gv-target);
        height: var(--gv-target);
        border-radius: 999px;
      }
      .step:hover:not(:disabled) {
        background: var(--gv-surface-sunken);
      }
      .step:disabled {
        opacity: 0.35;
        cursor: default;
      }
    `,
  ]

  declare chapters: readonly Chapter[]
  /** Seconds. */
  declare at: number

  protected override render() {
    const here = indexAt(this.chapters, this.at)
    const current = this.chapters[here]
    return html`<div class="bar">
        <details>
          <summary>
            <span class="label">Chapters</span>
            <span class="hint">${current === undefined ? `${this.chapters.length} in all` : current.title}</span>
            ${chevronIcon}
          </summary>
          <ol>
            ${this.chapters.map(
              (chapter, index) => html`<li>
                <button aria-current=${index === here ? 'true' : nothing}
                  @click=${() => this.dispatchEvent(new SeekRequest(chapter.startSeconds))}>
                  <span class="time">${clockTime(chapter.startSeconds)}</span><span>${chapter.title}</span>
                </button>
              </li>`,
            )}
          </ol>
        </details>
        <div class="steps">${this.#renderStep('previous')}${this.#renderStep('next')}</div>
      </div>`
  }

  #renderStep(direction: 'next' | 'previous') {
    const request = chapterRequest(this.chapters, this.at, direction)
    return html`<button class="step" ?disabled=${request === undefined}
      aria-label=${direction === 'next' ? 'Next chapter' : 'Previous chapter'}
      @click=${() => {
        // Asked anew: the playhead moved since this was drawn, and an event can be dispatched only once.
        const now = chapterRequest(this.chapters, this.at, direction)
        if (now !== undefined) this.dispatchEvent(now)
      }}>${direction === 'next' ? nextIcon : previousIcon}</button>`
  }
}

customElements.define('gv-chapters', GvChapters)
