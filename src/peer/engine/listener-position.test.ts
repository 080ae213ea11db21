import { expect, test } from 'vitest'
import { START_BYTES } from '../media-start.ts'
import type { MediaFacts } from '../types.ts'
import {
  BURST_PATIENCE_MS,
  BURST_STEP_MS,
  cursorsOf,
  playingBytesPerSecond,
  type Reading,
} from './listener-position.ts'

const playing: MediaFacts = {
  currentTimeSeconds: 30,
  durationSeconds: 100,
  playbackRate: 2,
  paused: false,
  bufferedAheadSeconds: 8,
  starving: false,
}
const reading: Reading = { readers: [5_000], lastByte: 4_000, handedBytes: 0, headerBytes: 0, waitedMs: 0 }

test('what is asked for next is due when the buffer runs dry, sooner at a higher speed', () => {
  expect(cursorsOf(reading, 1_000, playing)).toEqual([{ byte: 5_000, dueMs: 4_000 }])
})

test('an element that waits with nothing in hand needs it now; one with enough in hand waits for the processor', () => {
  expect(cursorsOf(reading, 1_000, { ...playing, starving: true, bufferedAheadSeconds: 0.2 })[0]?.dueMs).toBe(0)
  expect(cursorsOf(reading, 1_000, { ...playing, starving: true })[0]?.dueMs).toBe(4_000)
})

test('before sound, what it takes to sound is needed now: the header and a little of the media', () => {
  const first = { ...reading, readers: [0] }
  expect(cursorsOf(first, 1_000, undefined)).toEqual([{ byte: 0, dueMs: 0, burstBytes: START_BYTES }])
  const covered = { ...first, headerBytes: 300_000 }
  expect(cursorsOf(covered, 1_000, undefined)[0]?.burstBytes).toBe(300_000 + START_BYTES)
})

test('it takes more of what has more bytes to the second', () => {
  expect(cursorsOf({ ...reading, readers: [0] }, 300_000, undefined)[0]?.burstBytes).toBe(300_000)
})

test('given that, it is about to sound: what follows is not due before it has been played', () => {
  const given = { ...reading, readers: [START_BYTES], handedBytes: START_BYTES }
  expect(cursorsOf(given, 16_000, undefined)).toEqual([{ byte: START_BYTES, dueMs: START_BYTES / 16 }])
})

test('who waits on all the same is given as much again, and soon twice that, but not without end', () => {
  const given = { ...reading, readers: [START_BYTES], handedBytes: START_BYTES, waitedMs: BURST_PATIENCE_MS }
  expect(cursorsOf(given, 1_000, undefined)[0]).toMatchObject({ dueMs: 0, burstBytes: START_BYTES })
  const still = { ...given, readers: [2 * START_BYTES], handedBytes: 2 * START_BYTES }
  // As much again was given; the next is not due yet, and lasts for long.
  expect(cursorsOf(still, 1_000, undefined)[0]?.burstBytes).toBeUndefined()
  const longer = { ...still, waitedMs: BURST_PATIENCE_MS + BURST_STEP_MS }
  expect(cursorsOf(longer, 1_000, undefined)[0]).toMatchObject({ dueMs: 0, burstBytes: 2 * START_BYTES })
  const long = { ...still, waitedMs: 60_000 }
  expect(cursorsOf(long, 1_000, undefined)[0]?.burstBytes).toBe(15 * START_BYTES)
  const fed = { ...given, readers: [1 << 21], handedBytes: 16 * START_BYTES + 2_000 }
  expect(cursorsOf(fed, 1_000, undefined)[0]).toEqual({ byte: 1 << 21, dueMs: 2_000 })
})

test('before anything is known of the media, it is needed now', () => {
  expect(cursorsOf(reading, 1_000, undefined)[0]?.dueMs).toBe(0)
  expect(cursorsOf(reading, 1_000, { ...playing, durationSeconds: Number.NaN })[0]?.dueMs).toBe(0)
})

test('bytes handed out since the element spoke count as buffered', () => {
  expect(cursorsOf({ ...reading, handedBytes: 3_000 }, 1_000, playing)[0]?.dueMs).toBe(7_000)
})

test('between two requests the place where it will ask again is planned for', () => {
  expect(cursorsOf({ ...reading, readers: [] }, 1_000, playing)).toEqual([{ byte: 4_000, dueMs: 4_000 }])
  expect(cursorsOf({ ...reading, readers: [], lastByte: undefined }, 1_000, playing)).toEqual([])
})

test('the media rate is the file’s bytes over its seconds, times the speed', () => {
  expect(playingBytesPerSecond(1_000_000, 'audio/mpeg', undefined, playing)).toBe(20_000)
  expect(playingBytesPerSecond(1_000_000, 'audio/mpeg', 50, undefined)).toBe(20_000)
  expect(playingBytesPerSecond(1_000_000, 'audio/mpeg', undefined, undefined)).toBe(16_000)
})
