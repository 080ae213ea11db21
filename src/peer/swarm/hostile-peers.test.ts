/** What a peer may do to us: it loses its connection, and nobody else notices. */
import { afterEach, expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import {
  askAll,
  connect,
  endAll,
  FAST,
  FILE,
  join,
  knows,
  listener,
  message,
  PIECE,
  type StockPeer,
  stockPeer,
  TORRENT,
  uint32,
} from './node-test-swarm.ts'

afterEach(endAll)

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
const HANDSHAKE = 0

test.each([
  ['it has them switched off (BEP 10)', 'd1:md11:gv_fetchingi0e6:gv_duei0eee'],
  ['it names them by text', 'd1:md11:gv_fetching1:x6:gv_due1:xee'],
  ['its numbers are none of one byte', 'd1:md11:gv_fetchingi256e6:gv_duei-1eee'],
  ['it names them by lists', 'd1:md11:gv_fetchingl1:xe6:gv_duedeee'],
])('a peer is told nothing by messages it can not take, and serves: %s', async (_, said) => {
  const b = listener(2, 'nothing')
  b.swarm.fetching({ first: pieceIndex(3), last: pieceIndex(3) })
  const { wire, id, end } = stockPeer(10, b)
  wire.on('request', (piece, offset, length, respond) =>
    respond(null, FILE.slice(piece * PIECE + offset, piece * PIECE + offset + length)),
  )
  wire.on('handshake', () => {
    wire.extended(HANDSHAKE, ascii(said))
    wire.bitfield(Uint8Array.of(0b1111_1000))
    wire.unchoke()
  })
  await expect.poll(knows(b, 0)).toBe(true)
  b.swarm.fetching({ first: pieceIndex(4), last: pieceIndex(4) })
  await expect
    .poll(() => {
      b.swarm.ask([{ piece: pieceIndex(0), peer: id, dueMs: 100 }])
      return b.arrived.size
    })
    .toBe(1)
  expect(end.destroyed).toBe(false)
})

test('a handshake that the library would read for ever is passed over', async () => {
  const b = listener(2, 'nothing')
  const { wire } = stockPeer(10, b)
  wire.on('handshake', () => {
    wire.extended(HANDSHAKE, ascii('l-3:'))
    wire.bitfield(Uint8Array.of(0b1111_1000))
  })
  await expect.poll(knows(b, 0)).toBe(true)
})

test('handshakes larger than any client’s are passed over, however many; a smaller one counts', async () => {
  const b = listener(2, 'nothing')
  const { wire, end } = stockPeer(10, b)
  const told: number[] = []
  wire.on('extended', (id) => typeof id === 'number' && told.push(id))
  const names = (round: number) => Array.from({ length: 2_000 }, (_, i) => `8:${`${round}-${i}`.padStart(8, 'x')}i1e`)
  wire.on('handshake', () => {
    wire.extended(HANDSHAKE, ascii('d1:md11:gv_fetchingi9eee'))
    for (let i = 0; i < 5; i++) wire.extended(HANDSHAKE, ascii(`d1:md11:gv_fetchingi8e${names(i).join('')}ee`))
    wire.bitfield(Uint8Array.of(0b1111_1000))
  })
  await expect.poll(knows(b, 0)).toBe(true)
  b.swarm.fetching({ first: pieceIndex(3), last: pieceIndex(3) })
  await expect.poll(() => told).toEqual([9])
  expect(end.destroyed).toBe(false)
})

const unchoked = ({ wire }: StockPeer): Promise<void> => {
  wire.interested()
  return new Promise((resolve) => wire.on('unchoke', resolve))
}

test.each<readonly [string, (peer: StockPeer) => void]>([
  ['a request outside the file', ({ wire }) => wire.request(99, 0, 16_384, () => {})],
  ['a request outside the piece', ({ wire }) => wire.request(4, 4_000, 16_384, () => {})],
  ['a request for nothing', ({ wire }) => wire.request(0, 0, 0, () => {})],
  ['a request of a negative piece', ({ wire }) => wire.request(2 ** 32 - 1, 0, 16_384, () => {})],
  ['a have outside the file', ({ wire }) => wire.have(300_000)],
  ['a have beyond 31 bits', ({ wire }) => wire.have(2 ** 31)],
  ['10,000 requests', ({ wire }) => ask(wire, 10_000)],
  [
    'a handshake whose entries are no numbers',
    ({ wire }) => wire.extended(HANDSHAKE, ascii('d1:md1:xd8:toStringi1eeee')),
  ],
  [
    'news of pieces outside the file',
    ({ wire }) => wire.extended('gv_fetching', Uint8Array.from([...uint32(9), ...uint32(9)])),
  ],
  ['a need that is none', ({ wire }) => wire.extended('gv_due', Uint8Array.of(1))],
])('%s ends the connection, for the session, and nobody else notices', async (_, misbehave) => {
  const a = listener(1, 'all', FILE, { allowed: true, bytesPerSecond: 1_000 })
  const peer = stockPeer(9, a)
  await unchoked(peer)
  misbehave(peer)
  await expect.poll(() => peer.end.destroyed).toBe(true)
  expect(a.bannedPeers).toEqual([peer.id])
  expect(a.swarm.addConnection(connect(a.id, peer.id)[0])).toBe(false)
  // Sharing was switched off and on again.
  a.swarm.destroy()
  const again = a.client.join(TORRENT, a.held, a.host)
  expect(again.shutsOut(peer.id)).toBe(true)
  expect(again.addConnection(connect(a.id, peer.id)[0])).toBe(false)
  const b = listener(2, 'nothing')
  join({ ...a, swarm: again }, b)
  await expect.poll(knows(b, 0)).toBe(true)
  again.destroy()
})

test('a message that never ends does not fill the memory', async () => {
  const a = listener(1, 'all')
  const { end, id } = stockPeer(9, a)
  await expect.poll(() => a.swarm.peers().length).toBe(1)
  end.write(Uint8Array.of(0x7f, 0xff, 0xff, 0xff))
  for (let i = 0; i < 80 && !end.destroyed; i++) {
    end.write(new Uint8Array(16_384))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(end.destroyed).toBe(true)
  expect(a.bannedPeers).toEqual([id])
})

test('as many requests at a time as we announce are taken, and each is answered once, however often it is asked', async () => {
  const a = listener(1, 'all')
  const peer = stockPeer(9, a)
  await unchoked(peer)
  expect(peer.wire.peerExtendedHandshake.reqq).toBe(256)
  const blocks: number[] = []
  peer.wire.on('download', (bytes) => blocks.push(bytes))
  const request = message(6, ...uint32(0), ...uint32(0), ...uint32(1_000))
  for (let i = 0; i < 300; i++) peer.end.write(request)
  ask(peer.wire, 256, 1)
  await expect.poll(() => blocks.length).toBeGreaterThanOrEqual(257)
  expect(peer.end.destroyed).toBe(false)
})

test('a peer that asks and never reads is let go before the answers fill the memory', async () => {
  const a = listener(1, 'nothing')
  const peer = stockPeer(9, a)
  await unchoked(peer)
  peer.ours.writableLength = 5 << 20
  // It gets a refusal.
  peer.wire.request(0, 0, 1_000, () => {})
  await expect.poll(() => peer.end.destroyed).toBe(true)
})

test('nobody is blamed for what a peer says in the middle of nothing', async () => {
  const clock = new VirtualClock()
  const b = listener(2, 'nothing', FILE, FAST, clock)
  const peer = stockPeer(9, b)
  await expect.poll(() => b.swarm.peers().length).toBe(1)
  // Nobody asked for these, and nobody knows these messages.
  peer.end.write(message(7, ...uint32(0), ...uint32(0), 1, 2, 3))
  peer.end.write(message(8, ...uint32(99), ...uint32(0), ...uint32(1)))
  peer.end.write(message(16, ...uint32(99), ...uint32(0), ...uint32(1)))
  peer.end.write(message(99, 1))
  peer.wire.bitfield(Uint8Array.of(0b1111_1000))
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, peer.id, [])
  expect(b.bannedPeers).toEqual([])
})

/** Requests of a byte each, all at once, none of them twice. */
function ask(wire: StockPeer['wire'], count: number, piece = 0): void {
  for (let i = 0; i < count; i++) wire.request(piece, i, 1, () => {})
}
