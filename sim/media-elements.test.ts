import { expect, test } from 'vitest'
import { ENDED, MediaElements, PLAYING, STALLED } from './media-elements.ts'
import { FIRST_SOUND_BYTES, RESUME_MS } from './model.ts'
import { makeEpisode } from './trace.ts'

const EPISODE = makeEpisode(1, 128, 64)
const RATE = EPISODE.rate

test('it sounds with the first bytes, stalls where they end, and goes on when there is enough again', () => {
  const elements = new MediaElements(1, EPISODE)
  elements.start(0, 1_000)
  expect(elements.supply(0, FIRST_SOUND_BYTES - 10, 1_100)).toBe(false)
  expect(elements.supply(0, FIRST_SOUND_BYTES, 1_200)).toBe(true)
  expect(elements.firstSoundsMs).toEqual([200])
  const dryMs = elements.reachesMs(0, FIRST_SOUND_BYTES)
  expect(dryMs).toBeCloseTo(1_200 + FIRST_SOUND_BYTES / RATE)
  expect(elements.check(0, FIRST_SOUND_BYTES + 8_000, dryMs)).toBe(PLAYING)
  expect(elements.check(0, FIRST_SOUND_BYTES, dryMs)).toBe(STALLED)
  expect(elements.stalls).toBe(1)
  expect(elements.supply(0, FIRST_SOUND_BYTES + RESUME_MS * RATE - 10, dryMs + 50)).toBe(false)
  expect(elements.supply(0, FIRST_SOUND_BYTES + RESUME_MS * RATE, dryMs + 700)).toBe(true)
  expect(elements.stalledMs).toBeCloseTo(700)
})

test('near the end it needs no more than there is, and it ends there without a stall', () => {
  const elements = new MediaElements(1, EPISODE)
  elements.start(0, 0)
  elements.seek(0, EPISODE.lengthBytes - 1_600, 10)
  expect(elements.supply(0, EPISODE.lengthBytes, 50)).toBe(true)
  expect(elements.check(0, EPISODE.lengthBytes, 100)).toBe(PLAYING)
  expect(elements.check(0, EPISODE.lengthBytes, elements.reachesMs(0, EPISODE.lengthBytes))).toBe(ENDED)
  expect(elements.stalls).toBe(0)
  expect(elements.firstSoundsMs).toEqual([50])
})
