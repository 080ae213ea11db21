/**
 * The `Swarm` port on webtorrent: it speaks the wire protocol; it decides nothing about the origin, trackers or order.
 *
 * Read in webtorrent 3.0.21's source and turned off here: its web seed, tracker client, DHT, LSD and PEX; its own
 * selection of everything (`deselect`); its 30 s patience with silent peers. Its store is ours, and a failing write
 * never reaches it (it would destroy the torrent). See docs/decisions/0005-webtorrent-behind-a-port.md.
 */
import WebTorrent, { type ChunkStore, type Torrent, type Wire } from 'webtorrent/dist/webtorrent.min.js'
import { type PeerId, type PieceIndex, parsePeerId, pieceIndex } from '../../shared/ids.ts'
import type { ReadonlyBitfield } from '../bitfield.ts'
import type { PeerView } from '../plan.ts'
import { PieceSuspects } from './suspects.ts'
import type { PeerConnection, Swarm, SwarmClient, SwarmHost } from './swarm.ts'

/** A peer that owes us a block and sends nothing for this long is dropped (webtorrent's own value: 30 s). */
const SILENT_PEER_MS = 5_000
/** Upload slots: webtorrent keeps one of them for optimistic unchoking (BEP 3). */
const UPLOAD_SLOTS = 5
/** webtorrent throttles whole wires: handshakes and requests must get through where no piece is given. */
const REQUESTS_BYTES_PER_SECOND = 16_384
/** A fresh wire starts choked (BEP 3); only after this long does it count as unwilling. */
const CHOKE_GRACE_MS = 3_000
/** A peer without a single piece may send no bitfield at all (BEP 3): after this long it is taken to hold nothing. */
const BITFIELD_GRACE_MS = 2_000

/** @param peerId this tab's id, 40 hex digits. Nothing is given before `setUpload` was called. */
export function createWebtorrentClient(peerId: PeerId): SwarmClient {
  let giving = false
  const client = new WebTorrent({
    peerId,
    tracker: false,
    dht: false,
    lsd: false,
    utPex: false,
    webSeeds: false,
    natUpnp: false,
    natPmp: false,
    uploadLimit: REQUESTS_BYTES_PER_SECOND,
  })
  client.on('error', (error: Error) => console.warn(`Grapevine: the wire engine reports: ${error.message}`))
  return {
    peerId,
    setUpload({ allowed, bytesPerSecond }) {
      giving = allowed
      client.throttleUpload(allowed ? bytesPerSecond : REQUESTS_BYTES_PER_SECOND)
    },
    join: (torrentFile, held, host) => new WebtorrentSwarm(client, torrentFile, held, host, () => giving),
  }
}

interface WireNotes {
  readonly since: number
  bitfieldSeen: boolean
}

class WebtorrentSwarm implements Swarm {
  readonly #torrent: Torrent
  readonly #host: SwarmHost
  readonly #pieceCount: number
  readonly #notes = new WeakMap<Wire, WireNotes>()
  readonly #suspects = new PieceSuspects()
  readonly #verified = new Set<PieceIndex>()
  #wanted: readonly PieceIndex[] = []
  #waiting: PeerConnection[] = []
  readonly #giving: () => boolean

  constructor(
    client: WebTorrent,
    torrentFile: Uint8Array,
    held: ReadonlyBitfield,
    host: SwarmHost,
    giving: () => boolean,
  ) {
    this.#host = host
    this.#giving = giving
    this.#pieceCount = held.length
    this.#torrent = client.add(torrentFile, {
      deselect: true,
      destroyStoreOnDestroy: false,
      storeCacheSlots: 0,
      uploads: UPLOAD_SLOTS,
      store: this.#chunkStore(),
      ...(held.count > 0 && { bitfield: held.toBytes() }),
    })
    this.#torrent.on('warning', (error: Error) => this.#onWarning(error))
    this.#torrent.on('error', (error: Error) => console.warn(`Grapevine: a swarm ended: ${error.message}`))
    this.#torrent.on('wire', (wire: Wire) => this.#onWire(wire))
    this.#torrent.once('ready', () => this.#onReady())
  }

  ask(pieces: readonly PieceIndex[]): void {
    if (pieces.length === this.#wanted.length && pieces.every((piece, i) => piece === this.#wanted[i])) return
    this.#wanted = pieces
    if (this.#usable) this.#select()
  }

  pieceVerified(piece: PieceIndex): void {
    this.#verified.add(piece)
    if (this.#usable) this.#markVerified(piece)
  }

  pieceLost(piece: PieceIndex): void {
    this.#verified.delete(piece)
    if (!this.#usable) return
    this.#torrent._markUnverified(piece)
    for (const wire of this.#torrent.wires) wire.lt_donthave?.donthave(piece)
  }

  peers(): readonly PeerView[] {
    if (this.#torrent.destroyed) return []
    return this.#torrent.wires.filter((wire) => !wire.destroyed).map((wire) => this.#view(wire))
  }

  addConnection(connection: PeerConnection): boolean {
    if (this.#torrent.destroyed || this.#suspects.isBanned(connection.id)) {
      connection.destroy()
      return false
    }
    if (!this.#torrent.ready) {
      this.#waiting.push(connection)
      return true
    }
    return this.#torrent.addPeer(connection)
  }

  isBanned(peer: PeerId): boolean {
    return this.#suspects.isBanned(peer)
  }

  destroy(): void {
    for (const connection of this.#waiting) connection.destroy()
    this.#waiting = []
    if (!this.#torrent.destroyed) this.#torrent.destroy({ destroyStore: false })
  }

  get #usable(): boolean {
    return this.#torrent.ready && !this.#torrent.destroyed
  }

  #onReady(): void {
    for (const piece of this.#verified) this.#markVerified(piece)
    this.#select()
    for (const connection of this.#waiting.splice(0)) this.#torrent.addPeer(connection)
  }

  #select(): void {
    this.#torrent.deselect(0, this.#pieceCount - 1)
    const wanted = this.#wanted.filter((piece) => this.#torrent.pieces[piece] !== null)
    // Runs of neighbours become one selection; an earlier run has the higher priority.
    let priority = wanted.length
    for (let i = 0; i < wanted.length; ) {
      const first = wanted[i] as PieceIndex
      let last = first
      while (i + 1 < wanted.length && wanted[i + 1] === last + 1) last = wanted[++i] as PieceIndex
      i++
      this.#torrent.select(first, last, priority--)
    }
  }

  #markVerified(piece: PieceIndex): void {
    if (this.#torrent.pieces[piece] === null) return
    this.#torrent._markVerified(piece)
    for (const wire of this.#torrent.wires) wire.have(piece)
    this.#torrent._checkDone()
  }

  #view(wire: Wire): PeerView {
    const notes = this.#notes.get(wire)
    const age = performance.now() - (notes?.since ?? 0)
    const known = notes?.bitfieldSeen === true || age > BITFIELD_GRACE_MS
    return {
      id: wire.peerId,
      has: known ? (piece) => wire.peerPieces.get(piece) : undefined,
      choking: wire.peerChoking && age > CHOKE_GRACE_MS,
      rateBytesPerSecond: wire.downloadSpeed(),
    }
  }

  #onWire(wire: Wire): void {
    const peer = parsePeerId(wire.peerId)
    // The id in the handshake must be the one that the tracker introduced: else a liar could get another one banned.
    if (peer === undefined || this.#suspects.isBanned(peer) || this.#torrent._peers.get(peer)?.wire !== wire) {
      return wire.destroy()
    }
    const notes: WireNotes = { since: performance.now(), bitfieldSeen: false }
    this.#notes.set(wire, notes)
    wire.setTimeout(SILENT_PEER_MS, true)
    const changed = (): void => this.#host.peersChanged()
    const bitfieldSeen = (): void => {
      notes.bitfieldSeen = true
      changed()
    }
    for (const event of ['bitfield', 'have-all', 'have-none']) wire.on(event, bitfieldSeen)
    for (const event of ['have', 'choke', 'unchoke', 'close']) wire.on(event, changed)
    wire.on('upload', (bytes: number) => this.#host.given(bytes))
    wire.on('piece', (piece: number) => this.#suspects.sent(pieceIndex(piece), peer))
    changed()
  }

  #onWarning(error: Error): void {
    const failed = /^Piece (\d+) failed verification/.exec(error.message)?.[1]
    if (failed === undefined) return
    for (const peer of this.#suspects.failed(pieceIndex(Number(failed)))) {
      for (const wire of [...this.#torrent.wires]) if (wire.peerId === peer) wire.destroy()
      this.#host.peerBanned(peer)
    }
  }

  #chunkStore(): new () => ChunkStore {
    const host = this.#host
    const suspects = this.#suspects
    const refuses = (): boolean => this.#usable && !this.#giving()
    // webtorrent calls `new store(...)`; a class expression closes over the host.
    return class implements ChunkStore {
      get(
        index: number,
        options: { offset?: number; length?: number } | undefined,
        callback: Parameters<ChunkStore['get']>[2],
      ): void {
        host.readPiece(pieceIndex(index)).then(
          (bytes) => {
            // webtorrent answers requests however slow its throttle: what is not read is not sent.
            if (refuses()) return callback(new Error('nothing is given now'))
            if (bytes === undefined) return callback(new Error(`piece ${index} is not held`))
            const from = options?.offset ?? 0
            callback(null, bytes.subarray(from, from + (options?.length ?? bytes.length - from)))
          },
          (error: Error) => callback(error),
        )
      }
      put(index: number, bytes: Uint8Array, callback: (error: Error | null) => void): void {
        suspects.verified(pieceIndex(index))
        // The host copes with a full store by itself; an error here would end the whole torrent.
        host.pieceArrived(pieceIndex(index), bytes).then(
          () => callback(null),
          () => callback(null),
        )
      }
      close(callback?: (error: Error | null) => void): void {
        callback?.(null)
      }
      destroy(callback?: (error: Error | null) => void): void {
        callback?.(null)
      }
    }
  }
}
