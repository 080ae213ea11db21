/**
 * <gv-notes>: what the publisher wrote about an episode, made safe; moments in it are buttons that go there.
 *
 * Until the notes are made (dom-notes.ts, loaded late), and where they can't be, their first lines stand there as plain text. Long
 * notes are folded; what takes the focus or is found by the browser's search unfolds them. A moment is asked for with
 * `gv-moment-request`. Loaded late itself.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { MadeNotes } from '../dom-notes.ts'
import { MomentRequest } from '../moment-request.ts'
import { spokenTime } from '../time-words.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { notesStyles } from './notes-styles.ts'

export class GvNotes extends LitElement {
  static override properties = {
    html: { attribute: false },
    plain: { attribute: false },
    base: { attribute: false },
    link: { attribute: false },
    durationSeconds: { attribute: false },
    language: {},
    whole: { type: Boolean },
    made: { state: true },
    isLong: { state: true },
    isOpen: { state: true },
  }
  static override styles = [baseStyles, pillStyles, notesStyles]

  /** As the feed has them: anything. */
  declare html: string | undefined
  /** Their first lines as plain text, shown until the notes are made. */
  declare plain: string | undefined
  /** What relative addresses are relative to. */
  declare base: string | undefined
  /** The episode's own page, named where the notes are cut. */
  declare link: string | undefined
  declare durationSeconds: number | undefined
  /** BCP 47. */
  declare language: string | undefined
  /** Never folded. */
  declare whole: boolean
  declare made: MadeNotes | undefined
  declare isLong: boolean
  declare isOpen: boolean
  #generation = 0
  readonly #measuring = new ResizeObserver(() => this.#measure())

  constructor() {
    super()
    this.whole = false
    this.isLong = false
    this.isOpen = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#measuring.disconnect()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('html') && !changed.has('base') && !changed.has('durationSeconds')) return
    if (changed.has('html')) {
      this.made = undefined
      this.isOpen = false
      this.isLong = false
    }
    void this.#make()
  }

  protected override updated(): void {
    const text = this.renderRoot.querySelector('.text')
    if (text !== null) this.#measuring.observe(text)
  }

  protected override render() {
    const { made } = this
    if (made === undefined) {
      return this.plain === undefined || this.plain === ''
        ? this.#renderNone(this.html !== undefined && this.html !== '')
        : html`<div class="box"><div class="text typed" lang=${this.language ?? nothing} dir="auto">${this.plain}</div></div>`
    }
    if (made.isEmpty) return this.#renderNone(false)
    const isFolded = this.isLong && !this.isOpen && !this.whole
    return html`<div class="box ${isFolded ? 'folded' : ''}" @focusin=${this.#unfold} @scroll=${this.#unfold}>
        <div class="text ${made.areTyped ? 'typed' : ''}" lang=${this.language ?? nothing} dir="auto"
          @click=${this.#onClick}>${made.content}</div>
        ${made.wasCut ? this.#renderCut() : nothing}
      </div>
      ${
        this.isLong && !this.whole
          ? html`<button class="pill fold" aria-expanded=${isFolded ? 'false' : 'true'} @click=${this.#turn}>${
              isFolded ? msg('Show more') : msg('Show less')
            }</button>`
          : nothing
      }`
  }

  #renderNone(isComing: boolean) {
    return isComing
      ? html`<div class="blank" aria-busy="true"></div>`
      : html`<p class="none">${msg('This episode has no notes.')}</p>`
  }

  #renderCut() {
    return html`<p class="cut">${msg('These notes are very long; this is their beginning.')}
      ${
        this.link === undefined
          ? nothing
          : html`<a href=${this.link} target="_blank" rel="noopener">${msg('Read on at the episode’s own page')}</a>`
      }</p>`
  }

  async #make(): Promise<void> {
    const generation = ++this.#generation
    const source = this.html
    if (source === undefined || source.trim() === '') return
    try {
      const { makeNotes } = await import('../dom-notes.ts')
      if (generation !== this.#generation) return
      this.made = makeNotes(source, {
        base: this.base,
        durationSeconds: this.durationSeconds,
        momentWords: (seconds) => {
          const time = spokenTime(seconds)
          return msg(str`Play from ${time}`)
        },
      })
    } catch (error) {
      // Offline before it was ever loaded: the plain lines stay.
      console.warn('Grapevine: the notes could not be made readable.', error)
    }
  }

  #measure(): void {
    const text = this.renderRoot.querySelector<HTMLElement>('.text')
    if (text === null || text.offsetHeight === 0) return
    const line = Number.parseFloat(getComputedStyle(text).lineHeight) || 24
    // Folding away a line or two helps nobody.
    this.isLong = text.offsetHeight > line * 18
  }

  #onClick({ target }: Event): void {
    const button = (target as Element).closest('button[data-seconds]')
    const seconds = Number(button?.getAttribute('data-seconds') ?? Number.NaN)
    if (Number.isFinite(seconds)) this.dispatchEvent(new MomentRequest(seconds))
  }

  #unfold(event: Event): void {
    const box = event.currentTarget as HTMLElement
    const { scrollTop } = box
    if (event.type === 'scroll' && scrollTop === 0) return
    if (this.isLong && !this.isOpen) this.isOpen = true
    box.scrollTop = 0
  }

  #turn(): void {
    this.isOpen = !this.isOpen
    // Folded from far below, the beginning would be out of sight.
    if (!this.isOpen && this.getBoundingClientRect().top < 0) this.scrollIntoView({ block: 'start' })
  }
}

customElements.define('gv-notes', GvNotes)

declare global {
  interface HTMLElementTagNameMap {
    'gv-notes': GvNotes
  }
}
