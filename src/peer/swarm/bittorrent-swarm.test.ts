/** Swarms of real wires over data channels in memory. */
import { createHash } from 'node:crypto'
import Wire from 'bittorrent-protocol'
import { afterEach, expect, test } from 'vitest'
import { domClock } from '../../shared/dom-clock.ts'
import { type InfoHash, type PeerId, type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import type { TorrentFile } from '../torrent-file.ts'
import { createSwarmClient } from './bittorrent-swarm.ts'
import type { PeerConnection, Swarm, SwarmClient } from './swarm.ts'

const PIECE = 40_000
const FILE = Uint8Array.from({ length: PIECE * 4 + 5_000 }, (_, i) => (i * 31) ^ (i >> 8))
const TORRENT = torrentOf()
const FAST = { allowed: true, bytesPerSecond: 100_000_000 }

interface Listener {
  readonly id: PeerId
  readonly client: SwarmClient
  readonly swarm: Swarm
  readonly held: Bitfield
  readonly arrived: Map<number, Uint8Array>
  readonly given: () => number
  readonly bannedPeers: PeerId[]
}

const cleanUp: (() => void)[] = []
afterEach(() => {
  for (const end of cleanUp.splice(0)) end()
})

function listener(n: number, holds: 'all' | 'nothing', bytes = FILE, limits = FAST): Listener {
  const id = peerIdOf(n)
  const held = new Bitfield(TORRENT.pieceCount)
  if (holds === 'all') for (let i = 0; i < TORRENT.pieceCount; i++) held.set(i)
  const arrived = new Map<number, Uint8Array>()
  const bannedPeers: PeerId[] = []
  let given = 0
  const pieceOf = (piece: number) => bytes.slice(piece * PIECE, (piece + 1) * PIECE)
  const client = createSwarmClient(id, domClock)
  client.setUpload(limits)
  const swarm = client.join(TORRENT, held, {
    readPiece: async (piece) => (held.get(piece) ? pieceOf(piece) : undefined),
    verify: async (piece, found) =>
      createHash('sha1')
        .update(found)
        .digest()
        .equals(TORRENT.pieceHashes.subarray(piece * 20, piece * 20 + 20)),
    pieceArrived: async (piece, found) => {
      held.set(piece)
      arrived.set(piece, found)
    },
    peersChanged: () => {},
    given: (count) => {
      given += count
    },
    peerBanned: (peer) => bannedPeers.push(peer),
  })
  cleanUp.push(() => swarm.destroy())
  return { id, client, swarm, held, arrived, given: () => given, bannedPeers }
}

function join(a: Listener, b: Listener): readonly [MemoryConnection, MemoryConnection] {
  const [atA, atB] = connect(a.id, b.id)
  a.swarm.addConnection(atA)
  b.swarm.addConnection(atB)
  return [atA, atB]
}

const knows = (who: Listener, piece: number) => (): boolean =>
  who.swarm.peers().some(({ has }) => has?.(pieceIndex(piece)))
const all = Array.from({ length: TORRENT.pieceCount }, (_, i) => pieceIndex(i))
const askAll = (who: Listener, peer: PeerId, pieces: readonly PieceIndex[] = all): void =>
  who.swarm.ask(pieces.map((piece) => ({ piece, peer })))

/** A raw wire of the stock library. */
function stockPeer(n: number, to: Listener): { wire: Wire; end: MemoryConnection } {
  const id = peerIdOf(n)
  const [atStock, atOurs] = connect(id, to.id)
  const wire = new Wire('webrtc')
  wire.on('data', (chunk) => void (atStock.destroyed || atStock.write(chunk)))
  atStock.on('data', (bytes: Uint8Array) => void wire.write(bytes))
  to.swarm.addConnection(atOurs)
  wire.handshake(TORRENT.infoHash, id, { fast: true })
  cleanUp.push(() => wire.destroy())
  return { wire, end: atStock }
}

test('who holds everything feeds who holds nothing, byte for byte, and both count it', async () => {
  const [a, b] = [listener(1, 'all'), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  await expect.poll(() => b.arrived.size).toBe(TORRENT.pieceCount)
  for (const [piece, bytes] of b.arrived) {
    expect(Buffer.compare(bytes, FILE.slice(piece * PIECE, (piece + 1) * PIECE))).toBe(0)
  }
  expect(a.given()).toBe(FILE.length)
  await expect.poll(knows(a, 4)).toBe(true)
})

test('what is under way is told in the order asked, and what is not wanted any more is cancelled', async () => {
  const [a, b] = [listener(1, 'all', FILE, { allowed: true, bytesPerSecond: 1_000 }), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  expect(b.swarm.requests().map(({ piece }) => piece)).toEqual(all)
  askAll(b, a.id, [pieceIndex(1)])
  expect(b.swarm.requests().map(({ piece }) => piece)).toEqual([1])
})

test('a peer that sends false bytes is shut out, and nothing of it arrives', async () => {
  const [liar, b] = [
    listener(
      1,
      'all',
      FILE.map((byte) => byte ^ 1),
    ),
    listener(2, 'nothing'),
  ]
  const [, atB] = join(liar, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, liar.id)
  await expect.poll(() => b.bannedPeers).toEqual([liar.id])
  expect(b.arrived.size).toBe(0)
  expect(atB.destroyed).toBe(true)
  expect(b.swarm.isBanned(liar.id)).toBe(true)
  expect(b.swarm.addConnection(connect(liar.id, b.id)[1])).toBe(false)
})

test('a peer that greets under another id than it was introduced with is dropped', async () => {
  const b = listener(2, 'nothing')
  const [atStock, atOurs] = connect(peerIdOf(7), b.id)
  const wire = new Wire('webrtc')
  wire.on('data', (chunk) => void (atStock.destroyed || atStock.write(chunk)))
  b.swarm.addConnection(atOurs)
  wire.handshake(TORRENT.infoHash, peerIdOf(8), { fast: true })
  await expect.poll(() => atOurs.destroyed).toBe(true)
})

test('choked when nothing may be given, and served again afterwards', async () => {
  const [a, b] = [listener(1, 'all', FILE, { allowed: false, bytesPerSecond: 0 }), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
  askAll(b, a.id)
  expect(b.swarm.requests()).toEqual([])
  a.client.setUpload(FAST)
  await expect
    .poll(() => {
      askAll(b, a.id)
      return b.arrived.size
    })
    .toBe(TORRENT.pieceCount)
})

test('a busy peer refuses at once, and is not asked for that piece again for a while', async () => {
  const [a, b] = [listener(1, 'all', FILE, { allowed: true, bytesPerSecond: 20_000 }), listener(2, 'nothing')]
  const c = listener(3, 'nothing')
  // The burst is used up first.
  join(a, b)
  join(a, c)
  await expect.poll(knows(b, 0)).toBe(true)
  await expect.poll(knows(c, 0)).toBe(true)
  askAll(b, a.id)
  askAll(c, a.id)
  const declined = () =>
    [b, c].flatMap(({ swarm }) => all.filter((piece) => swarm.peers().some((peer) => peer.declined?.(piece))))
  await expect.poll(() => declined().length).toBeGreaterThan(0)
})

test('a piece that was refused in part comes whole when it is asked for again', async () => {
  const b = listener(2, 'nothing')
  const seeder = stockPeer(10, b)
  const id = peerIdOf(10)
  seeder.wire.bitfield(Uint8Array.of(0b1111_1000))
  // The second block is refused the first time; the others come late, when the piece has been asked for again.
  const late: (() => void)[] = []
  let refusals = 0
  seeder.wire.on('request', (piece, offset, length, respond) => {
    const send = (): void => respond(null, FILE.slice(piece * PIECE + offset, piece * PIECE + offset + length))
    if (refusals === 0 && offset > 0) {
      refusals += 1
      respond(new Error('busy'))
    } else if (refusals === 1 && late.length < 2) late.push(send)
    else send()
  })
  seeder.wire.unchoke()
  await expect.poll(knows(b, 0)).toBe(true)
  await expect
    .poll(
      () => {
        askAll(b, id, [pieceIndex(0)])
        for (const send of late.splice(0)) send()
        return b.arrived.size
      },
      { timeout: 4_000 },
    )
    .toBe(1)
  expect(Buffer.compare(b.arrived.get(0) ?? new Uint8Array(0), FILE.slice(0, PIECE))).toBe(0)
})

test('neighbours hear what is being fetched from the origin', async () => {
  const [a, b] = [listener(1, 'nothing'), listener(2, 'nothing')]
  join(a, b)
  await expect.poll(() => a.swarm.peers().length + b.swarm.peers().length).toBe(2)
  await expect
    .poll(() => {
      a.swarm.fetching({ first: pieceIndex(1), last: pieceIndex(2) })
      return all.filter((piece) => b.swarm.peers().some((peer) => peer.fetching?.(piece)))
    })
    .toEqual([1, 2])
})

test('who comes while pieces are being fetched hears of it, but not of what has arrived since', async () => {
  const [a, b] = [listener(1, 'nothing'), listener(2, 'nothing')]
  a.swarm.fetching({ first: pieceIndex(0), last: pieceIndex(0) })
  a.swarm.fetching({ first: pieceIndex(1), last: pieceIndex(2) })
  a.held.set(pieceIndex(0))
  join(a, b)
  await expect.poll(() => all.filter((piece) => b.swarm.peers().some((peer) => peer.fetching?.(piece)))).toEqual([1, 2])
})

test('a stock wire is served, and serves', async () => {
  const a = listener(1, 'all')
  const stock = stockPeer(9, a)
  stock.wire.bitfield(new Uint8Array(1))
  stock.wire.interested()
  const block = await new Promise<Uint8Array | null>((resolve) => {
    stock.wire.on('unchoke', () => stock.wire.request(1, 0, 16_384, (_, bytes) => resolve(bytes)))
  })
  expect(block).toEqual(FILE.slice(PIECE, PIECE + 16_384))

  const b = listener(2, 'nothing')
  const seeder = stockPeer(10, b)
  seeder.wire.bitfield(Uint8Array.of(0b1111_1000))
  seeder.wire.on('request', (piece, offset, length, respond) =>
    respond(null, FILE.slice(piece * PIECE + offset, piece * PIECE + offset + length)),
  )
  seeder.wire.unchoke()
  await expect.poll(knows(b, 0)).toBe(true)
  await expect
    .poll(() => {
      askAll(b, peerIdOf(10))
      return b.arrived.size
    })
    .toBe(TORRENT.pieceCount)
})

test.each([
  ['a request outside the file', (wire: Wire) => wire.request(99, 0, 16_384, () => {})],
  ['a request outside the piece', (wire: Wire) => wire.request(4, 4_000, 16_384, () => {})],
  ['a have outside the file', (wire: Wire) => wire.have(300_000)],
])('%s ends the connection, and nobody else notices', async (_, misbehave) => {
  const a = listener(1, 'all')
  const { wire, end } = stockPeer(9, a)
  wire.bitfield(new Uint8Array(1))
  wire.interested()
  wire.on('unchoke', () => misbehave(wire))
  await expect.poll(() => end.destroyed).toBe(true)
  const b = listener(2, 'nothing')
  join(a, b)
  await expect.poll(knows(b, 0)).toBe(true)
})

test('a message that never ends does not fill the memory', async () => {
  const a = listener(1, 'all')
  const { end } = stockPeer(9, a)
  await expect.poll(() => a.swarm.peers().length).toBe(1)
  end.write(Uint8Array.of(0x7f, 0xff, 0xff, 0xff))
  for (let i = 0; i < 80 && !end.destroyed; i++) {
    end.write(new Uint8Array(16_384))
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(end.destroyed).toBe(true)
})

type Heard = (...args: never[]) => void

/** One end; what is written comes out at the other, a turn later. `lossy`: it is swallowed. */
class MemoryConnection implements PeerConnection {
  id: PeerId
  readonly bufferSize = 0
  other: MemoryConnection | undefined
  lossy = false
  destroyed = false
  readonly #listeners = new Map<string, Heard[]>()

  constructor(id: PeerId) {
    this.id = id
  }

  on(event: string, listener: Heard): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
    return this
  }

  emit(event: string, ...args: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(args as never[]))
  }

  write(bytes: Uint8Array): boolean {
    if (this.destroyed) throw new Error('destroyed')
    if (bytes.length > 64 * 1024) throw new TypeError('larger than max-message-size')
    const copy = bytes.slice()
    if (!this.lossy) setImmediate(() => this.other?.destroyed || this.other?.emit('data', copy))
    return true
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    this.emit('close')
    setImmediate(() => this.other?.destroy())
  }
}

/** @returns a's end (leading to b) and b's end (leading to a). */
function connect(a: PeerId, b: PeerId): readonly [MemoryConnection, MemoryConnection] {
  const atA = new MemoryConnection(b)
  const atB = new MemoryConnection(a)
  atA.other = atB
  atB.other = atA
  return [atA, atB]
}

function peerIdOf(n: number): PeerId {
  return n.toString(16).padStart(40, '0') as PeerId
}

/** @returns a torrent of `file`, its info dict left out. */
function torrentOf(): TorrentFile {
  const [file, pieceLength] = [FILE, PIECE]
  const pieceCount = Math.ceil(file.length / pieceLength)
  const pieceHashes = new Uint8Array(pieceCount * 20)
  for (let i = 0; i < pieceCount; i++) {
    const bytes = file.subarray(i * pieceLength, (i + 1) * pieceLength)
    pieceHashes.set(createHash('sha1').update(bytes).digest(), i * 20)
  }
  return {
    infoHash: 'ab'.repeat(20) as InfoHash,
    name: 'test.mp3',
    lengthBytes: file.length,
    pieceLength,
    pieceCount,
    pieceHashes,
    announce: [],
    urlList: [],
    bytes: new TextEncoder().encode('d4:infod4:name1:xee'),
  } as TorrentFile
}
