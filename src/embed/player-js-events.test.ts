import { expect, test } from 'vitest'
import type { PlayerState } from '../player/player-state.ts'
import { observe } from './player-js-events.ts'
import { progressValue } from './player-js-values.ts'
import { stateOf } from './testing/player-facts.ts'

/** One state after the other, each `seconds` later. @returns the names of the events, one text per step. */
function follow(...steps: readonly (Partial<PlayerState> & { readonly seconds?: number })[]): string[] {
  const [first = {}, ...rest] = steps
  let state = stateOf(first)
  let observed = { state, atMs: 0, seeking: false }
  let atMs = 0
  return rest.map(({ seconds = 0.25, ...changes }) => {
    atMs += seconds * 1000
    state = { ...state, ...changes }
    const { after, told } = observe(observed, state, atMs)
    observed = after
    return told.map(({ event }) => event).join(' ')
  })
}

test('play, time, pause and the end are told as they happen', () => {
  const told = follow(
    { paused: true },
    { paused: false },
    { currentTimeSeconds: 0.25 },
    { currentTimeSeconds: 0.4, paused: true },
    { paused: false, currentTimeSeconds: 0.4 },
  )
  expect(told).toEqual(['play', 'timeupdate', 'timeupdate pause', 'play'])
  expect(
    follow({ paused: false, currentTimeSeconds: 99.9 }, { currentTimeSeconds: 100, paused: true, ended: true }),
  ).toEqual(['timeupdate pause ended'])
})

test('nothing is told where nothing changed', () => {
  expect(follow({ paused: true }, {}, { volume: 0.5 })).toEqual(['', ''])
})

test('a jump is a seek, told once there is data', () => {
  expect(follow({ currentTimeSeconds: 10 }, { currentTimeSeconds: 50 })).toEqual(['seeked timeupdate'])
  expect(
    follow({ currentTimeSeconds: 50, paused: false }, { currentTimeSeconds: 10, waiting: true }, { waiting: false }),
  ).toEqual(['timeupdate', 'seeked'])
  expect(
    follow({ currentTimeSeconds: 0 }, { currentTimeSeconds: 30, heldAtSeconds: 30 }, { currentTimeSeconds: 30 }),
  ).toEqual(['timeupdate', ''])
})

test('playing on is no seek, however long nobody looked and however fast', () => {
  expect(follow({ paused: false, playbackRate: 3 }, { currentTimeSeconds: 30, seconds: 10 })).toEqual(['timeupdate'])
  expect(follow({ paused: false, waiting: true }, { currentTimeSeconds: 0.1, seconds: 20, waiting: false })).toEqual([
    'timeupdate',
  ])
})

test('another episode is no seek', () => {
  expect(follow({ currentTimeSeconds: 50 }, { source: 'preparing', currentTimeSeconds: 0 }, { source: 'set' })).toEqual(
    ['timeupdate', ''],
  )
})

test('loading, another speed and a failure are told', () => {
  expect(
    follow(
      {},
      { buffered: [{ startSeconds: 0, endSeconds: 5 }] },
      { buffered: [{ startSeconds: 0, endSeconds: 5 }] },
      { playbackRate: 2 },
      { failure: 'media-damaged' },
      { failure: 'media-damaged' },
    ),
  ).toEqual(['progress', '', 'grapevine:ratechange', 'error', ''])
})

test('progress says how far it is loaded from the playhead on', () => {
  const buffered = [
    { startSeconds: 0, endSeconds: 20 },
    { startSeconds: 40, endSeconds: 60 },
  ]
  expect(progressValue(stateOf({ currentTimeSeconds: 10, buffered }))).toEqual({
    seconds: 20,
    duration: 100,
    percent: 0.2,
  })
  expect(progressValue(stateOf({ currentTimeSeconds: 30, buffered }))).toEqual({
    seconds: 60,
    duration: 100,
    percent: 0.6,
  })
  expect(progressValue(stateOf({ durationSeconds: Number.NaN }))).toEqual({ seconds: 0, duration: 0, percent: 0 })
})
