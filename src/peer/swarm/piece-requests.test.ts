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
  for (const piece of [second, first, third]) pieces.ask(piece)
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
  pieces.ask(first)
  expect(wire.requests).toHaveLength(10)
})

test('of what is taken back only what is under way is cancelled, and what waited goes on', () => {
  const { wire, pieces, arrived } = setUp()
  for (const piece of [first, second]) pieces.ask(piece)
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
  for (const piece of [first, second, third]) pieces.ask(piece)
  wire.peerChoking = true
  pieces.choked()
  expect(pieces.underWay(PEER).map(({ piece }) => piece)).toEqual([first])
  expect([second, third].map((piece) => pieces.declined(piece))).toEqual([true, true])
  expect(refusals()).toBe(2)
})

test('a piece that was taken back from a silent peer is not asked of it for a while', () => {
  const { clock, pieces } = setUp()
  pieces.ask(first)
  clock.advance(500)
  pieces.cancel(first)
  expect(pieces.declined(first)).toBe(false)
  pieces.ask(first)
  clock.advance(1_500)
  pieces.cancel(first)
  expect(pieces.declined(first)).toBe(true)
  clock.advance(10_001)
  expect(pieces.declined(first)).toBe(false)
})
