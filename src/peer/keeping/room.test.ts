import { expect, test } from 'vitest'
import { hasRoom, RESERVE_BYTES } from './room.ts'

const evictableBytes = 0

test('an episode fits where the quota leaves it and the reserve', () => {
  const quotaBytes = RESERVE_BYTES + 1_000
  expect(hasRoom(1_000, { quotaBytes, evictableBytes })).toBe(true)
  expect(hasRoom(1_001, { quotaBytes, evictableBytes })).toBe(false)
  expect(hasRoom(1_000, { quotaBytes, usageBytes: 1, evictableBytes })).toBe(false)
})

test('what may be evicted counts as room', () => {
  expect(hasRoom(1_000, { quotaBytes: RESERVE_BYTES, evictableBytes: 1_000 })).toBe(true)
})

test('where nothing is missing, or the browser does not say, there is room', () => {
  expect(hasRoom(0, { quotaBytes: 0, evictableBytes })).toBe(true)
  expect(hasRoom(1e12, { evictableBytes })).toBe(true)
})
