import { expect, test } from 'vitest'
import { Crowd } from './crowd.ts'
import { GONE, HERE } from './crowd-state.ts'
import { FLIGHTS } from './flights.ts'
import { AWAY, ENDED, PLAYING } from './media-elements.ts'
import { mbit } from './model.ts'
import type { SimOptions } from './options.ts'
import { bytesOf } from './possession.ts'
import { simulate } from './simulate.ts'
import { makeEpisode, makeTrace } from './trace.ts'

const OPTIONS: SimOptions = {
  listeners: 60,
  arrivals: ['flash'],
  leases: true,
  seed: 7,
  minutes: 3,
  pieceKibibytes: 64,
  kilobits: 128,
  originMegabits: undefined,
  json: true,
}

function crowdOf(listeners: number, seed: number, leases = true, arrivals: 'flash' | 'premiere' = 'flash'): Crowd {
  const episode = makeEpisode(3, 128, 64)
  return new Crowd(episode, makeTrace(episode, arrivals, listeners, seed), { originRate: mbit(100), leases, seed })
}

function must(holds: boolean, what: string, i: number, nowMs: number): void {
  if (!holds) throw new Error(`${what} (listener ${i}, at ${nowMs} ms)`)
}

/** What must hold after each step, whatever the planner does. Plain conditions: it runs tens of thousands of times. */
function check({ state, transfers }: Crowd): void {
  const { episode, trace, requests, uploads, asked, flights, elements, presence, nowMs, mesh } = state
  let held = 0
  for (let i = 0; i < trace.count; i++) {
    held += state.possession.held[i] ?? 0
    const mine = requests[i] ?? []
    for (const [at, request] of mine.entries()) {
      const isTwin = (other: number) =>
        uploads.piece[other] === uploads.piece[request] && uploads.giver[other] === uploads.giver[request]
      must(mine.findIndex(isTwin) === at, 'a piece is asked twice of one peer', i, nowMs)
      must(uploads.asker[request] === i, "a request is another listener's", i, nowMs)
      must((asked[i * episode.pieceCount + (uploads.piece[request] ?? 0)] ?? 0) > 0, 'asked is not counted', i, nowMs)
    }
    const [a, b] = [i * FLIGHTS, i * FLIGHTS + 1]
    const isApart = (flights.last[a] ?? 0) < (flights.first[b] ?? 0) || (flights.last[b] ?? 0) < (flights.first[a] ?? 0)
    const both = flights.isOpen(a) && flights.isOpen(b)
    must(!both || isApart, 'a piece is asked twice of the host', i, nowMs)
    if (presence[i] === GONE) {
      const isQuiet = mine.length === 0 && !flights.isOpen(a) && !flights.isOpen(b) && mesh.degree[i] === 0
      must(isQuiet, 'somebody who is gone is still served', i, nowMs)
    }
    if (presence[i] !== HERE || elements.state(i) !== PLAYING) continue
    // What happens at the very end of what is there may still be due at this moment.
    const aheadBytes = state.reach(i) - elements.playhead(i, nowMs)
    must(aheadBytes > -episode.rate, 'somebody plays what has not come', i, nowMs)
  }
  const { fromOrigin, fromPeers } = transfers.counts
  must(held === fromOrigin + fromPeers, 'somebody holds what was not delivered', -1, nowMs)
}

test.each([
  [1, true, 'flash'],
  [2, false, 'flash'],
  [3, true, 'premiere'],
] as const)('after each step the invariants hold (seed %i, leases %s, %s)', (seed, leases, arrivals) => {
  const crowd = crowdOf(25, seed, leases, arrivals)
  let steps = 0
  while (crowd.step()) {
    check(crowd)
    steps += 1
  }
  expect(steps).toBeGreaterThan(1_000)
})

test('bytes are conserved: what was sent is what was received, plus what was thrown away', () => {
  const crowd = crowdOf(60, 4)
  while (crowd.step());
  const { uploads, windows, origin, possession, episode } = crowd.state
  const given = uploads.givenBytes.reduce((sum, bytes) => sum + bytes, 0)
  const { peerBytes, originBytesOfWhole } = crowd.transfers.counts
  expect(given).toBeCloseTo(peerBytes + uploads.wastedBytes, 0)
  expect(windows.insideBytes + windows.outsideBytes).toBeCloseTo(origin.sentBytes, 0)
  expect(origin.sentBytes).toBeGreaterThan(0.99 * originBytesOfWhole)
  let held = 0
  for (let i = 0; i < 60; i++) {
    for (let piece = 0; piece < episode.pieceCount; piece++) {
      if (possession.has(i, piece)) held += bytesOf(episode, piece)
    }
  }
  expect(peerBytes + originBytesOfWhole).toBeGreaterThanOrEqual(held)
})

test('everybody hears something, and in the end everybody has left', () => {
  const crowd = crowdOf(60, 5)
  while (crowd.step());
  const { elements, presence } = crowd.state
  for (let i = 0; i < 60; i++) {
    expect(presence[i]).toBe(GONE)
    expect([AWAY, ENDED]).toContain(elements.state(i))
  }
  expect(elements.firstSoundsMs.length).toBe(60)
})

test('the same seed gives the same figures, another one others', () => {
  const { wallClockMs: _, ...first } = simulate(OPTIONS, 'flash', () => 0)
  const { wallClockMs: __, ...again } = simulate(OPTIONS, 'flash', () => 0)
  expect(again).toEqual(first)
  expect(simulate({ ...OPTIONS, seed: 8 }, 'flash', () => 0).originCopies).not.toBe(first.originCopies)
})

test('a lone listener costs the host what it hears and little more', () => {
  const { originCopies, stalls, plainHttpCopies } = simulate({ ...OPTIONS, listeners: 1 }, 'flash', () => 0)
  expect(stalls).toBe(0)
  expect(originCopies).toBeLessThanOrEqual(1.001)
  expect(originCopies).toBeLessThanOrEqual(plainHttpCopies + 0.1)
})

test('a thousand listeners cost the host few copies beyond their start windows, and nobody stalls', () => {
  const figures = simulate({ ...OPTIONS, listeners: 1_000, minutes: 4, pieceKibibytes: 128 }, 'flash', () => 0)
  expect(figures.stalls).toBeLessThanOrEqual(figures.plainHttpStalls)
  expect(figures.outsideWindowCopies).toBeLessThan(8)
  expect(figures.beyondStartCopies).toBeLessThan(5)
  expect(figures.originCopies).toBeGreaterThan(figures.fluidBoundCopies)
  expect(figures.plainHttpCopies).toBeGreaterThan(500)
  expect(figures.ttfaP50Ms).toBeLessThan(figures.plainHttpTtfaP50Ms * 1.2)
})
