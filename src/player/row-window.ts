/**
 * Which rows of a long list are drawn, and how the list stays still under one's eyes when heights turn out different. Pure.
 *
 * All `y` are CSS pixels from the top of the list; a viewport's top is negative while the list begins below the window's top.
 */
import type { RowHeights } from './row-heights.ts'

export interface Viewport {
  readonly top: number
  readonly height: number
}

/** Rows from `first` to `last`, both included; `last < first` where there is none. */
export interface RowRange {
  readonly first: number
  readonly last: number
}

/** A row and how far above the viewport's top it begins: what must not move. */
export interface Anchor {
  readonly index: number
  /** Pixels of the row that are above the viewport; negative: it begins below its top. */
  readonly offset: number
}

export const NO_ROWS: RowRange = { first: 0, last: -1 }

/** Rows are drawn this many viewports beyond both edges, so that a fast thumb or wheel does not outrun them. */
const BEYOND = 0.75

/** The rows to be drawn: those in the viewport and some around it; a list far away has none. */
export function rowsToDraw(heights: RowHeights, { top, height }: Viewport): RowRange {
  const from = top - height * BEYOND
  const to = top + height * (1 + BEYOND)
  if (heights.count === 0 || height <= 0 || to < 0 || from > heights.total) return NO_ROWS
  return { first: heights.rowAt(Math.max(0, from)), last: heights.rowAt(to) }
}

/** What is drawn already and still wide enough is kept: rows come and go in handfuls, and not at every scrolled pixel. */
export function isCovered(drawn: RowRange, heights: RowHeights, { top, height }: Viewport): boolean {
  if (drawn.last < drawn.first) return false
  const spare = height * BEYOND * 0.4
  const above = drawn.first === 0 || heights.topOf(drawn.first) <= top - spare
  const below = drawn.last >= heights.count - 1 || heights.topOf(drawn.last + 1) >= top + height + spare
  return above && below
}

/** The row at the top of the viewport; undefined while the list begins below it: then nothing can jump. */
export function anchorAt(heights: RowHeights, top: number): Anchor | undefined {
  if (top <= 0 || heights.count === 0) return undefined
  const index = heights.rowAt(top)
  return { index, offset: top - heights.topOf(index) }
}

/** Where the viewport's top has to be for the anchor to be where it was. */
export function topFor(heights: RowHeights, { index, offset }: Anchor): number {
  return heights.topOf(index) + offset
}

/** The viewport's top that brings a row into view: not moved where the row is in it already, else with the row at the nearer edge. */
export function topShowing(heights: RowHeights, index: number, { top, height }: Viewport): number {
  const begins = heights.topOf(index)
  const ends = heights.topOf(index + 1)
  if (begins < top || ends - begins > height) return begins
  return ends > top + height ? ends - height : top
}

/** @returns the row a key leads to; undefined for other keys, and where it leads nowhere */
export function rowAfterKey(
  key: string,
  index: number,
  heights: RowHeights,
  viewportHeight: number,
): number | undefined {
  const to = target(key, index, heights, viewportHeight)
  if (to === undefined) return undefined
  const within = Math.max(0, Math.min(to, heights.count - 1))
  return within === index ? undefined : within
}

function target(key: string, index: number, heights: RowHeights, viewportHeight: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1
    case 'ArrowUp':
      return index - 1
    case 'Home':
      return 0
    case 'End':
      return heights.count - 1
    case 'PageDown':
      return Math.max(index + 1, heights.rowAt(heights.topOf(index) + viewportHeight * 0.9))
    case 'PageUp':
      return Math.min(index - 1, heights.rowAt(heights.topOf(index) - viewportHeight * 0.9))
    default:
      return undefined
  }
}
