/**
 * Fetches every piece of one episode, from peers and the host as {@link planKeeping} says, until all of it is kept.
 *
 * Only verified pieces are written. It ends by itself: kept, or failed for a reason that trying again at once would not change.
 * Its owner ends it by `dispose`. What was written stays in any case.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import type { PieceIndex } from '../../shared/ids.ts'
import { type OriginFailure, OriginFetches } from '../engine/origin-fetches.ts'
import type { PeerLink } from '../engine/peer-link.ts'
import { PieceAssembly } from '../engine/piece-assembly.ts'
import type { Origin } from '../origin/origin.ts'
import { heldBytes } from '../piece-layout.ts'
import type { VerifiedPieces } from '../store/verified-store.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { KeepFailure } from '../types.ts'
import { planKeeping } from './keep-plan.ts'

export interface KeepFetchingOptions {
  readonly torrent: TorrentFile
  readonly pieces: VerifiedPieces
  readonly origin: Origin
  readonly clock: Clock
  readonly rng: Rng
  /** `undefined` while the episode is not shared. */
  readonly link: () =>
    | Pick<PeerLink, 'peers' | 'requests' | 'ask' | 'fetching' | 'pieceVerified' | 'meeting'>
    | undefined
  /** It is to be shared, and what that takes is still being loaded. */
  readonly joining: () => boolean
  readonly playerHungry: () => boolean
  readonly isOpenInPlayer: () => boolean
  readonly progressed: (heldBytes: number) => void
  readonly ended: (failure?: KeepFailure, detail?: string) => void
}

/** Looks at least so often: peers come and go, and players get hungry, without a word. */
const LOOK_MS = 1_000
/** Peers that were asked and sent nothing for so long are done without. */
const PEER_PATIENCE_MS = 15_000
/** Failures in a row of a host that can't be reached, over about a minute, before it is said. */
const MOST_FAILURES = 6
/** A host that says no is asked once more: some do so only when they are busy. */
const MOST_REFUSALS = 2

export class KeepFetching {
  readonly #options: KeepFetchingOptions
  readonly #assembly: PieceAssembly
  readonly #fetches: OriginFetches
  /** Pieces from the host on their way through hash and store. */
  readonly #writing = new Set<PieceIndex>()
  #askedPeersMs: number | undefined
  #refusals = 0
  #cancelLook: () => void = () => {}
  #done = false

  constructor(options: KeepFetchingOptions) {
    this.#options = options
    const { torrent, origin, clock, rng } = options
    this.#assembly = new PieceAssembly(torrent)
    this.#fetches = new OriginFetches(
      torrent,
      origin,
      clock,
      rng,
      {
        filledBytes: (piece) => this.#assembly.filledBytes(piece),
        bytesArrived: (offset, chunk) => {
          this.#refusals = 0
          for (const { piece, bytes } of this.#assembly.take(offset, chunk)) void this.#takeFromOrigin(piece, bytes)
        },
        failed: (outcome) => this.#originFailed(outcome),
        changed: () => this.look(),
      },
      undefined,
    )
  }

  get heldBytes(): number {
    return heldBytes(this.#options.torrent, this.#options.pieces.bitfield)
  }

  /** Something changed: decides anew. Also the beginning. */
  look(): void {
    if (this.#done) return
    this.#cancelLook()
    const { torrent, pieces, clock, joining, playerHungry, isOpenInPlayer } = this.#options
    if (pieces.bitfield.complete && this.#writing.size === 0) return this.#end()
    const link = this.#options.link()
    const hungry = playerHungry()
    if (hungry) for (const run of this.#fetches.inFlight) this.#fetches.abort(run)
    const { asks, run } = planKeeping({
      pieceCount: torrent.pieceCount,
      pieceLength: torrent.pieceLength,
      has: (piece) => pieces.has(piece) || this.#writing.has(piece),
      peers: link?.peers() ?? [],
      requests: link?.requests() ?? [],
      peersStuck: this.#askedPeersMs !== undefined && clock.now() - this.#askedPeersMs > PEER_PATIENCE_MS,
      originBusy: this.#fetches.inFlight.length > 0 || !this.#fetches.ready,
      meeting: link?.meeting ?? joining(),
      playerHungry: hungry,
      isOpenInPlayer: isOpenInPlayer(),
    })
    if (asks !== undefined) {
      if (asks.length === 0) this.#askedPeersMs = undefined
      else this.#askedPeersMs ??= clock.now()
      link?.ask(asks)
    }
    if (run !== undefined) {
      link?.fetching(run)
      this.#fetches.fetch(run.first, run.last)
    }
    this.#cancelLook = clock.after(LOOK_MS, () => this.look())
  }

  /** A piece came from peers, its hash matched. */
  async takeFromPeers(piece: PieceIndex, bytes: Uint8Array): Promise<void> {
    this.#askedPeersMs = undefined
    this.#assembly.drop(piece)
    // A player's engine may have counted and written it already.
    if (!this.#options.pieces.has(piece)) await this.#write(piece, bytes)
    this.look()
  }

  dispose(): void {
    if (this.#done) return
    this.#done = true
    this.#cancelLook()
    this.#fetches.dispose()
    this.#assembly.clear()
    if (!this.#options.isOpenInPlayer()) this.#options.link()?.ask([])
  }

  async #takeFromOrigin(piece: PieceIndex, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { pieces, link } = this.#options
    if (this.#done || pieces.has(piece) || this.#writing.has(piece)) return
    this.#writing.add(piece)
    try {
      if (!(await pieces.verify(piece, bytes)))
        return this.#end('host-differs', `piece ${piece} does not match its hash`)
      if (!pieces.has(piece) && (await this.#write(piece, bytes))) link()?.pieceVerified(piece)
    } finally {
      this.#writing.delete(piece)
    }
    this.look()
  }

  async #write(piece: PieceIndex, bytes: Uint8Array): Promise<boolean> {
    const written = await this.#options.pieces.write(piece, bytes)
    if (written === 'memory') this.#end('no-room', 'the store has no room for another piece')
    else if (!this.#done) this.#options.progressed(this.heldBytes)
    return written === 'stored'
  }

  #originFailed(outcome: OriginFailure): void {
    switch (outcome.kind) {
      case 'ignored-range':
        return this.#end('host-refuses', 'the host takes no ranges')
      case 'mismatch':
      case 'unsatisfiable':
        return this.#end('host-differs', 'detail' in outcome ? outcome.detail : outcome.kind)
      case 'refused':
        this.#refusals += 1
        if (this.#refusals >= MOST_REFUSALS) this.#end('host-refuses', `status ${outcome.status}`)
        return
      default:
        if (this.#fetches.failures < MOST_FAILURES) return
        this.#end('host-unreachable', 'detail' in outcome ? outcome.detail : outcome.kind)
    }
  }

  #end(failure?: KeepFailure, detail?: string): void {
    if (this.#done) return
    this.dispose()
    this.#options.ended(failure, detail)
  }
}
