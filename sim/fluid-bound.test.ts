import { expect, test } from 'vitest'
import { fluidBoundBytes } from './fluid-bound.ts'
import { makeEpisode, makeTrace } from './trace.ts'

test('of what somebody hears to the end, the host sends at least one copy', () => {
  const episode = makeEpisode(2, 128, 64)
  expect(fluidBoundBytes(episode, makeTrace(episode, 'trickle', 200, 1)) / episode.lengthBytes).toBe(1)
})

test('where all upload together is less than what is heard, the host sends the rest', () => {
  // 4 Mbit/s of video against 1 Mbit/s of giving: three quarters of every hearing.
  const episode = makeEpisode(2, 4_000, 1_024)
  const trace = makeTrace(episode, 'premiere', 100, 1)
  const heard = trace.stayMs.reduce((sum, ms) => sum + Math.min(1, ms / 120_000), 0)
  const copies = fluidBoundBytes(episode, trace) / episode.lengthBytes
  expect(copies).toBeGreaterThan(0.6 * heard)
  expect(copies).toBeLessThan(0.8 * heard)
})
