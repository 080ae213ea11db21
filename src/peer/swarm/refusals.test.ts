import { expect, test } from 'vitest'
import { refusalMs } from './refusals.ts'

test('what is needed soon is asked for again soon, what has time less often', () => {
  expect([0, 600, 1_500, 6_000, 60_000].map(refusalMs)).toEqual([500, 500, 500, 2_000, 4_000])
})
