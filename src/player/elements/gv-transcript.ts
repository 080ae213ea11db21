/**
 * <gv-transcript>: what is said, as text to be read; the line that is heard is marked and kept in view, a tap goes there.
 *
 * Whoever scrolls by hand, searches or walks through it is left alone, until asking to be taken back. Paragraphs begin with a
 * button each (one stop for the tab key, arrows go from one to the next); the lines in them are plain text that takes taps, so
 * that a screen reader reads sentences and not thousands of buttons.
 *
 * Thousands of lines are drawn slice by slice while nothing else is to do, beginning where playback is; slices that are out
 * of view cost no layout. What is heard and what is looked at is marked in the drawn text without drawing it anew.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { CueMatch } from '../../feed/cue-search.ts'
import type { Cue } from '../../feed/types.ts'
import { indexAt } from '../chapter-position.ts'
import { SeekRequest } from '../player-requests.ts'
import { groupParagraphs, type Paragraph, type Slice, sliceOf, sliceParagraphs } from '../transcript-paragraphs.ts'
import { type Found, findCues, marksOf, NOTHING_FOUND, stepFound } from '../transcript-search.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { lineListStyles } from './line-list-styles.ts'
import { heardIcon } from './reading-icons.ts'
import { keepInView } from './scrolled-view.ts'
import { SliceDrawing } from './slice-drawing.ts'
import { styled } from './styled.ts'
import { renderParagraph } from './transcript-paragraph.ts'
import { renderTranscriptSearch } from './transcript-search-field.ts'
import { transcriptStyles } from './transcript-styles.ts'

/** Characters that stand in a line, roughly: how high a slice is before it was drawn. */
const ROW_LENGTH = 52

export class GvTranscript extends LitElement {
  static override properties = {
    cues: { attribute: false },
    at: { type: Number },
    language: {},
    following: { state: true },
    found: { state: true },
  }
  static override styles = [baseStyles, pillStyles, lineListStyles, transcriptStyles]

  /** By start. */
  declare cues: readonly Cue[]
  /** Seconds. */
  declare at: number
  /** BCP 47, of what is said. */
  declare language: string | undefined
  /** Whether the line that is heard is kept in view. */
  declare following: boolean
  declare found: Found

  #here = -1
  #paragraphs: readonly Paragraph[] = []
  #slices: readonly Slice[] = []
  /** Of each slice, its matches by cue. */
  #marks: readonly (ReadonlyMap<number, CueMatch> | undefined)[] = []
  readonly #drawing = new SliceDrawing(this)
  /** Passive: the browser need not wait for us before it scrolls. */
  readonly #hand = { handleEvent: (event: Event) => this.#byHand(event), passive: true }
  readonly #resized = new ResizeObserver(() => this.#follow('instant'))

  constructor() {
    super()
    this.cues = []
    this.at = 0
    this.following = true
    this.found = NOTHING_FOUND
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resized.disconnect()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const list = this.#list
    if (list !== null) this.#resized.observe(list)
  }

  /** Told four times a second: nothing is to be done before another line is heard. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const here = this.#isTimed ? indexAt(this.cues, this.at) : -1
    const moved = here !== this.#here
    this.#here = here
    return moved || changed.size > 1 || !changed.has('at')
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('cues')) {
      this.#paragraphs = groupParagraphs(this.cues)
      this.#slices = sliceParagraphs(this.#paragraphs)
      this.following = true
      this.#drawing.begin(this.#slices.length, Math.max(0, sliceOf(this.#slices, this.#here)))
      if (this.found.query !== '') this.found = findCues(this.cues, this.found.query, this.#here)
    }
    if (changed.has('cues') || changed.has('found')) this.#marks = marksOf(this.#slices, this.found)
  }

  protected override render() {
    const hasHours = (this.cues.at(-1)?.startSeconds ?? 0) >= 3_600
    return html`${renderTranscriptSearch(this.found, {
      typed: (query) => this.#search(query),
      stepped: (by) => this.#step(by),
    })}
      <div class="frame">
        <div class="scroll ${this.#isTimed ? '' : 'untimed'}" tabindex=${this.#isTimed ? nothing : '0'}
          role=${this.#isTimed ? nothing : 'group'} aria-label=${this.#isTimed ? nothing : msg('Transcript')} ${styled({ '--gutter': hasHours ? '4.75rem' : '3.75rem' })} lang=${this.language ?? nothing}
          @click=${this.#tap} @keydown=${this.#key} @wheel=${this.#hand} @touchmove=${this.#hand}
          @pointerdown=${this.#scrollbar} @scroll=${this.#scrolled}
          >${this.#slices.map((slice, index) => this.#renderSlice(slice, index))}</div>
        ${
          this.following || !this.#isTimed
            ? nothing
            : html`<button class="pill back" @click=${this.#back}>${heardIcon}${msg('Back to what is heard')}</button>`
        }
      </div>`
  }

  #renderSlice(slice: Slice, index: number) {
    const drawn = this.#drawing.has(index)
    const marks = this.#marks[index]
    return html`<div class="slice" ?data-blank=${!drawn} ${styled({ '--rows': String(Math.ceil(slice.length / ROW_LENGTH)) })}
      >${guard([slice, drawn, marks], () =>
        drawn ? slice.paragraphs.map((paragraph) => renderParagraph(this.cues, paragraph, marks)) : nothing,
      )}</div>`
  }

  protected override firstUpdated(): void {
    const list = this.#list
    if (list !== null) this.#resized.observe(list)
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#point('aria-current', 'true', this.#here)
    this.#point('class', 'found', this.found.matches[this.found.at]?.index ?? -1)
    if (changed.has('found') && this.found.at >= 0)
      this.#show(this.found.matches[this.found.at]?.index ?? -1, 'instant')
    else this.#follow(changed.has('cues') ? 'instant' : 'smooth')
    this.#tabStop()
  }

  /** Whether it is known when what is said. */
  get #isTimed(): boolean {
    return !this.cues[0]?.untimed
  }

  get #list(): HTMLElement | null {
    return this.renderRoot?.querySelector('.scroll') ?? null
  }

  #line(cue: number): HTMLElement | null {
    return this.#list?.querySelector(`[data-cue="${cue}"]`) ?? null
  }

  /** Sets an attribute on the line of one cue, and takes it from the line that had it. */
  #point(name: string, value: string, cue: number): void {
    const line = this.#line(cue)
    for (const other of this.#list?.querySelectorAll(`.words [${name}="${value}"]`) ?? []) {
      if (other !== line) other.removeAttribute(name)
    }
    line?.setAttribute(name, value)
  }

  /** The tab key stops at one paragraph: the one that had the focus, else the one that is heard. */
  #tabStop(): void {
    const list = this.#list
    const focused = this.shadowRoot?.activeElement ?? null
    if (list?.contains(focused)) return
    const stop = this.#line(Math.max(0, this.#here))?.closest('.paragraph')?.querySelector('button')
    this.#stopAt(stop ?? list?.querySelector<HTMLButtonElement>('.paragraph button'))
  }

  #stopAt(button: HTMLButtonElement | null | undefined): void {
    for (const other of this.#list?.querySelectorAll<HTMLElement>('.paragraph [tabindex="0"]') ?? [])
      other.tabIndex = -1
    if (button) button.tabIndex = 0
  }

  #follow(behavior: ScrollBehavior): void {
    if (this.following && this.#here >= 0) this.#show(this.#here, behavior)
  }

  #show(cue: number, behavior: ScrollBehavior): void {
    // Where the line is not drawn yet, drawing it leads back to here.
    if (this.#drawing.draw(sliceOf(this.#slices, cue))) return
    const [list, line] = [this.#list, this.#line(cue)]
    if (list !== null && line !== null) keepInView(list, line, behavior)
  }

  #goTo(cue: number): void {
    const startSeconds = this.cues[cue]?.startSeconds
    if (startSeconds === undefined || !this.#isTimed) return
    this.following = true
    this.dispatchEvent(new SeekRequest(startSeconds))
  }

  #tap(event: Event): void {
    const target = event.target as HTMLElement
    const paragraph = target.closest<HTMLElement>('[data-paragraph]')?.dataset.paragraph
    const cue = paragraph ?? target.closest<HTMLElement>('[data-cue]')?.dataset.cue
    // Who marks words to copy them does not want to go anywhere.
    if (cue !== undefined && (paragraph !== undefined || String(document.getSelection() ?? '') === ''))
      this.#goTo(Number(cue))
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const from = (event.target as HTMLElement).dataset.paragraph
    if (event.key === 'PageUp' || event.key === 'PageDown') this.following = false
    if (from === undefined) return
    const here = this.#paragraphs.findIndex((paragraph) => paragraph.from === Number(from))
    const last = this.#paragraphs.length - 1
    const to = new Map([
      ['ArrowUp', here - 1],
      ['ArrowDown', here + 1],
      ['Home', 0],
      ['End', last],
    ]).get(event.key)
    if (to === undefined) return
    event.preventDefault()
    void this.#focusParagraph(Math.min(last, Math.max(0, to)))
  }

  async #focusParagraph(index: number): Promise<void> {
    const cue = this.#paragraphs[index]?.from ?? 0
    this.following = false
    this.#drawing.draw(sliceOf(this.#slices, cue))
    await this.updateComplete
    const button = this.#list?.querySelector<HTMLButtonElement>(`[data-paragraph="${cue}"]`)
    this.#stopAt(button)
    button?.focus({ preventScroll: true })
    button?.scrollIntoView({ block: 'nearest' })
  }

  #byHand(event: Event): void {
    const list = this.#list
    const isZoom = event instanceof WheelEvent && event.ctrlKey
    if (list !== null && list.scrollHeight > list.clientHeight && !isZoom) this.following = false
  }

  /** Only the scroll bar is pressed on the list itself; everything else in it is text. */
  #scrollbar(event: PointerEvent): void {
    if (event.target === this.#list) this.#byHand(event)
  }

  #scrolled(): void {
    const list = this.#list
    if (list !== null) this.#drawing.drawInView(list)
  }

  #back(): void {
    this.following = true
    const button = this.#line(Math.max(0, this.#here))?.closest('.paragraph')?.querySelector('button')
    // The button that was pressed is gone: the focus stays in the text.
    this.#stopAt(button)
    button?.focus({ preventScroll: true })
  }

  #search(query: string): void {
    this.found = query.trim() === '' ? NOTHING_FOUND : findCues(this.cues, query, this.#here)
    if (this.found.at >= 0) this.following = false
  }

  #step(by: 1 | -1): void {
    this.found = stepFound(this.found, by)
    if (this.found.at >= 0) this.following = false
  }
}

customElements.define('gv-transcript', GvTranscript)

declare global {
  interface HTMLElementTagNameMap {
    'gv-transcript': GvTranscript
  }
}
