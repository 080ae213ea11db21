import { expect, test } from 'vitest'
import type { Run } from './crowd-run.ts'
import { sumUp } from './summary.ts'
import type { Heard } from './types.ts'

const PLAN = { system: 'grapevine', n: 2, rate: 4, gapSeconds: 2, pagesFirst: false } as const
const FILE_BYTES = 1_000

function heard(ttfaMs: number | null, more: Partial<Heard> = {}): Heard {
  return {
    ttfaMs,
    stalls: 0,
    dryStalls: 0,
    stallPositions: [],
    stalledMs: 0,
    ended: ttfaMs !== null,
    positionSeconds: 300,
    firstPeerByteMs: null,
    peerBytes: 0,
    error: null,
    marks: {},
    ...more,
  }
}

/** Listener 0 joins at 0 ms, listener 1 at 2,000; each send is [listener, at, bytes]. */
function run(listeners: readonly Heard[], sends: readonly (readonly [number, number, number])[]): Run {
  return {
    listeners,
    joinedMs: [0, 2_000],
    mediaLog: sends.map(([listener, atMs, bytes]) => ({ listener, atMs, bytes })),
    mediaBytes: sends.reduce((sum, [, , bytes]) => sum + bytes, 0),
    codeBytes: 50,
    codeBytesBeforeJoin: 40,
    torrentBytes: 10,
    playlistBytes: 0,
    timedOut: false,
    lateSeconds: 0,
    seconds: 80,
    browserCpuSeconds: 4,
    harnessCpuSeconds: 1,
  }
}

test('offload is the part of all media bytes that the host did not send', () => {
  const one = run([heard(100), heard(100)], [[0, 50, 1_000], [1, 2_050, 200]]) // biome-ignore format: a row a send
  expect(sumUp(PLAN, [one], FILE_BYTES)).toMatchObject({ offload: 0.4, limit: 0.5, mediaBytes: 1_200, ended: 2 })
})

test('bytes are told by listener, and by when they were sent', () => {
  const sends = [
    [0, 90, 300],
    [0, 8_000, 700],
    [1, 2_090, 100],
    [1, 4_999, 50],
    [1, 5_001, 25],
  ] as const
  const figures = sumUp(PLAN, [run([heard(100), heard(95)], sends)], FILE_BYTES)
  expect(figures.perListenerOriginBytes).toEqual([1_000, 175])
  expect(figures.perListenerStartBytes).toEqual([300, 150])
  expect(figures.originBytesBeforeSoundMedian).toBe(200)
})

test('first sounds of several rounds are compared by the rounds’ medians', () => {
  const rounds = [run([heard(10), heard(20)], []), run([heard(30), heard(50)], []), run([heard(1), heard(1_000)], [])]
  const figures = sumUp(PLAN, rounds, FILE_BYTES)
  expect(figures.ttfaMediansMs).toEqual([15, 40, 501])
  expect(figures).toMatchObject({ ttfaMedianMs: 40, ttfaP90Ms: 50, ttfaMaxMs: 1_000, listeners: 6, ended: 6 })
})

test('a listener that never hears anything is no fast one', () => {
  const silent = run([heard(100), heard(null, { error: 'the page does not answer' })], [])
  const figures = sumUp(PLAN, [{ ...silent, timedOut: true }], FILE_BYTES)
  expect(figures).toMatchObject({ ttfaMaxMs: null, ttfaP90Ms: null, ended: 1, silent: 1, timedOut: 1 })
  expect(figures.errors).toEqual(['the page does not answer'])
})

test('stalls are added up over all listeners', () => {
  const stalled = heard(100, { stalls: 2, dryStalls: 1, stalledMs: 300 })
  const figures = sumUp(PLAN, [run([stalled, stalled], []), run([heard(100), heard(100)], [])], FILE_BYTES)
  expect(figures).toMatchObject({ stalls: 4, dryStalls: 2, stalledMs: 600 })
})
