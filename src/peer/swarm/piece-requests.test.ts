/** Asking one peer, over a wire that is played. */
import { expect, test } from 'vitest'
import { type PeerId, type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { BLOCK_BYTES } from './piece-download.ts'
import { type AskingWire, MOST_REQUESTS, PieceRequests } from './piece-requests.ts'

const BLOCKS = 200
const LAYOUT = { lengthBytes: 3 * BLOCKS * BLOCK_BYTES, pieceLength: BLOCKS * BLOCK_BYTES, pieceCount: 3 }
const PEER = 'a'.repeat(40) as PeerId
const [first, second, third] = [pieceIndex(0), pieceIndex(1), pieceIndex(2)]

interface Asked {
  readonly piece: number
  readonly offset: number
  readonly length: number
  readonly callback: (error: Error | null, block: Uint8Array | null) => void
}

class PlayedWire implements AskingWire {
  peerChoking = false
  requests: Asked[] = []
  cancels = 0
  request(piece: number, offset: number, length: number, callback: Asked['callback']): void {
    this.requests.push({ piece, offset, length, callback })
  }
  cancel(piece: number, offset: number): void {
    this.cancels += 1
    this.take((one) => one.piece === piece && one.offset === offset)?.callback(new Error('cancelled'), null)
  }
  take(which: (asked: Asked) => boolean): Asked | undefined {
    const at = this.requests.findIndex(which)
    return at < 0 ? undefined : this.requests.splice(at, 1)[0]
  }
  /** Answers the oldest request. */
  deliver(): void {
    const asked = this.take(() => true)
    asked?.callback(null, new Uint8Array(asked.length))
  }
}

function setUp() {
  const clock = new VirtualClock()
  const wire = new PlayedWire()
  const arrived: PieceIndex[] = []
  let refusals = 0
  const pieces = new PieceRequests(wire, LAYOUT, {
    clock,
    pieceReceived: (piece) => arrived.push(piece),
    refused: () => {
      refusals += 1
    },
  })
  return { clock, wire, pieces, arrived, refusals: () => refusals }
}

test('no more is under way than a peer takes, and the rest follows in the order asked', () => {
  const { wire, pieces, arrived } = setUp()
  for (const piece of [second, first, third]) pieces.ask(piece, 0)
  expect(wire.requests).toHaveLength(MOST_REQUESTS)
  expect(pieces.underWay(PEER).map(({ piece }) => piece)).toEqual([second, first, third])
  for (let i = 0; i < 3 * BLOCKS; i++) {
    expect(wire.requests.length).toBe(Math.min(MOST_REQUESTS, 3 * BLOCKS - i))
    wire.deliver()
  }
  expect(arrived).toEqual([second, first, third])
})

test('a peer that takes fewer is sent fewer; rubbish changes nothing', () => {
  const { wire, pieces } = setUp()
  for (const value of [undefined, 'x', Number.NaN, 1e9]) pieces.reqq = value
  pieces.reqq = 10
  pieces.ask(first, 0)
  expect(wire.requests).toHaveLength(10)
})

test('of what is taken back only what is under way is cancelled, and what waited goes on', () => {
  const { wire, pieces, arrived } = setUp()
  for (const piece of [first, second]) pieces.ask(piece, 0)
  for (let i = 0; i < 50; i++) wire.deliver()
  pieces.cancel(first)
  expect(wire.cancels).toBe(BLOCKS - 50)
  expect(wire.requests).toHaveLength(BLOCKS)
  for (let i = 0; i < BLOCKS; i++) wire.deliver()
  expect(arrived).toEqual([second])
  expect(pieces.pace.silentMs(1e6)).toBe(0)
})

test('a choke refuses what was not asked for yet', () => {
  const { wire, pieces, refusals } = setUp()
  for (const piece of [first, second, third]) pieces.ask(piece, 0)
  wire.peerChoking = true
  pieces.choked()
  expect(pieces.underWay(PEER).map(({ piece }) => piece)).toEqual([first])
  expect([second, third].map((piece) => pieces.declined(piece))).toEqual([true, true])
  expect(refusals()).toBe(2)
})

test('a piece that was taken back from a silent peer is not asked of it for a while', () => {
  const { clock, pieces } = setUp()
  pieces.ask(first, 0)
  clock.advance(500)
  pieces.cancel(first)
  expect(pieces.declined(first)).toBe(false)
  pieces.ask(first, 0)
  clock.advance(1_500)
  pieces.cancel(first)
  expect(pieces.declined(first)).toBe(true)
  clock.advance(10_001)
  expect(pieces.declined(first)).toBe(false)
})

test('what was taken back after a long silence was asked in vain, pieces of one time once; a block makes up for it', () => {
  const { clock, wire, pieces } = setUp()
  const askInVain = (ms: number): number => {
    for (const piece of [first, second]) pieces.ask(piece, 0)
    clock.advance(ms)
    for (const piece of [first, second]) pieces.cancel(piece)
    return pieces.inVain
  }
  expect([askInVain(3_001), askInVain(2_900), askInVain(4_000)]).toEqual([1, 1, 2])
  pieces.ask(third, 0)
  wire.deliver()
  expect(pieces.inVain).toBe(0)
})

test('a refused piece is asked for again sooner or later, as it is needed; only what it did not refuse is taken back', () => {
  const { clock, wire, pieces, refusals } = setUp()
  pieces.blockBytes = 50 * BLOCK_BYTES
  pieces.ask(first, 9_000)
  expect(wire.requests.map(({ length }) => length / BLOCK_BYTES)).toEqual([50, 50, 50, 50])
  wire.take(() => true)?.callback(new Error('busy'), null)
  expect(refusals()).toBe(1)
  expect([wire.cancels, wire.requests.length]).toEqual([3, 0])
  clock.advance(2_999)
  expect(pieces.declined(first)).toBe(true)
  clock.advance(2)
  expect(pieces.declined(first)).toBe(false)
})
