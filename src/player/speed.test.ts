import { expect, test } from 'vitest'
import { nextRate, RATES, rateWords, stepRate } from './rate-steps.ts'
import { clampRate, rateLabel } from './speed.ts'

test('keys step along the list of speeds and stop at its ends', () => {
  expect(nextRate(1, 1)).toBe(1.25)
  expect(nextRate(1.1, -1)).toBe(1)
  expect(nextRate(3, 1)).toBe(3)
  expect(nextRate(0.5, -1)).toBe(0.5)
})

test('fine steps stay on the grid, from 0.5 to 3 and back, without drifting', () => {
  const up = [0.5]
  while ((up.at(-1) ?? 3) < 3) up.push(stepRate(up.at(-1) ?? 3, 1))
  expect(up).toHaveLength(51)
  expect(up).toEqual(expect.arrayContaining([...RATES, 1.05, 1.15, 2.95]))
  const down = [3]
  while ((down.at(-1) ?? 0.5) > 0.5) down.push(stepRate(down.at(-1) ?? 0.5, -1))
  expect(down).toEqual(up.toReversed())
  expect(stepRate(3, 1)).toBe(3)
  expect(stepRate(0.5, -1)).toBe(0.5)
})

test('a speed between two notches steps to the next notch, not past it', () => {
  expect(stepRate(1.33, 1)).toBe(1.35)
  expect(stepRate(1.33, -1)).toBe(1.3)
})

test('what is out of range is brought into it, and what is no number is normal speed', () => {
  expect([0, 0.5, 1.33, 16, Number.NaN, Number.POSITIVE_INFINITY].map(clampRate)).toEqual([0.5, 0.5, 1.33, 3, 1, 1])
})

test('speeds are written short and said in words', () => {
  expect([1, 1.25, 0.5].map(rateLabel)).toEqual(['1×', '1.25×', '0.5×'])
  expect([1, 1.25].map(rateWords)).toEqual(['Normal speed', '1.25 times'])
})
