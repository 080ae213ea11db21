import { expect, test } from 'vitest'
import { heardShare, keepWords, lengthWords } from './episode-words.ts'

const hour = { durationSeconds: 3600, isHeard: false }

test('what was begun says what is left, what was not says its length', () => {
  expect(lengthWords(hour)).toBe('1 hr')
  expect(lengthWords({ ...hour, atSeconds: 600 })).toBe('50 min left')
  expect(lengthWords({ ...hour, atSeconds: 3 })).toBe('1 hr')
  expect(lengthWords({ ...hour, atSeconds: 600, isHeard: true })).toBe('Heard')
})

test('without a duration nothing is invented', () => {
  expect(lengthWords({ isHeard: false, atSeconds: 600 })).toBe('')
  expect(heardShare({ isHeard: false, atSeconds: 600 })).toBe(0)
  expect(heardShare({ durationSeconds: Number.NaN, isHeard: false, atSeconds: 600 })).toBe(0)
})

test('a place behind the end is the end', () => {
  expect(heardShare({ ...hour, atSeconds: 4000 })).toBe(1)
  expect(lengthWords({ ...hour, atSeconds: 4000 })).toBe('1 sec left')
})

test('keeping is told in words, and silence where nothing is kept', () => {
  expect(keepWords({ kind: 'not' })).toBe('')
  expect(keepWords({ kind: 'coming', share: 0.996 })).toBe('Being kept: 99%')
  expect(keepWords({ kind: 'coming' })).toBe('Being kept')
  expect(keepWords({ kind: 'kept', bytes: 61_200_000 })).toBe('Kept, 61.2 MB')
  expect(keepWords({ kind: 'failed', why: 'no-room' })).toContain('no room')
})
