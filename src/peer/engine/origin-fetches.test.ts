import { expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
import type { Origin } from '../origin/origin.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { OriginFetches } from './origin-fetches.ts'

test('a request that was begun elsewhere is silent only while nothing of it comes', async () => {
  const clock = new VirtualClock()
  const layout = { lengthBytes: 10_000, pieceLength: 1_000, pieceCount: 10 }
  const host = { filledBytes: () => 0, bytesArrived: () => {}, failed: () => {}, changed: () => {} }
  const origin = { fetchRange: () => new Promise<never>(() => {}) }
  const fetches = new OriginFetches(layout, origin, clock, () => 0, host, undefined)
  let end = (): void => {}
  const done = new Promise<void>((resolve) => {
    end = resolve
  })
  fetches.adopt({ first: pieceIndex(0), last: pieceIndex(3) }, done, () => {})
  fetches.fetch(pieceIndex(2), pieceIndex(3))
  const silent = (): readonly number[] => fetches.inFlight.map(({ silentMs }) => silentMs)
  clock.advance(2_000)
  expect(silent()).toEqual([2_000, 2_000])
  fetches.adoptedBytesArrived(2_500, 100)
  expect(silent()).toEqual([0, 2_000])
  fetches.adoptedBytesArrived(4_000, 100)
  clock.advance(100)
  expect(silent()).toEqual([100, 2_100])
  end()
  await done
  expect(fetches.inFlight).toHaveLength(1)
})

test('a request begun elsewhere is followed as it comes, and can be ended', () => {
  const clock = new VirtualClock()
  const layout = { lengthBytes: 10_000, pieceLength: 1_000, pieceCount: 10 }
  const host = { filledBytes: () => 0, bytesArrived: () => {}, failed: () => {}, changed: () => {} }
  const origin = { fetchRange: () => new Promise<never>(() => {}) }
  const fetches = new OriginFetches(layout, origin, clock, () => 0, host, undefined)
  let ended = 0
  const run = { first: pieceIndex(0), last: pieceIndex(3) }
  fetches.adopt(run, new Promise<void>(() => {}), () => {
    ended += 1
  })
  fetches.adoptedBytesArrived(0, 1_500)
  clock.advance(1_000)
  fetches.adoptedBytesArrived(1_500, 1_000)
  expect(fetches.inFlight).toEqual([{ first: 2, last: 3, silentMs: 0, bytesPerSecond: 2_500 }])
  fetches.abort(run)
  expect(ended).toBe(0)
  fetches.abort({ first: pieceIndex(2), last: pieceIndex(3) })
  expect(ended).toBe(1)
})

test('a request tells its own rate once it has sent for half a second', () => {
  const clock = new VirtualClock()
  const layout = { lengthBytes: 100_000, pieceLength: 10_000, pieceCount: 10 }
  const host = { filledBytes: () => 0, bytesArrived: () => {}, failed: () => {}, changed: () => {} }
  let send = (_bytes: number): void => {}
  const origin: Origin = {
    fetchRange: (from, _to, { onBytes = () => {} }) => {
      let at = from
      send = (bytes) => {
        onBytes(at, new Uint8Array(bytes))
        at += bytes
      }
      return new Promise<never>(() => {})
    },
  }
  const fetches = new OriginFetches(layout, origin, clock, () => 0, host, undefined)
  fetches.fetch(pieceIndex(0), pieceIndex(9))
  const rate = (): number | undefined => fetches.inFlight[0]?.bytesPerSecond
  clock.advance(2_000)
  expect(rate()).toBeUndefined()
  send(3_000)
  clock.advance(400)
  expect(rate()).toBeUndefined()
  send(3_000)
  clock.advance(200)
  expect(rate()).toBe(10_000)
  clock.advance(600)
  expect(rate()).toBe(5_000)
})
