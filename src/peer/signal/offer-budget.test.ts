import { expect, test } from 'vitest'
import {
  FIRST_PEERS,
  isSwarmFull,
  MAX_OFFERS,
  MAX_PEERS,
  MAX_TAB_PEERS,
  nextAnnounceMs,
  nextSeekMs,
  offersToMake,
  peersToWant,
  WANTED_PEERS,
} from './offer-budget.ts'

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

test('a newcomer asks for six at once, later for as many as are missing, never for more than it seeks', () => {
  expect(peersToWant({ connected: 0, pending: 0 })).toBe(FIRST_PEERS)
  expect(peersToWant({ connected: FIRST_PEERS, pending: 1 })).toBe(WANTED_PEERS - FIRST_PEERS - 1)
  expect(peersToWant({ connected: WANTED_PEERS + 3, pending: 0 })).toBe(0)
})

test('where the tracker names peers it is asked again within seconds, ever less often while nothing comes of it', () => {
  const short = { others: 20, connected: 6, pending: 0 }
  expect([0, 1, 2, 3].map((fruitless) => nextSeekMs(short, 120_000, fruitless, 0.5))).toEqual([2e3, 4e3, 8e3, 16e3])
  expect(nextSeekMs(short, 120_000, 50, 0.5)).toBe(120_000)
  expect(nextSeekMs({ ...short, others: 6 }, 120_000, 0, 0.5)).toBe(120_000)
})

test('a swarm has its own places, and what is only offered shares those of the tab', () => {
  expect(isSwarmFull(MAX_PEERS - 1, MAX_PEERS - 1, true)).toBe(false)
  expect(isSwarmFull(MAX_PEERS, MAX_PEERS, true)).toBe(true)
  expect(isSwarmFull(0, MAX_TAB_PEERS - 1, false)).toBe(false)
  expect(isSwarmFull(0, MAX_TAB_PEERS, false)).toBe(true)
  expect(isSwarmFull(0, MAX_TAB_PEERS, true)).toBe(false)
})
