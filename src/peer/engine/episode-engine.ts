/**
 * Plays the conductor for one episode: runs the planner whenever something changed, carries out its commands, and hands
 * bytes to whoever reads.
 *
 * It decides nothing itself (plan.ts does) and touches no socket (its ports do). Bytes from peers are handed out only after
 * their hash matched; bytes from the origin at once, as plain HTTP would, but kept, counted and shared only after. See docs/streaming.md.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import type { PieceIndex } from '../../shared/ids.ts'
import type { EarlyRequest } from '../early-bytes.ts'
import { equalBytes } from '../equal-bytes.ts'
import { headerBytes } from '../media-start.ts'
import type { Origin } from '../origin/origin.ts'
import { pieceOf, pieceRange } from '../piece-layout.ts'
import { type Command, type OriginPace, type PlanView, plan } from '../plan.ts'
import type { VerifiedPieces } from '../store/verified-store.ts'
import { StreamError } from '../stream/byte-stream.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { MediaFacts } from '../types.ts'
import { HandedBytes } from './handed-bytes.ts'
import { cursorsOf, isIdle, isWaiting, playingBytesPerSecond } from './listener-position.ts'
import { type OriginFailure, OriginFetches } from './origin-fetches.ts'
import type { PeerLink } from './peer-link.ts'
import { PieceAssembly } from './piece-assembly.ts'
import { PieceLedger } from './piece-ledger.ts'
import { PlanSchedule } from './plan-schedule.ts'
import { Pulse } from './pulse.ts'

export interface EngineOptions {
  readonly torrent: TorrentFile
  readonly pieces: VerifiedPieces
  readonly origin: Origin
  readonly clock: Clock
  readonly rng: Rng
  readonly type: string
  readonly feedSeconds: number | undefined
  /** How fast the origin was before the engine stood. */
  readonly originPace?: OriginPace | undefined
  /** True while sharing is wanted but the part that does it is still being loaded. */
  readonly expectsPeers: () => boolean
  /** Something in `ledger`, `error` or the peers changed. */
  readonly onChange: () => void
  /** A mistake of ours, to be shown to developers. */
  readonly onBug: (error: unknown) => void
  /** The origin's bytes are not the torrent's, or it can't be read in ranges: the engine is of no use here. */
  readonly onUnusable: (reason: 'origin-differs' | 'origin-refuses-ranges') => void
}

/** One open request of the media element. */
interface Reader {
  byte: number
  /** The piece it waits for, or waited for last. */
  awaited?: PieceIndex
  /** It has a chunk and has not asked for the next one. */
  parked: boolean
}

/** Failures in a row before a listener who waits is told. */
const FAILURES_TO_TELL = 2
/** Or at the first failure, where the host wants to be left alone for so long (`Retry-After`). */
const LONG_PAUSE_MS = 5_000
/** While other listeners are about to be met, so much longer: who is told has to press play again. */
const HOPE_MS = 10_000

export class EpisodeEngine {
  readonly ledger: PieceLedger
  readonly #options: EngineOptions
  readonly #assembly: PieceAssembly
  readonly #fetches: OriginFetches
  readonly #pulse = new Pulse()
  readonly #readers = new Set<Reader>()
  /** Whole pieces from the origin, on their way through the hash. */
  readonly #hashing = new Map<PieceIndex, Uint8Array>()
  #link: PeerLink | undefined
  #facts: MediaFacts | undefined
  #lastByte: number | undefined
  #lastReader: Reader | undefined
  readonly #handed = new HandedBytes()
  #headerBytes = 0
  #failure: OriginFailure | undefined
  #failingSinceMs = 0
  #stuck = false
  #played = false
  readonly #schedule: PlanSchedule
  #disposed = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.ledger = new PieceLedger(options.torrent, options.pieces.bitfield)
    this.#assembly = new PieceAssembly(options.torrent)
    this.#schedule = new PlanSchedule(options.clock, () => this.#planNow())
    this.#fetches = new OriginFetches(
      options.torrent,
      options.origin,
      options.clock,
      options.rng,
      {
        filledBytes: (piece) => this.#assembly.filledBytes(piece),
        bytesArrived: (offset, chunk) => this.#takeOriginBytes(offset, chunk),
        failed: (outcome) => this.#originFailed(outcome),
        changed: () => this.poke(),
      },
      options.originPace,
    )
  }

  get lengthBytes(): number {
    return this.#options.torrent.lengthBytes
  }

  /** Why playing can't go on now, or `undefined`. */
  get failure(): OriginFailure | undefined {
    return this.#stuck ? this.#failure : undefined
  }

  setLink(link: PeerLink | undefined): void {
    this.#link = link
    this.poke()
  }

  report(facts: MediaFacts): void {
    const urgent = facts.starving && this.#facts?.starving !== true
    if (!isWaiting(this.#facts) || !isWaiting(facts)) this.#handed.begin(0)
    this.#facts = facts
    this.#played ||= !facts.paused
    if (urgent) this.#planNow()
    else this.poke()
  }

  /** Asks the origin again at once. */
  retry(): void {
    this.#stuck = false
    this.#failure = undefined
    this.#fetches.reset()
    this.#planNow()
  }

  /** A piece came from peers, its hash matched. */
  async takePeerPiece(piece: PieceIndex, bytes: Uint8Array): Promise<void> {
    // Part of it may have been played as the origin sent it: true bytes are never joined to others.
    const begun = this.#hashing.get(piece) ?? this.#assembly.prefix(piece, 0, bytes.length)
    if (!equalBytes(begun, bytes.subarray(0, begun.length))) return this.#options.onUnusable('origin-differs')
    if (!this.#options.pieces.has(piece)) this.ledger.fromPeers(piece)
    this.#assembly.drop(piece)
    const written = this.#options.pieces.write(piece, bytes)
    // Who waits for it does not wait for the store.
    this.#progressed()
    await written
  }

  /** A piece that was held is gone (damaged, or no room). */
  pieceLost(piece: PieceIndex): void {
    this.ledger.lost(piece)
    this.poke()
  }

  /** Bytes of the file from the origin, of a request that was adopted, in order from a piece's beginning on. */
  takeOriginBytes(offset: number, chunk: Uint8Array): void {
    this.#fetches.adoptedBytesArrived(offset, chunk.length)
    this.#takeOriginBytes(offset, chunk)
  }

  #takeOriginBytes(offset: number, chunk: Uint8Array): void {
    if (offset === 0) this.#headerBytes = headerBytes(chunk)
    for (const { piece, bytes } of this.#assembly.take(offset, chunk)) void this.#takeOriginPiece(piece, bytes)
    this.#unstick()
    this.#pulse.beat()
  }

  /** A request to the origin that was begun before the engine stood, and whose bytes come by `takeOriginBytes`. */
  adopt({ to, reached, done, abort }: EarlyRequest): void {
    const { torrent } = this.#options
    const last = Math.min(to, torrent.lengthBytes) - 1
    if (reached > last) return
    this.#fetches.adopt({ first: pieceOf(torrent, reached), last: pieceOf(torrent, last) }, done, abort)
  }

  /**
   * As {@link ByteStream.read}.
   * @param handedBytes what the same request was given before by others.
   */
  async *read(from: number, to: number, signal: AbortSignal, handedBytes = 0): AsyncGenerator<Uint8Array> {
    const reader: Reader = { byte: from, parked: false }
    this.#readers.add(reader)
    // Not where the last request ended: a seek, or an index at the file's other end. It needs this now.
    if (from !== this.#lastByte) this.#handed.begin(handedBytes)
    try {
      this.#planNow()
      while (reader.byte < to && !signal.aborted) {
        const beats = this.#pulse.beats
        const chunk = await this.#available(reader.byte, to)
        if (chunk !== undefined && !this.#disposed) {
          reader.byte += chunk.length
          this.#handed.give(
            chunk.length,
            reader.byte,
            this.#bytesPerSecond,
            this.#headerBytes,
            this.#options.clock.now(),
          )
          this.#planForWaiting()
          this.#lastReader = reader
          reader.parked = true
          yield chunk
          reader.parked = false
        } else if (this.#stuck || this.#disposed) {
          throw new StreamError('neither the host nor another listener delivers')
        } else if (beats === this.#pulse.beats) {
          // Otherwise something came while the store was being read. What is waited for may not be on its way yet.
          this.#await(reader)
          if (beats === this.#pulse.beats) await this.#pulse.next(signal)
        }
      }
    } finally {
      this.#readers.delete(reader)
      this.#lastByte = reader.byte
      this.poke()
    }
  }

  /** Something changed: plan soon. */
  poke(): void {
    this.#schedule.soon()
  }

  dispose(): void {
    this.#disposed = true
    this.#schedule.dispose()
    this.#fetches.dispose()
    this.#assembly.clear()
    this.#pulse.beat()
  }

  get #bytesPerSecond(): number {
    const { torrent, type, feedSeconds } = this.#options
    return playingBytesPerSecond(torrent.lengthBytes, type, feedSeconds, this.#facts)
  }

  /** A reader came to a piece that is not here: plan at once, but once for each piece. */
  #await(reader: Reader): void {
    const piece = pieceOf(this.#options.torrent, reader.byte)
    if (reader.awaited === piece) return
    reader.awaited = piece
    this.#planNow()
  }

  async #available(byte: number, to: number): Promise<Uint8Array | undefined> {
    const piece = pieceOf(this.#options.torrent, byte)
    const range = pieceRange(this.#options.torrent, piece)
    const end = Math.min(to, range.to)
    if (this.#options.pieces.has(piece)) {
      const bytes = await this.#options.pieces.read(piece)
      if (bytes !== undefined) return bytes.subarray(byte - range.from, end - range.from)
      this.#planNow()
    }
    const whole = this.#hashing.get(piece)
    if (whole !== undefined) return whole.slice(byte - range.from, end - range.from)
    const prefix = this.#assembly.prefix(piece, byte - range.from, end - byte)
    return prefix.length > 0 ? prefix : undefined
  }

  async #takeOriginPiece(piece: PieceIndex, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { pieces } = this.#options
    if (pieces.has(piece) || this.#disposed) return
    this.#hashing.set(piece, bytes)
    const good = await pieces.verify(piece, bytes)
    this.#hashing.delete(piece)
    if (this.#disposed) return
    if (!good) return this.#options.onUnusable('origin-differs')
    if (pieces.has(piece)) return
    this.ledger.fromOrigin(piece)
    pieces.write(piece, bytes).catch((error: unknown) => this.#options.onBug(error))
    this.#link?.pieceVerified(piece)
    this.#progressed()
  }

  #progressed(): void {
    this.#unstick()
    this.#pulse.beat()
    this.#options.onChange()
    this.poke()
  }

  #unstick(): void {
    if (!this.#stuck) return
    this.#stuck = false
    this.#failure = undefined
    this.#options.onChange()
  }

  #originFailed(outcome: OriginFailure): void {
    this.#failure = outcome
    if (this.#fetches.failures <= 1) this.#failingSinceMs = this.#options.clock.now()
    if (outcome.kind === 'ignored-range') return this.#options.onUnusable('origin-refuses-ranges')
    if (outcome.kind === 'unsatisfiable' || outcome.kind === 'mismatch')
      return this.#options.onUnusable('origin-differs')
    this.#options.onChange()
  }

  /** A listener who waits for what nobody delivers is told, rather than left with a spinner. */
  #checkStuck(): void {
    if (this.#stuck || this.#failure === undefined) return
    if (this.#fetches.failures < FAILURES_TO_TELL && this.#fetches.pausesMs < LONG_PAUSE_MS) return
    if (this.#facts?.starving !== true || this.#readers.size === 0) return
    const needed = [...this.#readers].map(({ byte }) =>
      pieceOf(this.#options.torrent, Math.min(byte, this.#options.torrent.lengthBytes - 1)),
    )
    const peers = this.#link?.peers() ?? []
    if (needed.every((piece) => this.#options.pieces.has(piece) || peers.some((peer) => peer.has?.(piece)))) return
    const mayMeet = this.#swarmState === 'meeting' || peers.some((peer) => peer.has === undefined)
    const hopeMs = this.#failingSinceMs + HOPE_MS - this.#options.clock.now()
    if (mayMeet && hopeMs > 0) return this.#schedule.in(hopeMs + 1)
    this.#stuck = true
    this.#pulse.beat()
    this.#options.onChange()
  }

  #planNow(): void {
    if (this.#disposed) return
    this.#schedule.begin()
    const { commands, wakeInMs } = plan(this.#view())
    for (const command of commands) this.#carryOut(command)
    this.#checkStuck()
    if (wakeInMs !== undefined) this.#schedule.in(wakeInMs)
    if (this.#readers.size > 0) this.#planForWaiting()
  }

  /** An element that waits although it was given what it takes to sound is given more, and ever more. */
  #planForWaiting(): void {
    const patienceMs = this.#handed.patienceMs(this.#options.clock.now())
    if (patienceMs !== undefined && isWaiting(this.#facts)) this.#schedule.in(patienceMs)
  }

  #view(): PlanView {
    const { torrent, pieces } = this.#options
    // A request that is not being read any more (the element moved on, its worker died) says nothing about what is needed.
    const live = [...this.#readers].filter((reader) => !reader.parked || reader === this.#lastReader)
    const readers = live.map(({ byte }) => byte)
    const bytesPerSecond = this.#bytesPerSecond
    const leases = this.#link?.leases
    const reading = {
      readers,
      lastByte: this.#lastByte,
      handedBytes: this.#handed.bytes,
      headerBytes: this.#headerBytes,
      waitedMs: this.#handed.waitedMs(this.#options.clock.now()),
    }
    return {
      pieceCount: torrent.pieceCount,
      pieceLength: torrent.pieceLength,
      has: (piece) => pieces.has(piece) || this.#hashing.has(piece),
      originInFlight: this.#fetches.inFlight,
      originReady: this.#fetches.ready,
      originFailing: this.#fetches.failures > 0,
      originPace: this.#fetches.pace,
      lateMs: this.#schedule.lateMs,
      cursors: cursorsOf(reading, bytesPerSecond, this.#facts, this.#played),
      bytesPerSecond,
      idle: !this.#played && isIdle(this.#facts),
      swarm: this.#swarmState,
      swarmSize: this.#link?.swarmSize ?? 1,
      selfId: this.#link?.selfId ?? '',
      peers: this.#link?.peers() ?? [],
      peerRequests: this.#link?.requests() ?? [],
      leases: leases?.available ? (piece) => leases.state(piece) : undefined,
    }
  }

  get #swarmState(): PlanView['swarm'] {
    if (this.#link === undefined) return this.#options.expectsPeers() ? 'meeting' : 'off'
    return this.#link.meeting ? 'meeting' : 'met'
  }

  #carryOut(command: Command): void {
    switch (command.kind) {
      case 'fetch-origin':
        this.#fetches.fetch(command.first, command.last)
        return this.#link?.fetching(command)
      case 'abort-origin':
        return this.#fetches.abort(command)
      case 'ask-peers':
        return this.#link?.ask(command.asks)
      case 'ask-leases':
        return this.#link?.leases?.request(command.pieces)
    }
  }
}
