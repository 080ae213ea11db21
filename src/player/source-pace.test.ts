import { expect, test } from 'vitest'
import { SourcePace } from './source-pace.ts'

test('a piece a second is its size a second; what was there before counts for nothing', () => {
  const pace = new SourcePace()
  expect(pace.look(5e6, 0)).toBe(0)
  let rate = 0
  for (let s = 1; s <= 20; s++) rate = pace.look(5e6 + s * 65_536, s * 1000)
  expect(rate).toBeCloseTo(65_536, -3)
})

test('what has ceased fades to nothing, and another episode begins at nothing', () => {
  const pace = new SourcePace()
  pace.look(0, 0)
  pace.look(100_000, 1_000)
  expect(pace.look(100_000, 3_000)).toBeLessThan(40_000)
  expect(pace.look(100_000, 60_000)).toBe(0)
  pace.look(200_000, 61_000)
  expect(pace.look(1_000, 62_000)).toBe(0)
})
