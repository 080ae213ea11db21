import { expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
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
  fetches.adopt({ first: pieceIndex(0), last: pieceIndex(3) }, done)
  fetches.fetch(pieceIndex(2), pieceIndex(3))
  const silent = (): readonly number[] => fetches.inFlight.map(({ silentMs }) => silentMs)
  clock.advance(2_000)
  expect(silent()).toEqual([2_000, 2_000])
  fetches.adoptedBytesArrived(2_500)
  expect(silent()).toEqual([0, 2_000])
  fetches.adoptedBytesArrived(4_000)
  clock.advance(100)
  expect(silent()).toEqual([100, 2_100])
  end()
  await done
  expect(fetches.inFlight).toHaveLength(1)
})
