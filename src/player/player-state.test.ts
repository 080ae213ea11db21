import { expect, test } from 'vitest'
import {
  initialPlayerState,
  isPlaying,
  isStarving,
  type MediaReading,
  type PlayerFact,
  reducePlayer,
} from './player-state.ts'

const silent: MediaReading = {
  currentTimeSeconds: 0,
  durationSeconds: Number.NaN,
  paused: true,
  ended: false,
  seeking: false,
  playbackRate: 1,
  volume: 1,
  muted: false,
  readyState: 0,
  buffered: [],
}
const spoke = (reading: Partial<MediaReading>): PlayerFact => ({
  type: 'MediaSpoke',
  reading: { ...silent, ...reading },
})
const after = (...facts: PlayerFact[]) => facts.reduce(reducePlayer, initialPlayerState)

test('what came to its end plays no more, also where its element does not say that it is paused', () => {
  expect(isPlaying({ paused: false, ended: false })).toBe(true)
  expect(isPlaying({ paused: true, ended: false })).toBe(false)
  expect(isPlaying({ paused: false, ended: true })).toBe(false)
})

test('the feed tells the duration until the element knows better', () => {
  const opened: PlayerFact = { type: 'EpisodeOpened', durationSeconds: 600, atSeconds: 0 }
  expect(after(opened, spoke({})).durationSeconds).toBe(600)
  expect(after(opened, spoke({ durationSeconds: 601.5 })).durationSeconds).toBe(601.5)
  expect(after(opened, spoke({ durationSeconds: Number.POSITIVE_INFINITY })).durationSeconds).toBe(600)
})

test('a held position is shown until the element has taken it', () => {
  const held = after({ type: 'EpisodeOpened', atSeconds: 90 }, { type: 'SourceSet' }, spoke({}))
  expect(held.currentTimeSeconds).toBe(90)
  const restored = reducePlayer(held, { type: 'PositionRestored' })
  expect(reducePlayer(restored, spoke({ currentTimeSeconds: 91 })).currentTimeSeconds).toBe(91)
  expect(restored).not.toHaveProperty('heldAtSeconds')
})

test('volume and speed outlive the episode, everything else starts anew', () => {
  const state = after(spoke({ playbackRate: 1.5, volume: 0.3, muted: true, currentTimeSeconds: 40 }), {
    type: 'EpisodeOpened',
    atSeconds: 0,
  })
  expect(state).toMatchObject({
    playbackRate: 1.5,
    volume: 0.3,
    muted: true,
    currentTimeSeconds: 0,
    source: 'preparing',
  })
})

test('an element that failed stands still, until it is given an address again', () => {
  const failed = after({ type: 'MediaFailed', failure: 'media-interrupted' }, spoke({ paused: false, readyState: 1 }))
  expect(failed).toMatchObject({ paused: true, waiting: false, failure: 'media-interrupted' })
  const again = reducePlayer(failed, { type: 'SourceSet' })
  expect(again).not.toHaveProperty('failure')
})

test('it starves only while it wants to play or seek', () => {
  expect(isStarving({ ...silent, paused: false, readyState: 2 })).toBe(true)
  expect(isStarving({ ...silent, seeking: true, readyState: 1 })).toBe(true)
  expect(isStarving({ ...silent, paused: true, readyState: 1 })).toBe(false)
  expect(isStarving({ ...silent, paused: false, readyState: 3 })).toBe(false)
  expect(isStarving({ ...silent, paused: false, ended: true, readyState: 2 })).toBe(false)
})

test('states are frozen', () => {
  expect(Object.isFrozen(after(spoke({})))).toBe(true)
})
