/**
 * A row of a list, lifted by its grip: where it is, and where it would be put down.
 *
 * It measures the rows once, when one is lifted, and then only computes. Pointer events and capture, so mouse, pen and touch are
 * one; the buttons beside each row are for everybody else.
 */

export class DraggedRow {
  readonly index: number
  readonly #tops: readonly number[]
  readonly #heights: readonly number[]
  readonly #startY: number
  #byPixels = 0

  /** @param rows all of them, in order. @param startY where the pointer went down, in the viewport */
  constructor(rows: readonly Element[], index: number, startY: number) {
    const boxes = rows.map((row) => row.getBoundingClientRect())
    this.index = index
    this.#tops = boxes.map(({ top }) => top)
    this.#heights = boxes.map(({ height }) => height)
    this.#startY = startY
  }

  moveTo(y: number): void {
    this.#byPixels = y - this.#startY
  }

  /** The place it would have now. */
  get toIndex(): number {
    const top = (this.#tops[this.index] ?? 0) + this.#byPixels
    const bottom = top + this.#height
    // It takes a neighbour's place once it covers half of it.
    let to = this.index
    while (to + 1 < this.#tops.length && bottom > this.#middle(to + 1)) to++
    while (to > 0 && top < this.#middle(to - 1)) to--
    return to
  }

  /** How far the row at `index` is from where it stands in the list, as CSS has it. */
  shiftOf(index: number): string {
    if (index === this.index) return `${this.#byPixels}px`
    const { toIndex } = this
    if (index > this.index && index <= toIndex) return `${-this.#height}px`
    if (index < this.index && index >= toIndex) return `${this.#height}px`
    return '0px'
  }

  get #height(): number {
    return this.#heights[this.index] ?? 0
  }

  #middle(index: number): number {
    return (this.#tops[index] ?? 0) + (this.#heights[index] ?? 0) / 2
  }
}
