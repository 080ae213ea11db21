/**
 * One peer over one data channel, on bittorrent-protocol (BEP 3, 6, 9, 10): asks it for pieces and hands its requests on.
 *
 * It measures the peer and remembers what it declined; whom to ask for what is the planner's business, whether bytes are true
 * the swarm's. Everything we have to say at first (handshake, bitfield, interest) leaves at once: a newcomer's first piece is not
 * kept waiting for round trips.
 */
import type { PeerBlockRequest } from 'bittorrent-protocol'
import type { Clock, Millis } from '../../shared/clock.ts'
import { type InfoHash, type PeerId, type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import { pieceBytes } from '../piece-layout.ts'
import type { PeerRequest, PeerView, PieceRun } from '../plan.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { PeerFlow } from '../types.ts'
import { GuardedWire } from './bittorrent-guarded-wire.ts'
import { DUE_EXTENSION, encodeDue, parseDues, ToldDues, UNTOLD_DUE_MS } from './due-extension.ts'
import { encodeRuns, FETCHING_EXTENSION, FetchingRuns, parseRuns } from './fetching-extension.ts'
import { FlowRate } from './flow-rate.ts'
import { METADATA_EXTENSION, MetadataForPeer } from './metadata-extension.ts'
import { packetsOf } from './packets.ts'
import { type Block, OWN_BLOCK_BYTES } from './piece-download.ts'
import { MOST_REQUESTS, PieceRequests } from './piece-requests.ts'
import type { PeerConnection } from './swarm.ts'

/** A peer without a single piece may send no bitfield at all (BEP 3): after this long it is taken to hold nothing. */
const BITFIELD_GRACE_MS = 2_000
/** A fresh wire starts choked (BEP 3); only after this long does it count as unwilling. */
const CHOKE_GRACE_MS = 3_000
/** No message of BEP 3 is longer than a block and its header; bitfields and torrent files are shorter. */
const MAX_MESSAGE_BYTES = 1 << 20
const MAX_REQUEST_BYTES = 128 * 1024
/** No more blocks are read for a peer who has not taken these yet. */
const ROOM_BYTES = 256 * 1024
/** Nobody is given blocks beyond {@link ROOM_BYTES}: who lets answers pile up so high asks and does not read. */
const MAX_UNREAD_BYTES = 4 << 20

export interface WireHost {
  readonly clock: Clock
  readonly torrent: TorrentFile
  readonly infoHash: InfoHash
  readonly selfId: PeerId
  /** The torrent file's `info` (BEP 9). */
  readonly info: Uint8Array
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
  /** A block was sent to it. */
  blockGiven(bytes: number): void
  /** A part of `info` was sent to it. */
  infoGiven(bytes: number): void
  /** It did what no client does. The host destroys the wire. @param why goes on from "peer so-and-so". */
  misbehaved(wire: PeerWire, why: string): void
  /** It greeted as another peer, or in another swarm, than was introduced. The host destroys the wire. */
  isSomebodyElse(wire: PeerWire): void
  closed(wire: PeerWire): void
}

export class PeerWire {
  readonly id: PeerId
  readonly #connection: PeerConnection
  readonly #host: WireHost
  readonly #wire: GuardedWire
  readonly #pieces: PieceRequests
  readonly #fetching = new FetchingRuns()
  readonly #dues = new ToldDues()
  readonly #metadata: MetadataForPeer
  readonly #sinceMs: Millis
  readonly #receiving: FlowRate
  readonly #giving: FlowRate
  #givenBytes = 0
  /** Bytes of its pieces that were missing here and whose hash matched: whoever checks them counts them here. */
  trueBytes = 0
  #outgoing: Uint8Array[] = []
  #greeted = false
  #introduced = false
  #allowed = false
  #bitfieldSeen = false
  /** Undefined: to be counted. */
  #heldPieces: number | undefined = 0
  #closed = false

  constructor(connection: PeerConnection, host: WireHost) {
    this.id = connection.id
    this.#connection = connection
    this.#host = host
    this.#sinceMs = host.clock.now()
    this.#receiving = new FlowRate(this.#sinceMs)
    this.#giving = new FlowRate(this.#sinceMs)
    this.#metadata = new MetadataForPeer(host.info)
    this.#wire = new GuardedWire((error) => this.#misbehaved(`sent what can't be read (${error})`))
    this.#pieces = new PieceRequests(this.#wire, host.torrent, {
      clock: host.clock,
      pieceReceived: (piece, bytes) => host.pieceReceived(this, piece, bytes),
      refused: () => host.changed(),
    })
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

  /** Milliseconds for which it has owed us blocks in vain, those that were taken back meanwhile too. */
  get silentMs(): number {
    return this.#pieces.pace.silentMs(this.#host.clock.now())
  }

  /** How often it was asked in vain since it sent a block. */
  get inVain(): number {
    return this.#pieces.inVain
  }

  get view(): PeerView {
    const known = this.#knowsHeld
    this.#heldPieces ??= this.#countHeld()
    return {
      id: this.id,
      has: known ? (piece) => this.#wire.peerPieces.get(piece) : undefined,
      heldPieces: this.#heldPieces,
      choking: this.#wire.peerChoking && this.ageMs > CHOKE_GRACE_MS,
      rateBytesPerSecond: this.#pieces.pace.bytesPerSecond,
      latencyMs: this.#pieces.pace.latencyMs,
      declined: (piece) => this.#pieces.declined(piece),
      fetching: (piece) => this.#fetching.has(piece, this.#host.clock.now()),
    }
  }

  /** What goes to and fro, for those who watch. @param id what it is called there */
  flow(id: string): PeerFlow {
    const now = this.#host.clock.now()
    this.#heldPieces ??= this.#countHeld()
    const { pieceCount } = this.#host.torrent
    return {
      id,
      receivedBytes: this.trueBytes,
      givenBytes: this.#givenBytes,
      receiveBytesPerSecond: Math.round(this.#receiving.look(this.#pieces.pace.deliveredBytes, now)),
      giveBytesPerSecond: Math.round(this.#giving.look(this.#givenBytes, now)),
      has: this.#heldPieces / pieceCount,
      ...(this.#knowsHeld && { kind: this.#heldPieces === pieceCount ? 'seeder' : 'listener' }),
    }
  }

  /** What it was asked for and has not sent yet, in that order. */
  get requests(): readonly PeerRequest[] {
    return this.#pieces.underWay(this.id)
  }

  /** Asks for a whole piece. Nothing happens while it chokes us: the planner asks again. */
  ask(piece: PieceIndex, dueMs: number | undefined): void {
    if (this.#closed || this.#wire.peerChoking || this.#pieces.has(piece)) return
    if (dueMs !== undefined && this.#wire.speaks(DUE_EXTENSION)) this.#tell(DUE_EXTENSION, encodeDue({ piece, dueMs }))
    if (!this.#closed) this.#pieces.ask(piece, dueMs ?? UNTOLD_DUE_MS)
  }

  /** It is not wanted any more, or did not come. */
  cancel(piece: PieceIndex): void {
    this.#pieces.cancel(piece)
  }

  have(piece: PieceIndex): void {
    this.#wire.have(piece)
  }

  tellFetching(runs: readonly PieceRun[]): void {
    if (runs.length > 0 && this.#wire.speaks(FETCHING_EXTENSION)) this.#tell(FETCHING_EXTENSION, encodeRuns(runs))
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
    return this.#wire.hasFast && this.#wire.speaks(FETCHING_EXTENSION)
  }

  /** True while its data channel has room. */
  get hasRoom(): boolean {
    return this.#connection.bufferSize + this.#connection.writableLength < ROOM_BYTES
  }

  destroy(): void {
    if (this.#closed) return
    this.#closed = true
    this.#pieces.clear()
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
      if (wire._bufferSize > MAX_MESSAGE_BYTES) this.#misbehaved('sent a message without end')
    })
    connection.on('close', () => this.destroy())
    connection.on('error', () => this.destroy())
    wire.on('data', (chunk) => this.#send(chunk))
    wire.on('error', () => this.destroy())
    wire.on('end', () => this.destroy())
    wire.on('close', () => this.destroy())
    wire.on('handshake', (infoHash, peerId) => {
      // The id in the handshake must be the one that the tracker introduced: else a liar could get another one banned.
      if (infoHash !== this.#host.infoHash || peerId !== this.id) return this.#host.isSomebodyElse(this)
      this.#greeted = true
    })
    for (const event of ['bitfield', 'have-all', 'have-none'] as const) {
      wire.on(event, () => {
        this.#bitfieldSeen = true
        this.#heldPieces = undefined
        this.#host.changed()
      })
    }
    wire.on('have', (piece) => {
      if (piece < 0 || piece >= this.#host.torrent.pieceCount) return this.#misbehaved('has a piece outside the file')
      this.#bitfieldSeen = true
      // A bitfield that was too short takes no news.
      if (this.#heldPieces !== undefined && wire.peerPieces.get(piece)) this.#heldPieces += 1
      this.#host.changed()
    })
    wire.on('interested', () => this.allow(this.#allowed))
    wire.on('choke', () => {
      this.#pieces.choked()
      this.#host.changed()
    })
    wire.on('unchoke', () => this.#host.changed())
    wire.on('request', (piece, offset, length, respond) => this.#wanted(piece, { offset, length }, respond))
    wire.on('cancel', (piece, offset, length) => this.#host.blockUnwanted(this, pieceIndex(piece), { offset, length }))
    wire.on('upload', (bytes) => {
      this.#givenBytes += bytes
      this.#host.blockGiven(bytes)
    })
    wire.on('extended', (name, value) => {
      if (name === 'handshake') this.#onIntroduction()
      else if (value instanceof Uint8Array) this.#onExtension(name, value)
    })
  }

  /** What it says of itself (BEP 10); it may say it again. */
  #onIntroduction(): void {
    this.#pieces.reqq = this.#wire.peerExtendedHandshake.reqq
    if (this.#wire.speaks(DUE_EXTENSION)) this.#pieces.blockBytes = OWN_BLOCK_BYTES
    // It came while we were at something: it need not fetch that too.
    if (!this.#introduced) this.tellFetching(this.#host.fetching())
    this.#introduced = true
  }

  #onExtension(name: string, payload: Uint8Array): void {
    if (this.#closed) return
    const { torrent, clock } = this.#host
    if (name === FETCHING_EXTENSION) {
      const runs = parseRuns(payload, torrent.pieceCount)
      if (runs === undefined) return this.#misbehaved(`sent a wrong ${name}`)
      this.#fetching.said(runs, clock.now())
      this.#host.changed()
    } else if (name === DUE_EXTENSION) {
      const dues = parseDues(payload, torrent.pieceCount)
      if (dues === undefined) return this.#misbehaved(`sent a wrong ${name}`)
      this.#dues.said(dues, clock.now())
    } else if (name === METADATA_EXTENSION && this.#wire.speaks(name)) {
      const answer = this.#metadata.answer(payload, this.#allowed && this.hasRoom)
      if (answer === undefined) return
      this.#tell(name, answer.message)
      if (answer.givenBytes > 0) this.#host.infoGiven(answer.givenBytes)
    }
  }

  get #knowsHeld(): boolean {
    return this.#bitfieldSeen || (this.#greeted && this.ageMs > BITFIELD_GRACE_MS)
  }

  #countHeld(): number {
    let held = 0
    for (let piece = 0; piece < this.#host.torrent.pieceCount; piece++) if (this.#wire.peerPieces.get(piece)) held += 1
    return held
  }

  #greet(): void {
    const { infoHash, selfId, info } = this.#host
    Object.assign(this.#wire.extendedHandshake, { v: 'Grapevine', reqq: MOST_REQUESTS, metadata_size: info.length })
    this.#wire.handshake(infoHash, selfId, { fast: true })
    this.#wire.bitfield(this.#host.bitfield())
    this.#wire.interested()
    this.#wire.setKeepAlive(true)
  }

  /** Whatever the library thinks of what the peer announced, it goes no further than this peer. */
  #tell(extension: string, payload: Uint8Array): void {
    try {
      this.#wire.extended(extension, payload)
    } catch {
      this.destroy()
    }
  }

  #misbehaved(why: string): void {
    if (!this.#closed) this.#host.misbehaved(this, why)
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
        if (this.#connection.writableLength > MAX_UNREAD_BYTES) this.destroy()
      } catch {
        this.destroy()
      }
    })
  }

  #wanted(piece: number, block: Block, respond: (error: Error | null, block?: Uint8Array) => void): void {
    if (this.#closed) return
    const { torrent } = this.#host
    const isSane =
      piece >= 0 &&
      piece < torrent.pieceCount &&
      block.offset >= 0 &&
      block.length > 0 &&
      block.length <= MAX_REQUEST_BYTES &&
      block.offset + block.length <= pieceBytes(torrent, pieceIndex(piece))
    if (!isSane) return this.#misbehaved('asked for what is not in the file')
    const asked = this.#wire.peerRequests
    if (asked.length > MOST_REQUESTS) return this.#misbehaved('asked for too much at a time')
    // Asked for twice, answered once: the library would lose both.
    if (wasAskedBefore(asked, piece, block)) return void asked.pop()
    const dueAtMs = this.#dues.atMs(pieceIndex(piece), this.#host.clock.now())
    const taken = this.#host.blockWanted(this, pieceIndex(piece), block, dueAtMs, (bytes) => {
      if (this.#closed) return
      if (bytes === undefined) respond(new Error('not held'))
      else respond(null, bytes)
    })
    if (!taken) respond(new Error('busy'))
  }
}

/** @param asked the newest is the request itself. */
function wasAskedBefore(asked: readonly PeerBlockRequest[], piece: number, { offset, length }: Block): boolean {
  for (let i = asked.length - 2; i >= 0; i--) {
    const other = asked[i]
    if (other?.piece === piece && other.offset === offset && other.length === length) return true
  }
  return false
}
