/**
 * The list items of a long list that are in the document now.
 *
 * Put in by hand: a template would move items that stay, and moving one takes its focus. An item belongs to a row's key for as long
 * as it is drawn, and is drawn again only for another row object.
 */
import { type LitElement, render, type TemplateResult } from 'lit'

/** One row: its key stays the same wherever the row goes. Given anew where its looks have changed. */
export interface Row {
  readonly key: string
  /** Its first element takes the focus when the listener goes from row to row by keys. */
  render(): TemplateResult
}

export class DrawnRows {
  readonly #items = new Map<string, HTMLLIElement>()
  readonly #shown = new WeakMap<HTMLLIElement, Row>()
  readonly #host: LitElement
  readonly #measuring: ResizeObserver

  /** @param host what listeners of the rows' templates belong to */
  constructor(host: LitElement, measuring: ResizeObserver) {
    this.#host = host
    this.#measuring = measuring
  }

  /** Measures what is drawn, after the measuring was stopped. */
  observe(): void {
    for (const item of this.#items.values()) this.#measuring.observe(item)
  }

  /** What takes the focus in a row that is drawn. */
  contentOf(key: string): HTMLElement | undefined {
    const content = this.#items.get(key)?.firstElementChild
    return content instanceof HTMLElement ? content : undefined
  }

  /** The row that has this node in it. */
  keyAt(node: Node): string | undefined {
    for (const [key, item] of this.#items) if (item.contains(node)) return key
    return undefined
  }

  /**
   * Draws these rows and no others.
   *
   * @param indexes of the rows, ascending
   * @param topOf pixels
   */
  draw(list: HTMLElement, rows: readonly Row[], indexes: readonly number[], topOf: (index: number) => number): void {
    const wanted = new Set(indexes.map((index) => rows[index]?.key))
    for (const [key, item] of this.#items) {
      if (wanted.has(key)) continue
      this.#items.delete(key)
      this.#measuring.unobserve(item)
      item.remove()
    }
    let next: HTMLLIElement | null = null
    // From the end, so that each knows what it stands before.
    for (const index of [...indexes].reverse()) {
      const row = rows[index]
      if (row === undefined) continue
      const item = this.#draw(row)
      item.style.setProperty('top', `${topOf(index)}px`)
      item.setAttribute('aria-setsize', String(rows.length))
      item.setAttribute('aria-posinset', String(index + 1))
      if (!item.isConnected || item.nextElementSibling !== next) list.insertBefore(item, next)
      if (!this.#items.has(row.key)) {
        this.#items.set(row.key, item)
        this.#measuring.observe(item)
      }
      next = item
    }
  }

  #draw(row: Row): HTMLLIElement {
    const item = this.#items.get(row.key) ?? document.createElement('li')
    if (this.#shown.get(item) !== row) {
      render(row.render(), item, { host: this.#host })
      this.#shown.set(item, row)
    }
    return item
  }
}
