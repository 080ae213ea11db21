import { expect, test } from 'vitest'
import { PeerPace } from './peer-pace.ts'

test('who owes nothing is not silent; who owes a block is, until it answers', () => {
  const pace = new PeerPace()
  expect(pace.silentMs(1_000)).toBe(0)
  pace.asked(1_000)
  pace.asked(1_000)
  expect(pace.silentMs(3_000)).toBe(2_000)
  pace.delivered(100, 3_000)
  expect(pace.silentMs(3_500)).toBe(500)
  pace.refused(3_600)
  expect(pace.silentMs(9_000)).toBe(0)
})

test('what is taken back from a silent peer does not excuse it, and the time until it is asked again does not count', () => {
  const pace = new PeerPace()
  pace.asked(0)
  pace.takenBack(4_000)
  expect(pace.silentMs(60_000)).toBe(0)
  for (const at of [60_000, 60_000]) pace.asked(at)
  expect(pace.silentMs(61_500)).toBe(5_500)
  pace.refused(61_600)
  expect(pace.silentMs(61_700)).toBe(100)
})

test('what is taken back within moments says nothing, however often', () => {
  const pace = new PeerPace()
  for (let at = 0; at < 100_000; at += 1_000) {
    pace.asked(at)
    pace.takenBack(at + 900)
  }
  pace.asked(100_000)
  expect(pace.silentMs(100_100)).toBe(100)
})

test('a rate is measured while there is work', () => {
  const pace = new PeerPace()
  for (const at of [0, 0, 0]) pace.asked(at)
  pace.delivered(16_384, 200)
  expect(pace.latencyMs).toBe(200)
  expect(pace.bytesPerSecond).toBe(0)
  pace.delivered(16_384, 300)
  pace.delivered(16_384, 400)
  expect(pace.bytesPerSecond / 163_840).toBeCloseTo(1, 1)
})
