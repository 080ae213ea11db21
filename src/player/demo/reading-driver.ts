/**
 * <demo-reading>: an element of the gallery that is told where playback is, as a player would: it goes where it is asked to,
 * and a slider moves it along. `search` types into the transcript's search field.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Chapter, Cue } from '../../feed/types.ts'
import type { SeekRequest } from '../player-requests.ts'
import '../elements/gv-chapters.ts'
import '../elements/gv-transcript.ts'

export class DemoReading extends LitElement {
  static override properties = {
    chapters: { attribute: false },
    cues: { attribute: false },
    at: { type: Number },
    duration: { type: Number },
    language: {},
    search: {},
    paused: { type: Boolean },
    sought: { type: Number, reflect: true },
  }

  declare chapters: readonly Chapter[] | undefined
  declare cues: readonly Cue[] | undefined
  declare at: number
  declare duration: number
  declare language: string | undefined
  /** Typed into the search field, once. */
  declare search: string | undefined
  /** Somebody has scrolled by hand. */
  declare paused: boolean
  /** Seconds: where somebody asked to go. */
  declare sought: number | undefined

  constructor() {
    super()
    this.at = 0
    this.duration = 600
    this.paused = false
    this.addEventListener('gv-seek-request', (event: SeekRequest) => {
      this.sought = event.toSeconds
      this.at = event.toSeconds
    })
  }

  protected override createRenderRoot(): HTMLElement {
    return this
  }

  protected override render() {
    return html`${
      this.chapters === undefined
        ? nothing
        : html`<gv-chapters .chapters=${this.chapters} .at=${this.at} .duration=${this.duration}></gv-chapters>`
    }${
      this.cues === undefined
        ? nothing
        : html`<gv-transcript .cues=${this.cues} .at=${this.at} .language=${this.language}></gv-transcript>`
    }<p><label>Playback is at <input type="range" max=${this.duration} step="0.5" .value=${String(this.at)}
      @input=${(event: Event) => {
        this.at = (event.target as HTMLInputElement).valueAsNumber
      }}></label></p>`
  }

  protected override async firstUpdated(_changed: PropertyValues): Promise<void> {
    const transcript = this.querySelector('gv-transcript')
    await transcript?.updateComplete
    if (transcript && this.paused) transcript.following = false
    const input = transcript?.shadowRoot?.querySelector('input')
    if (!input || this.search === undefined) return
    input.value = this.search
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
}

customElements.define('demo-reading', DemoReading)

declare global {
  interface HTMLElementTagNameMap {
    'demo-reading': DemoReading
  }
}
