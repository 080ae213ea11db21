/**
 * <gv-virtual-list>: a list of thousands of rows, of which only those near the screen are drawn.
 *
 * Where rows stand is decided in row-heights.ts and row-window.ts; here it is measured, drawn and scrolled. Rows are list items
 * that say their number and how many there are. The row that has the focus is never taken away, however far one scrolls, and no row
 * that stays is ever moved in the document: drawn-rows.ts.
 * See docs/decisions/0028-virtual-list.md.
 */
import { css, html, LitElement, type PropertyValues } from 'lit'
import { RowHeights } from '../row-heights.ts'
import {
  type Anchor,
  anchorAt,
  isCovered,
  NO_ROWS,
  type RowRange,
  rowAfterKey,
  rowsToDraw,
  topFor,
  topShowing,
  type Viewport,
} from '../row-window.ts'
import type { RowPlace } from '../scroll-memory.ts'
import { baseStyles } from './base-styles.ts'
import { DrawnRows, type Row } from './drawn-rows.ts'

/** So few rows are all drawn: then the browser's own search finds them all. */
const DRAWN_WHOLE = 30
/** On paper all rows are wanted, within reason. */
const MOST_PRINTED = 3000

export class GvVirtualList extends LitElement {
  static override properties = {
    rows: { attribute: false },
    label: {},
    estimate: { type: Number },
    boxed: { type: Boolean, reflect: true },
  }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        /* corrected here, and not by the browser as well */
        overflow-anchor: none;
      }
      :host([boxed]) {
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      ol {
        position: relative;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        position: absolute;
        inset-inline: 0;
        contain: layout;
      }
      @media print {
        ol {
          height: auto !important;
        }
        li {
          position: static;
        }
      }
    `,
  ]

  declare rows: readonly Row[]
  /** Names the list. */
  declare label: string
  /** Pixels: what a row is thought to be before any was measured. */
  declare estimate: number
  /** Scrolls in its own box, whose height comes from outside; otherwise with the window. */
  declare boxed: boolean

  #heights = new RowHeights(0, 100)
  #drawn: RowRange = NO_ROWS
  readonly #measuring = new ResizeObserver((entries) => this.#measure(entries))
  readonly #items = new DrawnRows(this, this.#measuring)
  /** Key of the row that has the focus. */
  #focused: string | undefined
  /** What must stay where it is until the listener scrolls: a row that was asked for. */
  #aim: Anchor | undefined
  /** Where we scrolled to ourselves; what differs was the listener. */
  #ownTop: number | undefined
  #isPrinting = false

  constructor() {
    super()
    this.rows = []
    this.label = ''
    this.estimate = 112
    this.boxed = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('resize', this.#look)
    addEventListener('beforeprint', this.#print)
    addEventListener('afterprint', this.#printed)
    this.addEventListener('scroll', this.#onScroll, { passive: true })
    addEventListener('scroll', this.#onScroll, { passive: true })
    this.#items.observe()
    this.#measuring.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('resize', this.#look)
    removeEventListener('beforeprint', this.#print)
    removeEventListener('afterprint', this.#printed)
    removeEventListener('scroll', this.#onScroll)
    this.removeEventListener('scroll', this.#onScroll)
    this.#measuring.disconnect()
  }

  /** The row at the top, to come back to it; undefined while the list has not been scrolled into. */
  get place(): RowPlace | undefined {
    const anchor = this.#aim ?? anchorAt(this.#heights, this.#viewport().top)
    const key = anchor === undefined ? undefined : this.rows[anchor.index]?.key
    return anchor === undefined || key === undefined ? undefined : { ...anchor, key }
  }

  /** Back to where one was, also where rows came before it since. */
  async restore({ key, index, offset }: RowPlace): Promise<void> {
    await this.updateComplete
    if (this.rows.length === 0) return
    const found = this.rows[index]?.key === key ? index : this.rows.findIndex((row) => row.key === key)
    this.#aimAt({ index: Math.min(found === -1 ? index : found, this.rows.length - 1), offset })
  }

  /**
   * Brings a row to the top of the screen.
   *
   * @param headroom pixels that something else covers there
   */
  async scrollToRow(index: number, headroom = 0): Promise<void> {
    await this.updateComplete
    if (this.rows[index] !== undefined) this.#aimAt({ index, offset: -headroom })
  }

  /** Draws a row, wherever it is, brings it into view and gives it the focus. */
  focusRow(index: number): void {
    const key = this.rows[index]?.key
    if (key === undefined) return
    this.#focused = key
    const viewport = this.#viewport()
    const top = topShowing(this.#heights, index, viewport)
    this.#scrollBy(top - viewport.top)
    this.#aim = { index, offset: top - this.#heights.topOf(index) }
    this.#draw()
    this.#items.contentOf(key)?.focus({ preventScroll: true })
  }

  /** The row's content, drawn wherever it is, and held there as if it had the focus: it is about to get it. */
  hold(index: number): HTMLElement | undefined {
    const key = this.rows[index]?.key
    if (key === undefined) return undefined
    this.#focused = key
    this.#draw()
    return this.#items.contentOf(key)
  }

  /** As if the key had been pressed in the row that has the focus. */
  press(key: string): void {
    this.#onKey(new KeyboardEvent('keydown', { key, cancelable: true }))
  }

  protected override render() {
    // The rows are put in by hand: a template would move those that stay.
    return html`<ol role="list" aria-label=${this.label} @keydown=${this.#onKey} @focusin=${this.#onFocus}
      @focusout=${this.#onBlur}></ol>`
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('rows')) return
    const anchor = this.#aim ?? anchorAt(this.#heights, this.#viewport().top)
    const before = changed.get('rows') ?? []
    const key = anchor === undefined ? undefined : before[anchor.index]?.key
    const keyOf = (row: Row) => row.key
    this.#heights =
      before.length === 0
        ? new RowHeights(this.rows.length, this.estimate)
        : this.#heights.carriedTo(before.map(keyOf), this.rows.map(keyOf))
    const index = key === undefined ? -1 : this.rows.findIndex((row) => row.key === key)
    if (this.#aim !== undefined) this.#aim = index === -1 ? undefined : { index, offset: this.#aim.offset }
    this.#drawn = NO_ROWS
    if (anchor === undefined || index === -1) this.#look()
    else this.#keep({ index, offset: anchor.offset })
  }

  /** Draws what has come near; nothing where enough is drawn. */
  readonly #look = (): void => {
    const viewport = this.#viewport()
    if (isCovered(this.#drawn, this.#heights, viewport)) return
    this.#draw(viewport)
  }

  #draw(viewport: Viewport = this.#viewport()): void {
    const list = this.renderRoot.querySelector('ol')
    if (list === null) return
    const { length } = this.rows
    const all = length <= DRAWN_WHOLE || this.#isPrinting
    this.#drawn = all ? { first: 0, last: Math.min(length, MOST_PRINTED) - 1 } : rowsToDraw(this.#heights, viewport)
    list.style.setProperty('height', `${this.#heights.total}px`)
    this.#items.draw(list, this.rows, this.#wanted(), (index) => this.#heights.topOf(index))
  }

  /** The rows to be drawn, with the focused one at its place among them. */
  #wanted(): readonly number[] {
    const { first, last } = this.#drawn
    const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
    const focused = this.#focused === undefined ? -1 : this.rows.findIndex(({ key }) => key === this.#focused)
    if (focused !== -1 && (focused < first || focused > last)) indexes.push(focused)
    return indexes.sort((a, b) => a - b)
  }

  /** Runs after layout and before anything is painted: what turns out higher or lower is corrected unseen. */
  #measure(entries: readonly ResizeObserverEntry[]): void {
    const viewport = this.#viewport()
    const anchor = this.#aim ?? anchorAt(this.#heights, viewport.top)
    let hasMoved = false
    for (const { target, borderBoxSize } of entries) {
      const at = Number(target.getAttribute('aria-posinset')) - 1
      if (target !== this && target.isConnected) {
        hasMoved = this.#heights.measure(at, borderBoxSize[0]?.blockSize ?? 0) || hasMoved
      }
    }
    if (!hasMoved) this.#look()
    else if (anchor === undefined) this.#draw()
    else this.#keep(anchor)
  }

  /** Draws so that the anchor is where it was on the screen. */
  #keep(anchor: Anchor): void {
    const { height, top } = this.#viewport()
    const next = topFor(this.#heights, anchor)
    this.#draw({ top: next, height })
    this.#scrollBy(next - top)
  }

  #aimAt(anchor: Anchor): void {
    this.#aim = anchor
    this.#keep(anchor)
  }

  #scrollBy(pixels: number): void {
    if (Math.abs(pixels) < 0.5) return
    const scrolled = this.boxed ? this : window
    scrolled.scrollBy({ top: pixels, behavior: 'instant' })
    this.#ownTop = this.#viewport().top
  }

  #viewport(): Viewport {
    if (this.boxed) return { top: this.scrollTop, height: this.clientHeight }
    return { top: -this.getBoundingClientRect().top, height: innerHeight }
  }

  readonly #onScroll = (): void => {
    const { top } = this.#viewport()
    if (this.#ownTop === undefined || Math.abs(top - this.#ownTop) > 1) {
      this.#aim = undefined
      this.#ownTop = undefined
    }
    this.#look()
  }

  #onFocus({ target }: FocusEvent): void {
    this.#focused = this.#items.keyAt(target as Node)
  }

  #onBlur(): void {
    // Who goes to another window comes back to the same row.
    if (document.hasFocus()) this.#focused = undefined
  }

  #onKey(event: KeyboardEvent): void {
    const typed = event.composedPath()[0]
    const isOwn = typed instanceof HTMLElement && typed.matches('input, select, textarea, [contenteditable]')
    if (event.defaultPrevented || isOwn || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const from = this.rows.findIndex(({ key }) => key === this.#focused)
    if (from === -1) return
    const to = rowAfterKey(event.key, from, this.#heights, this.#viewport().height)
    if (to === undefined) return
    event.preventDefault()
    this.focusRow(to)
  }

  readonly #print = (): void => {
    this.#isPrinting = true
    this.#draw()
  }

  readonly #printed = (): void => {
    this.#isPrinting = false
    this.#draw()
  }
}

customElements.define('gv-virtual-list', GvVirtualList)

declare global {
  interface HTMLElementTagNameMap {
    'gv-virtual-list': GvVirtualList
  }
}
