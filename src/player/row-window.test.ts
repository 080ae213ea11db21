import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowHeights } from './row-heights.ts'
import { anchorAt, isCovered, rowAfterKey, rowsToDraw, topFor, topShowing } from './row-window.ts'

const rows = (count = 100) => new RowHeights(count, 100)
const screen = (top: number) => ({ top, height: 800 })

test('what is seen is drawn, and some rows beyond both edges', () => {
  expect(rowsToDraw(rows(), screen(4000))).toEqual({ first: 34, last: 54 })
  expect(rowsToDraw(rows(), screen(0))).toEqual({ first: 0, last: 14 })
  expect(rowsToDraw(rows(), screen(9200))).toEqual({ first: 86, last: 99 })
})

test('a list below or above the screen draws nothing, one about to come draws its first rows', () => {
  expect(rowsToDraw(rows(), screen(-2000)).last).toBe(-1)
  expect(rowsToDraw(rows(), screen(90_000)).last).toBe(-1)
  expect(rowsToDraw(rows(), screen(-1000))).toEqual({ first: 0, last: 4 })
  expect(rowsToDraw(rows(0), screen(0)).last).toBe(-1)
})

test('scrolling a little redraws nothing, scrolling on does', () => {
  const heights = rows()
  const drawn = rowsToDraw(heights, screen(4000))
  expect(isCovered(drawn, heights, screen(4200))).toBe(true)
  expect(isCovered(drawn, heights, screen(4500))).toBe(false)
  expect(isCovered(rowsToDraw(heights, screen(0)), heights, screen(0))).toBe(true)
  expect(isCovered({ first: 0, last: -1 }, heights, screen(0))).toBe(false)
})

test('what is measured above the screen does not move what is on it', () => {
  const measured = fc.array(fc.tuple(fc.nat(99), fc.integer({ min: 20, max: 400 })), { maxLength: 60 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9000 }), measured, (top, list) => {
      const heights = rows()
      const anchor = anchorAt(heights, top)
      if (anchor === undefined) throw new Error('no anchor')
      for (const [index, height] of list) heights.measure(index, height)
      const moved = topFor(heights, anchor)
      expect(moved - heights.topOf(anchor.index)).toBeCloseTo(anchor.offset, 6)
    }),
  )
  expect(anchorAt(rows(), 0)).toBeUndefined()
  expect(anchorAt(rows(), -40)).toBeUndefined()
})

test('a row is brought to the nearer edge, and one in view moves nothing', () => {
  expect(topShowing(rows(), 3, screen(1000))).toBe(300)
  expect(topShowing(rows(), 30, screen(1000))).toBe(2300)
  expect(topShowing(rows(), 12, screen(1000))).toBe(1000)
  const tall = rows()
  tall.measure(12, 2000)
  expect(topShowing(tall, 12, screen(1000))).toBe(1200)
})

test('keys lead from row to row, by the page and to the ends, and not beyond', () => {
  const key = (name: string, from: number) => rowAfterKey(name, from, rows(), 800)
  expect(key('ArrowDown', 4)).toBe(5)
  expect(key('ArrowUp', 0)).toBeUndefined()
  expect(key('Home', 40)).toBe(0)
  expect(key('End', 40)).toBe(99)
  expect(key('PageDown', 40)).toBe(47)
  expect(key('PageUp', 3)).toBe(0)
  expect(key('PageDown', 98)).toBe(99)
  expect(key('x', 4)).toBeUndefined()
  const tall = rows()
  tall.measure(4, 3000)
  expect(rowAfterKey('PageDown', 4, tall, 800)).toBe(5)
})
