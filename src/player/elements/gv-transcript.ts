/**
 * <gv-transcript>: what is said, line by line; the line that is heard is marked and kept in view, a tap goes there.
 *
 * Lines are drawn only while the panel is open: a transcript has thousands.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Cue } from '../../feed/types.ts'
import { indexAt } from '../chapter-position.ts'
import { SeekRequest } from '../player-requests.ts'
import { clockTime } from '../time-words.ts'
import { baseStyles } from './base-styles.ts'
import { chevronIcon } from './icons.ts'
import { lineListStyles } from './line-list-styles.ts'

export class GvTranscript extends LitElement {
  static override properties = {
    cues: { attribute: false },
    at: { type: Number },
    open: { state: true },
    here: { state: true },
  }
  static override styles = [baseStyles, lineListStyles]

  declare cues: readonly Cue[]
  /** Seconds. */
  declare at: number
  declare open: boolean
  declare here: number

  constructor() {
    super()
    this.open = false
    this.here = -1
  }

  /** Draws anew only when another line is heard, not four times a second. */
  protected override shouldUpdate(changed: PropertyValues): boolean {
    const here = indexAt(this.cues, this.at)
    const moved = here !== this.here
    this.here = here
    return moved || changed.has('cues') || changed.has('open')
  }

  protected override render() {
    return html`<details @toggle=${this.#toggle}>
      <summary><span class="label">Transcript</span><span class="hint">follow along</span>${chevronIcon}</summary>
      ${this.open ? html`<ol>${this.cues.map((cue, index) => this.#renderCue(cue, index === this.here))}</ol>` : nothing}
    </details>`
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('ol')
    const line = list?.querySelector<HTMLElement>('[aria-current]')?.parentElement
    // Only the list scrolls, never the page, and not while a line in it has the focus.
    if (!list || !line || list.contains(this.shadowRoot?.activeElement ?? null)) return
    list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight / 3
  }

  #renderCue(cue: Cue, heard: boolean) {
    return html`<li>
      <button aria-current=${heard ? 'true' : nothing}
        @click=${() => this.dispatchEvent(new SeekRequest(cue.startSeconds))}>
        <span class="time">${clockTime(cue.startSeconds)}</span>
        <span>${cue.speaker === undefined ? nothing : html`<strong>${cue.speaker}:</strong> `}${cue.text}</span>
      </button>
    </li>`
  }

  #toggle(event: Event): void {
    this.open = (event.target as HTMLDetailsElement).open
  }
}

customElements.define('gv-transcript', GvTranscript)
