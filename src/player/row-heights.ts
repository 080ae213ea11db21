/**
 * How high the rows of a long list are, and so where each stands: measured where a row was drawn, estimated where it was not.
 *
 * Pure, in CSS pixels. The estimate is the mean of the first rows measured, and then stays: an estimate that moved with every
 * measurement would move everything below it while one scrolls. Tops are sums, made again from the first row that changed only
 * when somebody asks.
 */

/** So many measured rows make the estimate. */
const ENOUGH = 8

export class RowHeights {
  readonly #heights: Float64Array
  /** `#tops[i]` is right for all `i <= #sound`. */
  readonly #tops: Float64Array
  #sound = 0
  #estimate: number
  #measured = 0
  #sum = 0

  /** @param estimate pixels: what a row is thought to be as long as hardly any was measured */
  constructor(count: number, estimate: number) {
    this.#heights = new Float64Array(count)
    this.#tops = new Float64Array(count + 1)
    this.#estimate = Math.max(1, estimate)
  }

  get count(): number {
    return this.#heights.length
  }

  /** Of all rows together. */
  get total(): number {
    return this.topOf(this.count)
  }

  isMeasured(index: number): boolean {
    return (this.#heights[index] ?? 0) > 0
  }

  heightOf(index: number): number {
    const height = this.#heights[index] ?? 0
    return height > 0 ? height : this.#estimate
  }

  /** Where a row begins; for `count`, where the last one ends. */
  topOf(index: number): number {
    const wanted = Math.max(0, Math.min(index, this.count))
    while (this.#sound < wanted) {
      const at = this.#sound
      this.#tops[at + 1] = (this.#tops[at] ?? 0) + this.heightOf(at)
      this.#sound = at + 1
    }
    return this.#tops[wanted] ?? 0
  }

  /**
   * The row at a height; the first for what is above all, the last for what is below.
   *
   * @returns -1 where there is no row
   */
  rowAt(y: number): number {
    let low = 0
    let high = this.count - 1
    this.topOf(this.count)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#tops[middle] ?? 0) <= y) low = middle
      else high = middle - 1
    }
    return high < 0 ? -1 : low
  }

  /** @returns whether anything moved. Heights of nothing and of less than half a pixel's difference move nothing. */
  measure(index: number, height: number): boolean {
    const before = this.#heights[index]
    if (before === undefined || !(height > 0) || Math.abs(before - height) < 0.5) return false
    this.#heights[index] = height
    this.#sound = Math.min(this.#sound, index)
    if (before === 0 && this.#measured < ENOUGH) {
      this.#measured += 1
      this.#sum += height
      if (this.#measured === ENOUGH) {
        this.#estimate = this.#sum / ENOUGH
        this.#sound = 0
      }
    }
    return true
  }

  /**
   * The heights of a list that has changed: rows that stay keep what was measured.
   *
   * @param before the key of each row of this list
   * @param after the key of each row of the new one
   */
  carriedTo(before: readonly string[], after: readonly string[]): RowHeights {
    const next = new RowHeights(after.length, this.#estimate)
    next.#measured = this.#measured
    next.#sum = this.#sum
    const known = new Map(before.map((key, index) => [key, this.#heights[index] ?? 0]))
    for (const [index, key] of after.entries()) next.#heights[index] = known.get(key) ?? 0
    return next
  }
}
