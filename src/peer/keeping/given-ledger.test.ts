import { expect, test } from 'vitest'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { testInfoHash } from '../store/test-episode.ts'
import type { PeerFlow } from '../types.ts'
import { GivenLedger } from './given-ledger.ts'

const a = testInfoHash('a')
const b = testInfoHash('b')

function flow(id: string, givenBytes: number): PeerFlow {
  return { id, receivedBytes: 0, givenBytes, receiveBytesPerSecond: 0, giveBytesPerSecond: 0, has: 0 }
}

function ledger() {
  const clock = new VirtualClock()
  const written: unknown[] = []
  return { clock, written, ledger: new GivenLedger(clock, (given) => written.push(Object.fromEntries(given))) }
}

test('what is given in ten seconds is written once, for each episode', () => {
  const { clock, written, ledger: given } = ledger()
  given.note(a, 10, () => [flow('x', 30), flow('y', 0)])
  given.note(a, 20, () => [])
  given.note(b, 5, () => [])
  clock.advance(9_999)
  expect(written).toEqual([])
  clock.advance(1)
  expect(written).toEqual([{ [a]: { bytes: 30, listeners: 1 }, [b]: { bytes: 5, listeners: 0 } }])
  clock.advance(60_000)
  expect(written).toHaveLength(1)
})

test('a connection counts as one listener, however long it is served', () => {
  const { written, ledger: given } = ledger()
  given.note(a, 1, () => [flow('x', 1)])
  given.flush()
  given.note(a, 1, () => [flow('x', 2), flow('y', 1)])
  given.flush()
  given.flush()
  expect(written).toEqual([{ [a]: { bytes: 1, listeners: 1 } }, { [a]: { bytes: 1, listeners: 1 } }])
})
