import { expect, test } from 'vitest'
import { DEFAULT_SHARING_SETTINGS } from '../src/peer/governor/sharing-settings.ts'
import { Giving } from './giving.ts'

test('a listener gives until its allowance is spent, and others are not asked for it', () => {
  const giving = new Giving(2, { ...DEFAULT_SHARING_SETTINGS, allowanceBytesPerDay: 4_000_000 })
  let given = 0
  while (giving.mayGive(0, 0) && given < 10_000_000) {
    giving.gave(0, 131_072, 0)
    given += 131_072
  }
  expect(given).toBeGreaterThanOrEqual(4_000_000)
  expect(given).toBeLessThan(4_000_000 + 5 * 131_072)
  expect(giving.mayGive(1, 0)).toBe(true)
})
