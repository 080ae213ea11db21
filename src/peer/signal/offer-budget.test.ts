import { expect, test } from 'vitest'
import { MAX_OFFERS, nextAnnounceMs, offersToMake, reconnectMs, WANTED_PEERS } from './offer-budget.ts'

test('alone in the swarm, no offer is made', () => {
  expect(offersToMake({ others: 0, connected: 0, pending: 0 })).toBe(0)
})

test('never more offers than peers are missing, nor than may be under way', () => {
  expect(offersToMake({ others: 2, connected: 1, pending: 0 })).toBe(1)
  expect(offersToMake({ others: 100, connected: 0, pending: 0 })).toBe(MAX_OFFERS)
  expect(offersToMake({ others: 100, connected: 0, pending: MAX_OFFERS })).toBe(0)
  expect(offersToMake({ others: 100, connected: WANTED_PEERS + 3, pending: 0 })).toBe(0)
})

test('it asks again soon while strangers are around, else at the pace of the tracker', () => {
  expect(nextAnnounceMs({ others: 3, connected: 1, pending: 0 }, 120_000, 0.5)).toBe(8_000)
  expect(nextAnnounceMs({ others: 1, connected: 1, pending: 0 }, 120_000, 0.5)).toBe(120_000)
})

test('a lost tracker is tried again within seconds, and never more than 24 s apart', () => {
  expect(reconnectMs(0, 0)).toBe(500)
  expect(reconnectMs(0, 1)).toBe(1_500)
  for (let failures = 0; failures < 2_000; failures += 100) expect(reconnectMs(failures, 1)).toBeLessThanOrEqual(24_000)
})
