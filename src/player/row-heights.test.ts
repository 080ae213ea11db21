import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowHeights } from './row-heights.ts'

test('rows that nobody measured stand where the estimate puts them', () => {
  const heights = new RowHeights(2000, 100)
  expect(heights.total).toBe(200_000)
  expect(heights.topOf(1999)).toBe(199_900)
  expect(heights.rowAt(150)).toBe(1)
  expect(heights.rowAt(-5)).toBe(0)
  expect(heights.rowAt(1e9)).toBe(1999)
  expect(new RowHeights(0, 100).rowAt(3)).toBe(-1)
})

test('a measured row moves what is below it, and nothing above', () => {
  const heights = new RowHeights(10, 100)
  expect(heights.measure(4, 160)).toBe(true)
  expect(heights.topOf(4)).toBe(400)
  expect(heights.topOf(5)).toBe(560)
  expect(heights.measure(4, 160.2)).toBe(false)
  expect(heights.measure(4, 0)).toBe(false)
  expect(heights.measure(99, 50)).toBe(false)
  expect(heights.heightOf(4)).toBe(160)
})

test('the first eight rows make the estimate, later ones leave it alone', () => {
  const heights = new RowHeights(1000, 100)
  for (let i = 0; i < 8; i++) heights.measure(i, 80)
  expect(heights.total).toBe(80_000)
  for (let i = 8; i < 40; i++) heights.measure(i, 200)
  expect(heights.total).toBe(8 * 80 + 32 * 200 + 960 * 80)
})

test('rows keep their heights when others are put before them', () => {
  const heights = new RowHeights(3, 100)
  heights.measure(0, 50)
  heights.measure(2, 70)
  const next = heights.carriedTo(['a', 'b', 'c'], ['new', 'a', 'c'])
  expect([0, 1, 2].map((index) => next.heightOf(index))).toEqual([100, 50, 70])
  expect(next.isMeasured(0)).toBe(false)
})

test('tops are the sums of heights, and rowAt finds the row that covers each height', () => {
  const measurements = fc.array(fc.tuple(fc.nat(49), fc.double({ min: 1, max: 400, noNaN: true })), { maxLength: 80 })
  fc.assert(
    fc.property(measurements, fc.double({ min: 0, max: 1, noNaN: true }), (list, at) => {
      const heights = new RowHeights(50, 90)
      for (const [index, height] of list) heights.measure(index, height)
      let sum = 0
      for (let i = 0; i < 50; i++) {
        expect(heights.topOf(i)).toBeCloseTo(sum, 6)
        sum += heights.heightOf(i)
      }
      const y = at * (sum - 0.001)
      const row = heights.rowAt(y)
      expect(heights.topOf(row)).toBeLessThanOrEqual(y)
      expect(heights.topOf(row + 1)).toBeGreaterThan(y)
    }),
  )
})
