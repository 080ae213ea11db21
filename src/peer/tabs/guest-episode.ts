/**
 * The holder's side of one episode that one other tab plays: what it asked for, and what it is told.
 *
 * What this browser holds is sent at once; the rest is asked from peers along with the holder's own wishes, and sent when
 * it comes.
 */
import type { Clock } from '../../shared/clock.ts'
import type { PieceIndex } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import { isFlowing } from '../shown-flows.ts'
import type { VerifiedPieces } from '../store/verified-store.ts'
import type { EpisodeLink } from './episode-link.ts'
import type { HolderMessage } from './tab-messages.ts'

/** A guest hears what there is at most so often. */
const STATE_PAUSE_MS = 250

/** While bytes flow it hears of it so often, whatever else happens, and once more when they have ceased. */
const FLOWS_PAUSE_MS = 1_000

/** What a guest is told of the swarm. */
export type Swarming = Pick<EpisodeLink, 'peers' | 'flows' | 'peerCount' | 'swarmSize' | 'trackerStatus' | 'meeting'>

export class GuestEpisode {
  readonly #pieces: VerifiedPieces
  readonly #link: Swarming
  readonly #clock: Clock
  readonly #send: (message: HolderMessage) => void
  #asked: readonly PieceIndex[] = []
  readonly #sending = new Set<PieceIndex>()
  #cancelState: (() => void) | undefined
  #cancelFlows: (() => void) | undefined
  #disposed = false

  constructor(pieces: VerifiedPieces, link: Swarming, clock: Clock, send: (message: HolderMessage) => void) {
    this.#pieces = pieces
    this.#link = link
    this.#clock = clock
    this.#send = send
    this.#tellState()
  }

  /** What it wants of the swarm: asked, and not held here. */
  get wanted(): readonly PieceIndex[] {
    return this.#asked.filter((piece) => !this.#pieces.has(piece))
  }

  ask(pieces: readonly PieceIndex[]): void {
    this.#asked = pieces
    for (const piece of pieces) if (this.#pieces.has(piece)) void this.#deliver(piece)
  }

  /** A piece came from peers; it is verified and held here. */
  arrived(piece: PieceIndex, bytes: Uint8Array): void {
    if (this.#asked.includes(piece)) this.#hand(piece, bytes, true)
    this.changed()
  }

  given(bytes: number): void {
    this.#send({ kind: 'given', bytes })
  }

  /** It knows its own show: whether that one names this tracker is for it to see. */
  withdrawn(tracker: string): void {
    this.#send({ kind: 'withdrawn', tracker })
  }

  /** Something of what it is told may be different now. */
  changed(): void {
    if (this.#disposed) return
    this.#cancelState ??= this.#clock.after(STATE_PAUSE_MS, () => this.#tellState())
  }

  /** It is not shared from here any more. */
  unshared(): void {
    this.#send({ kind: 'unshared' })
    this.dispose()
  }

  dispose(): void {
    this.#disposed = true
    this.#cancelState?.()
    this.#cancelFlows?.()
  }

  async #deliver(piece: PieceIndex): Promise<void> {
    if (this.#sending.has(piece)) return
    this.#sending.add(piece)
    const bytes = await this.#pieces.read(piece).catch(() => undefined)
    this.#sending.delete(piece)
    // It may have asked for something else meanwhile, or had it from peers.
    if (bytes !== undefined && this.#asked.includes(piece)) this.#hand(piece, bytes, false)
  }

  #hand(piece: PieceIndex, bytes: Uint8Array, fromPeers: boolean): void {
    if (this.#disposed) return
    this.#asked = this.#asked.filter((asked) => asked !== piece)
    this.#send({ kind: 'piece', piece, bytes, fromPeers })
  }

  #tellState(): void {
    this.#cancelState = undefined
    const { peerCount, swarmSize, trackerStatus, meeting } = this.#link
    const has = new Bitfield(this.#pieces.bitfield.length)
    const peers = this.#link.peers()
    for (let i = 0; i < has.length; i++) {
      const piece = i as PieceIndex
      if (this.#pieces.has(piece) || peers.some((peer) => peer.has?.(piece))) has.set(piece)
    }
    const flows = this.#link.flows()
    const state = { has: has.toBytes(), peers: peerCount, flows, swarmSize, tracker: trackerStatus, meeting }
    this.#send({ kind: 'state', ...state })
    this.#cancelFlows?.()
    if (flows.some(isFlowing)) this.#cancelFlows = this.#clock.after(FLOWS_PAUSE_MS, () => this.changed())
  }
}
