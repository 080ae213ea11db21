import { expect, test } from 'vitest'
import { AHEAD_SECONDS, type FeedView, nextStep, playedOut } from './feeding.ts'

/** Drawn as `[from-to] @position`. */
function view(buffered: readonly (readonly [number, number])[], at: number, more: Partial<FeedView> = {}): FeedView {
  return {
    positionSeconds: at,
    playbackRate: 1,
    played: true,
    calm: false,
    run: { fromSeconds: buffered[0]?.[0] ?? at, targetSeconds: at, atEnd: false },
    buffered: buffered.map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds })),
    ...more,
  }
}

test('nothing yet: begin where the listener is', () => {
  expect(nextStep(view([], 0, { run: undefined }))).toBe('begin')
})

test('a begun stretch is gone on with, although it has not come to its target yet', () => {
  const run = { fromSeconds: 85, targetSeconds: 100, atEnd: false }
  expect(nextStep(view([], 100, { run }))).toBe('append')
  expect(nextStep(view([[85, 90]], 100, { run }))).toBe('append')
})

test('appended is what the next minute needs, no more', () => {
  expect(nextStep(view([[0, 30]], 10))).toBe('append')
  expect(nextStep(view([[0, 60]], 10))).toBe('rest')
  expect(nextStep(view([[0, 60]], 10, { playbackRate: 2 }))).toBe('append')
  expect(nextStep(view([[0, 60]], 10 + 60 - AHEAD_SECONDS + 1))).toBe('append')
})

test('what is only open gets its first moments', () => {
  expect(nextStep(view([[0, 4]], 0, { played: false }))).toBe('rest')
})

test('an element that asks for calm is left alone while it has enough', () => {
  expect(nextStep(view([[0, 20]], 5, { calm: true }))).toBe('rest')
  expect(nextStep(view([[0, 20]], 15, { calm: true }))).toBe('append')
})

test('a seek within the buffer changes nothing', () => {
  expect(nextStep(view([[0, 60]], 2))).toBe('rest')
  expect(nextStep(view([[0, 60]], 50))).toBe('append')
})

test('a seek out of the buffer begins anew, before it and after it', () => {
  const run = { fromSeconds: 100, targetSeconds: 101, atEnd: false }
  expect(nextStep(view([[100, 150]], 20, { run }))).toBe('begin')
  expect(nextStep(view([[100, 150]], 300, { run }))).toBe('begin')
  // A little past the end is reached sooner by going on.
  expect(nextStep(view([[100, 150]], 153, { run }))).toBe('append')
})

test('a browser that dropped what is at the playhead gets it again', () => {
  const run = { fromSeconds: 0, targetSeconds: 0, atEnd: false }
  expect(nextStep(view([[50, 90]], 40, { run }))).toBe('begin')
})

test("the file's end is said once it is there, and a seek back from it begins anew", () => {
  const run = { fromSeconds: 600, targetSeconds: 600, atEnd: true }
  expect(nextStep(view([[600, 700]], 650, { run }))).toBe('finish')
  expect(nextStep(view([[600, 700]], 10, { run }))).toBe('begin')
})

test('what was played long ago goes, in strokes; what was just played stays', () => {
  expect(playedOut(view([[0, 120]], 80), false)).toBeUndefined()
  expect(playedOut(view([[0, 160]], 120), false)).toEqual({ startSeconds: 0, endSeconds: 60 })
})

test('without room nearly all that was played goes', () => {
  expect(playedOut(view([[0, 60]], 40), true)).toEqual({ startSeconds: 0, endSeconds: 35 })
  expect(playedOut(view([[38, 60]], 40), true)).toBeUndefined()
})
