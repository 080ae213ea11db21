/**
 * One peer over one data channel, on bittorrent-protocol (BEP 3, 6, 9, 10): asks it for pieces and hands its requests on.
 *
 * It measures the peer and remembers what it declined; whom to ask for what is the planner's business, whether bytes are true
 * the swarm's. Everything we have to say at first (handshake, bitfield, interest) leaves at once: a newcomer's first piece is not
 * kept waiting for round trips.
 */
import Wire, { type WireExtensionClass } from 'bittorrent-protocol'
import type { Clock, Millis } from '../../shared/clock.ts'
import { type InfoHash, type PeerId, type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import { pieceBytes } from '../piece-layout.ts'
import type { PeerRequest, PeerView, PieceRun } from '../plan.ts'
import type { TorrentFile } from '../torrent-file.ts'
import { DUE_EXTENSION, encodeDue, parseDues, ToldDues } from './due-extension.ts'
import { encodeRuns, FETCHING_EXTENSION, FetchingRuns, parseRuns } from './fetching-extension.ts'
import { PeerPace } from './peer-pace.ts'
import { type Block, blocksOf, PieceDownload } from './piece-download.ts'
import type { PeerConnection } from './swarm.ts'

/** A peer without a single piece may send no bitfield at all (BEP 3): after this long it is taken to hold nothing. */
const BITFIELD_GRACE_MS = 2_000
/** A fresh wire starts choked (BEP 3); only after this long does it count as unwilling. */
const CHOKE_GRACE_MS = 3_000
/** A peer that was asked for a piece in vain is not asked for it again for this long. */
const DECLINED_MS = 10_000
/** One that rejected it is busy now, or has lost it. */
const REJECTED_MS = 500
/** Asked in vain this often, with nothing delivered in between, it is of no use. */
const STRIKES = 3
/** No message of BEP 3 is longer than a block and its header; bitfields and torrent files are shorter. */
const MAX_MESSAGE_BYTES = 1 << 20
const MAX_REQUEST_BYTES = 128 * 1024
/** A block with its header; every browser takes messages of 64 KiB on a data channel (RFC 8841), some no more. */
const PACKET_BYTES = 17 * 1024

export interface WireHost {
  readonly clock: Clock
  readonly torrent: TorrentFile
  readonly infoHash: InfoHash
  readonly selfId: PeerId
  /** Extensions besides our own (BEP 9). */
  readonly extensions: readonly WireExtensionClass[]
  bitfield(): Uint8Array
  /** What we are fetching from the origin. */
  fetching(): readonly PieceRun[]
  /** It said something that changes what may be asked of it. */
  changed(): void
  pieceReceived(wire: PeerWire, piece: PieceIndex, bytes: Uint8Array<ArrayBuffer>): void
  /** It asks for a block that may be held. @returns false to refuse. */
  blockWanted(
    wire: PeerWire,
    piece: PieceIndex,
    block: Block,
    dueAtMs: Millis,
    respond: (bytes: Uint8Array | undefined) => void,
  ): boolean
  blockUnwanted(wire: PeerWire, piece: PieceIndex, block: Block): void
  closed(wire: PeerWire): void
}

interface Download {
  readonly piece: PieceIndex
  readonly assembly: PieceDownload
  lastMs: Millis
}

export class PeerWire {
  readonly id: PeerId
  readonly #connection: PeerConnection
  readonly #host: WireHost
  readonly #wire = new Wire('webrtc')
  readonly #pace = new PeerPace()
  readonly #fetching = new FetchingRuns()
  readonly #dues = new ToldDues()
  readonly #downloads = new Map<PieceIndex, Download>()
  readonly #declinedUntil = new Map<PieceIndex, Millis>()
  readonly #sinceMs: Millis
  #outgoing: Uint8Array[] = []
  #greeted = false
  #allowed = false
  #bitfieldSeen = false
  #heldPieces = 0
  #strikes = 0
  #closed = false

  constructor(connection: PeerConnection, host: WireHost) {
    this.id = connection.id
    this.#connection = connection
    this.#host = host
    this.#sinceMs = host.clock.now()
    this.#listen()
    this.#greet()
  }

  /** It greeted us as the peer that the tracker introduced. */
  get greeted(): boolean {
    return this.#greeted
  }

  /** Milliseconds since we met. */
  get ageMs(): number {
    return this.#host.clock.now() - this.#sinceMs
  }

  /** Milliseconds for which it has owed us a block in vain. */
  get silentMs(): number {
    return this.#pace.silentMs(this.#host.clock.now())
  }

  get view(): PeerView {
    const known = this.#bitfieldSeen || (this.#greeted && this.ageMs > BITFIELD_GRACE_MS)
    return {
      id: this.id,
      has: known ? (piece) => this.#wire.peerPieces.get(piece) : undefined,
      heldPieces: this.#heldPieces,
      choking: this.#wire.peerChoking && this.ageMs > CHOKE_GRACE_MS,
      rateBytesPerSecond: this.#pace.bytesPerSecond,
      latencyMs: this.#pace.latencyMs,
      declined: (piece) => (this.#declinedUntil.get(piece) ?? 0) > this.#host.clock.now(),
      fetching: (piece) => this.#fetching.has(piece, this.#host.clock.now()),
    }
  }

  /** What it was asked for and has not sent yet, in that order. */
  get requests(): readonly PeerRequest[] {
    const now = this.#host.clock.now()
    return [...this.#downloads.values()].map(({ piece, assembly, lastMs }) => ({
      piece,
      peer: this.id,
      receivedBytes: assembly.receivedBytes,
      silentMs: now - lastMs,
    }))
  }

  /** Asks for a whole piece. Nothing happens while it chokes us: the planner asks again. */
  ask(piece: PieceIndex, dueMs: number | undefined): void {
    if (this.#closed || this.#wire.peerChoking || this.#downloads.has(piece)) return
    const now = this.#host.clock.now()
    const length = pieceBytes(this.#host.torrent, piece)
    const download: Download = { piece, assembly: new PieceDownload(length), lastMs: now }
    this.#downloads.set(piece, download)
    if (dueMs !== undefined && this.#wire.peerExtendedMapping[DUE_EXTENSION] !== undefined) {
      this.#wire.extended(DUE_EXTENSION, encodeDue({ piece, dueMs }))
    }
    for (const block of blocksOf(length)) {
      this.#pace.asked(now)
      this.#wire.request(piece, block.offset, block.length, (error, bytes) => {
        if (error !== null || bytes === null) this.#blockFailed(download)
        else this.#blockArrived(download, block, bytes)
      })
    }
  }

  /** It is not wanted any more, or did not come. */
  cancel(piece: PieceIndex): void {
    const download = this.#downloads.get(piece)
    if (download === undefined) return
    const wasSilent = this.#host.clock.now() - download.lastMs > 1_000
    this.#abandon(download)
    if (!wasSilent) return
    this.#decline(piece, DECLINED_MS)
    if (this.silentMs > 1_000) this.#strikes += 1
    if (this.#strikes >= STRIKES) this.destroy()
  }

  have(piece: PieceIndex): void {
    this.#wire.have(piece)
  }

  tellFetching(runs: readonly PieceRun[]): void {
    if (runs.length === 0 || this.#wire.peerExtendedMapping[FETCHING_EXTENSION] === undefined) return
    this.#wire.extended(FETCHING_EXTENSION, encodeRuns(runs))
  }

  /** @param allowed false: it gets nothing more until told otherwise. */
  allow(allowed: boolean): void {
    this.#allowed = allowed
    // Not before it said that it is interested: stock webtorrent misses an unchoke that comes together with our greeting.
    if (!allowed) this.#wire.choke()
    else if (this.#wire.peerInterested) this.#wire.unchoke()
  }

  /** It takes a refusal of ours for what it is (BEP 6), and asks somebody else. */
  get takesRefusals(): boolean {
    return this.#wire.hasFast && this.#wire.peerExtendedMapping[FETCHING_EXTENSION] !== undefined
  }

  /** True while its data channel has room. */
  get hasRoom(): boolean {
    return this.#connection.bufferSize < MAX_MESSAGE_BYTES / 4
  }

  destroy(): void {
    if (this.#closed) return
    this.#closed = true
    this.#downloads.clear()
    this.#wire.destroy()
    this.#connection.destroy()
    this.#host.closed(this)
  }

  #listen(): void {
    const wire = this.#wire
    const connection = this.#connection
    connection.on('data', (bytes) => {
      if (this.#closed) return
      wire.write(bytes)
      // A length that no message has: it would only fill our memory.
      if (wire._bufferSize > MAX_MESSAGE_BYTES) this.destroy()
    })
    connection.on('close', () => this.destroy())
    connection.on('error', () => this.destroy())
    wire.on('data', (chunk) => this.#send(chunk))
    wire.on('error', () => this.destroy())
    wire.on('end', () => this.destroy())
    wire.on('close', () => this.destroy())
    wire.on('handshake', (infoHash, peerId) => {
      // The id in the handshake must be the one that the tracker introduced: else a liar could get another one banned.
      if (infoHash !== this.#host.infoHash || peerId !== this.id) return this.destroy()
      this.#greeted = true
    })
    for (const event of ['bitfield', 'have-all', 'have-none'] as const) {
      wire.on(event, () => {
        this.#bitfieldSeen = true
        this.#heldPieces = this.#countHeld()
        this.#host.changed()
      })
    }
    wire.on('have', (piece) => {
      if (piece >= this.#host.torrent.pieceCount) return this.destroy()
      this.#bitfieldSeen = true
      this.#heldPieces += 1
      this.#host.changed()
    })
    wire.on('interested', () => this.allow(this.#allowed))
    wire.on('choke', () => this.#host.changed())
    wire.on('unchoke', () => this.#host.changed())
    wire.on('request', (piece, offset, length, respond) => this.#wanted(piece, { offset, length }, respond))
    wire.on('cancel', (piece, offset, length) => this.#host.blockUnwanted(this, pieceIndex(piece), { offset, length }))
    wire.on('extended', (name, value) => {
      // It came while we were at something: it need not fetch that too.
      if (name === 'handshake') this.tellFetching(this.#host.fetching())
      if (value instanceof Uint8Array) this.#onExtension(name, value)
    })
  }

  #onExtension(name: string, payload: Uint8Array): void {
    const { torrent, clock, changed } = this.#host
    if (name === FETCHING_EXTENSION) {
      const runs = parseRuns(payload, torrent.pieceCount)
      if (runs === undefined) return this.destroy()
      this.#fetching.said(runs, clock.now())
      changed()
    } else if (name === DUE_EXTENSION) {
      const dues = parseDues(payload, torrent.pieceCount)
      if (dues === undefined) return this.destroy()
      this.#dues.said(dues, clock.now())
    }
  }

  #countHeld(): number {
    let held = 0
    for (let piece = 0; piece < this.#host.torrent.pieceCount; piece++) if (this.#wire.peerPieces.get(piece)) held += 1
    return held
  }

  #greet(): void {
    const { infoHash, selfId, extensions } = this.#host
    for (const extension of extensions) this.#wire.use(extension)
    for (const extension of OWN_EXTENSIONS) this.#wire.use(extension)
    this.#wire.extendedHandshake.v = 'Grapevine'
    this.#wire.handshake(infoHash, selfId, { fast: true })
    this.#wire.bitfield(this.#host.bitfield())
    this.#wire.interested()
    this.#wire.setKeepAlive(true)
  }

  /** Messages of one turn leave together: each header would be a packet of its own otherwise. */
  #send(chunk: Uint8Array): void {
    this.#outgoing.push(chunk)
    if (this.#outgoing.length > 1) return
    queueMicrotask(() => {
      const chunks = this.#outgoing
      this.#outgoing = []
      if (this.#closed) return
      try {
        for (const packet of packetsOf(chunks)) this.#connection.write(packet)
      } catch {
        this.destroy()
      }
    })
  }

  #wanted(piece: number, block: Block, respond: (error: Error | null, block?: Uint8Array) => void): void {
    const { torrent } = this.#host
    const isSane =
      piece >= 0 &&
      piece < torrent.pieceCount &&
      block.offset >= 0 &&
      block.length > 0 &&
      block.length <= MAX_REQUEST_BYTES &&
      block.offset + block.length <= pieceBytes(torrent, pieceIndex(piece))
    if (!isSane) return this.destroy()
    const dueAtMs = this.#dues.atMs(pieceIndex(piece), this.#host.clock.now())
    const taken = this.#host.blockWanted(this, pieceIndex(piece), block, dueAtMs, (bytes) => {
      if (this.#closed) return
      if (bytes === undefined) respond(new Error('not held'))
      else respond(null, bytes)
    })
    if (!taken) respond(new Error('busy'))
  }

  #blockArrived(download: Download, block: Block, bytes: Uint8Array): void {
    const now = this.#host.clock.now()
    this.#pace.delivered(bytes.length, now)
    this.#strikes = 0
    download.lastMs = now
    const whole = download.assembly.take(block, bytes)
    if (whole === undefined || this.#downloads.get(download.piece) !== download) return
    this.#downloads.delete(download.piece)
    this.#host.pieceReceived(this, download.piece, whole)
  }

  #blockFailed(download: Download): void {
    this.#pace.dropped()
    if (this.#downloads.get(download.piece) !== download) return
    this.#abandon(download)
    this.#decline(download.piece, REJECTED_MS)
    this.#host.changed()
  }

  /** None of its blocks is left under way: asked for again, they would be taken for the old ones. */
  #abandon({ piece }: Download): void {
    this.#downloads.delete(piece)
    for (const { offset, length } of blocksOf(pieceBytes(this.#host.torrent, piece))) {
      this.#wire.cancel(piece, offset, length)
    }
  }

  #decline(piece: PieceIndex, forMs: number): void {
    const now = this.#host.clock.now()
    for (const [other, untilMs] of this.#declinedUntil) if (untilMs <= now) this.#declinedUntil.delete(other)
    this.#declinedUntil.set(piece, now + forMs)
  }
}

/** Nothing to do of themselves: their messages come as `extended` events. */
const OWN_EXTENSIONS = [FETCHING_EXTENSION, DUE_EXTENSION].map((name) => {
  class OwnExtension {
    declare readonly name: string
    onMessage(): void {}
  }
  Object.defineProperty(OwnExtension.prototype, 'name', { value: name })
  return OwnExtension
})

/** What was said in one turn, in as few packets as a data channel takes: it is a stream of bytes, whose borders mean nothing. */
function* packetsOf(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  let packet = new Uint8Array(PACKET_BYTES)
  let filled = 0
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + PACKET_BYTES - filled)
      packet.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < PACKET_BYTES) continue
      yield packet
      packet = new Uint8Array(PACKET_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield packet.subarray(0, filled)
}
