import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextRetryDelayMs } from './backoff.ts'

const almostOne = 1 - Number.EPSILON

test('the longest wait doubles with each failure, up to fifteen seconds', () => {
  const longest = [1, 2, 3, 4, 5, 6, 50].map((failures) => Math.round(nextRetryDelayMs(failures, () => almostOne)))
  expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000])
})

test('every wait is between half a second and fifteen seconds', () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0, max: almostOne, noNaN: true }), (failures, chance) => {
      const delayMs = nextRetryDelayMs(failures, () => chance)
      expect(delayMs >= 500 && delayMs <= 15_000).toBe(true)
    }),
  )
})
