import { expect, test } from 'vitest'
import { pieceIndex } from '../shared/ids.ts'
import { CLAIM_HORIZON_MS, claimHorizonMs } from './claims.ts'

const LAST_MS = 2_000
const draws = (swarmSize: number) =>
  Array.from({ length: 2_000 }, (_, i) => claimHorizonMs(pieceIndex(7), `listener${i}`, swarmSize, LAST_MS))

test('nobody goes before the horizon, nobody waits past the last moment', () => {
  for (const size of [1, 2, 10_000]) {
    expect(Math.max(...draws(size))).toBeLessThanOrEqual(CLAIM_HORIZON_MS)
    expect(Math.min(...draws(size))).toBeGreaterThanOrEqual(LAST_MS)
  }
})

test('the larger the swarm, the fewer go early', () => {
  const early = (size: number) => draws(size).filter((ms) => ms > CLAIM_HORIZON_MS / 2).length
  expect(early(10_000)).toBeLessThan(early(100))
  expect(early(100)).toBeLessThan(early(2))
  // RFC 5401: of ten thousand a few tens in the first half.
  expect(early(10_000) / 2_000).toBeLessThan(0.01)
})

test('the same listener draws another time for each piece', () => {
  const times = Array.from({ length: 50 }, (_, i) => claimHorizonMs(pieceIndex(i), 'listener', 10, LAST_MS))
  expect(new Set(times).size).toBe(50)
})
