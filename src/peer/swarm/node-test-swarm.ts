/**
 * Listeners with real wires over data channels in memory, and stock peers beside them, for the tests of the swarm.
 *
 * Whatever it makes is ended by {@link endAll}.
 */
import Wire from 'bittorrent-protocol'
import type { Clock } from '../../shared/clock.ts'
import { domClock } from '../../shared/dom-clock.ts'
import { type PeerId, type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import { equalBytes } from '../equal-bytes.ts'
import { parseTorrentFile, pieceHash, type TorrentFile } from '../torrent-file.ts'
import { sha1 } from '../webcrypto-hash.ts'
import { createSwarmClient } from './bittorrent-swarm.ts'
import type { PeerConnection, Swarm, SwarmClient, SwarmHost } from './swarm.ts'

export const PIECE = 40_000
export const FILE = Uint8Array.from({ length: PIECE * 4 + 5_000 }, (_, i) => (i * 31) ^ (i >> 8))
export const TORRENT = await torrentOf(FILE, PIECE)
export const FAST = { allowed: true, bytesPerSecond: 100_000_000 }

export const all = Array.from({ length: TORRENT.pieceCount }, (_, i) => pieceIndex(i))

export interface Listener {
  readonly id: PeerId
  readonly client: SwarmClient
  readonly swarm: Swarm
  readonly host: SwarmHost
  readonly held: Bitfield
  readonly arrived: Map<number, Uint8Array>
  readonly given: () => number
  readonly bannedPeers: PeerId[]
  /** How often it was told that its peers changed. */
  readonly changes: () => number
}

const cleanUp: (() => void)[] = []

export function endAll(): void {
  for (const end of cleanUp.splice(0)) end()
}

export function listener(
  n: number,
  holds: 'all' | 'nothing',
  bytes = FILE,
  limits = FAST,
  clock: Clock = domClock,
  torrent = TORRENT,
): Listener {
  const id = peerIdOf(n)
  const { pieceCount, pieceLength } = torrent
  const held = new Bitfield(pieceCount)
  if (holds === 'all') for (let piece = 0; piece < pieceCount; piece++) held.set(pieceIndex(piece))
  const arrived = new Map<number, Uint8Array>()
  const bannedPeers: PeerId[] = []
  let given = 0
  let changes = 0
  const client = createSwarmClient(id, clock)
  client.setUpload(limits)
  const host: SwarmHost = {
    readPiece: async (piece) =>
      held.get(piece) ? bytes.slice(piece * pieceLength, (piece + 1) * pieceLength) : undefined,
    verify: async (piece, found) => equalBytes(await sha1(found), pieceHash(torrent, piece)),
    pieceArrived: async (piece, found) => {
      held.set(piece)
      arrived.set(piece, found)
    },
    peersChanged: () => {
      changes += 1
    },
    given: (count) => {
      given += count
    },
    peerBanned: (peer) => bannedPeers.push(peer),
  }
  const swarm = client.join(torrent, held, host)
  cleanUp.push(() => swarm.destroy())
  return { id, client, swarm, host, held, arrived, given: () => given, bannedPeers, changes: () => changes }
}

export function join(a: Listener, b: Listener): readonly [MemoryConnection, MemoryConnection] {
  const [atA, atB] = connect(a.id, b.id)
  a.swarm.addConnection(atA)
  b.swarm.addConnection(atB)
  return [atA, atB]
}

export const knows = (who: Listener, piece: number) => (): boolean =>
  who.swarm.peers().some(({ has }) => has?.(pieceIndex(piece)))

export const askAll = (who: Listener, peer: PeerId, pieces: readonly PieceIndex[] = all): void =>
  who.swarm.ask(pieces.map((piece) => ({ piece, peer })))

export interface StockPeer {
  readonly id: PeerId
  readonly wire: Wire
  /** Its end of the data channel; what is written there goes to ours as it is. */
  readonly end: MemoryConnection
  /** Our end. */
  readonly ours: MemoryConnection
}

/** A raw wire of the stock library. */
export function stockPeer(n: number, to: Listener): StockPeer {
  const id = peerIdOf(n)
  const [end, ours] = connect(id, to.id)
  const wire = new Wire('webrtc')
  wire.on('data', (chunk) => void (end.destroyed || end.write(chunk)))
  end.on('data', (bytes: Uint8Array) => void wire.write(bytes))
  to.swarm.addConnection(ours)
  wire.handshake(TORRENT.infoHash, id, { fast: true })
  cleanUp.push(() => wire.destroy())
  return { id, wire, end, ours }
}

/** One message of the wire protocol (BEP 3), its length before it. */
export function message(...bytes: number[]): Uint8Array {
  return Uint8Array.from([...uint32(bytes.length), ...bytes])
}

export function uint32(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255)
}

type Heard = (...args: never[]) => void

/** One end; what is written comes out at the other, a turn later. `lossy`: it is swallowed. */
export class MemoryConnection implements PeerConnection {
  id: PeerId
  readonly bufferSize = 0
  writableLength = 0
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
export function connect(a: PeerId, b: PeerId): readonly [MemoryConnection, MemoryConnection] {
  const atA = new MemoryConnection(b)
  const atB = new MemoryConnection(a)
  atA.other = atB
  atB.other = atA
  return [atA, atB]
}

export function peerIdOf(n: number): PeerId {
  return n.toString(16).padStart(40, '0') as PeerId
}

/** @returns the torrent of `file`, whose info dict takes two messages of BEP 9. */
export async function torrentOf(file: Uint8Array<ArrayBuffer>, pieceLength: number): Promise<TorrentFile> {
  const hashes: number[] = []
  for (let from = 0; from < file.length; from += pieceLength) {
    hashes.push(...(await sha1(file.slice(from, from + pieceLength))))
  }
  const notes = 'x'.repeat(20_000)
  const layout = `6:lengthi${file.length}e4:name8:test.mp312:piece lengthi${pieceLength}e`
  const before = `d4:infod${layout}6:pieces${hashes.length}:`
  const after = `7:x-notes${notes.length}:${notes}ee`
  const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0))
  return parseTorrentFile(Uint8Array.from([...ascii(before), ...hashes, ...ascii(after)]), sha1)
}
