import { expect, test } from 'vitest'
import type { MediaFacts } from '../types.ts'
import { cursorsOf, playingBytesPerSecond } from './listener-position.ts'

const playing: MediaFacts = {
  currentTimeSeconds: 30,
  durationSeconds: 100,
  playbackRate: 2,
  paused: false,
  bufferedAheadSeconds: 8,
  starving: false,
}
const reading = { readers: [5_000], lastByte: 4_000, handedBytes: 0 }

test('what is asked for next is due when the buffer runs dry, sooner at a higher speed', () => {
  expect(cursorsOf(reading, 1_000, playing)).toEqual([{ byte: 5_000, dueMs: 4_000 }])
})

test('an element that waits needs it now, whatever its buffer says', () => {
  expect(cursorsOf(reading, 1_000, { ...playing, starving: true })[0]?.dueMs).toBe(0)
})

test('before sound it is needed now, and what follows with it, however much was handed out', () => {
  const handed = { ...reading, handedBytes: 500_000 }
  expect(cursorsOf(handed, 1_000, undefined)[0]).toEqual({ byte: 5_000, dueMs: 0, burstBytes: 128 * 1024 })
  const fed = { ...reading, handedBytes: 768 * 1024 + 2_000 }
  expect(cursorsOf(fed, 1_000, undefined)[0]).toEqual({ byte: 5_000, dueMs: 2_000 })
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
  expect(cursorsOf({ readers: [], lastByte: undefined, handedBytes: 0 }, 1_000, playing)).toEqual([])
})

test('the media rate is the file’s bytes over its seconds, times the speed', () => {
  expect(playingBytesPerSecond(1_000_000, 'audio/mpeg', undefined, playing)).toBe(20_000)
  expect(playingBytesPerSecond(1_000_000, 'audio/mpeg', 50, undefined)).toBe(20_000)
  expect(playingBytesPerSecond(1_000_000, 'audio/mpeg', undefined, undefined)).toBe(16_000)
})
