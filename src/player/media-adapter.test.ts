import { expect, test } from 'vitest'
import { bufferedAhead, failureOfCode, mediaFacts } from './media-adapter.ts'

const span = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds })

test('only what joins the playhead counts as buffered ahead', () => {
  expect(bufferedAhead([span(0, 10), span(20, 30)], 4)).toBe(6)
  expect(bufferedAhead([span(0, 10), span(20, 30)], 12)).toBe(0)
  expect(bufferedAhead([span(0, 10), span(20, 30)], 25)).toBe(5)
  expect(bufferedAhead([], 3)).toBe(0)
})

test('a gap that browsers skip does not end the buffer', () => {
  expect(bufferedAhead([span(0.05, 10), span(10.05, 12)], 0)).toBe(12)
})

test('a stalled element is reported as starving', () => {
  const reading = {
    currentTimeSeconds: 10,
    durationSeconds: 60,
    paused: false,
    ended: false,
    seeking: false,
    playbackRate: 2,
    volume: 1,
    muted: false,
    readyState: 2,
    buffered: [span(0, 10)],
  }
  expect(mediaFacts(reading)).toEqual({
    currentTimeSeconds: 10,
    durationSeconds: 60,
    playbackRate: 2,
    paused: false,
    bufferedAheadSeconds: 0,
    starving: true,
  })
})

test('each way the element gives up has its own name', () => {
  expect([2, 3, 4].map(failureOfCode)).toEqual(['media-interrupted', 'media-damaged', 'media-not-loaded'])
})
