/**
 * What each listener was told about leases, and for how long it believes it: the part of the player's lease desk
 * (src/peer/signal/lease-desk.ts) that matters here, in columns. The table behind it is the tracker's own (tracker/core/leases.ts).
 */
import type { LeaseState } from '../src/peer/plan-view.ts'
import { type PieceIndex, pieceIndex } from '../src/shared/ids.ts'
import { LEASE_DEFAULTS, LeaseTable } from '../tracker/core/leases.ts'
import { LEASE_MS } from './model.ts'

const ASKED = 1
const MINE = 2
const TAKEN = 3
/** Neither granted nor taken: others' turn. The planner sees 'unknown', but it is not asked again for half a lease. */
const DENIED = 4
/** A question that is not answered in this time counts as never asked. */
const PATIENCE_MS = 1_100

export class LeaseWords {
  readonly #pieceCount: number
  readonly #table: LeaseTable<number>
  readonly #word: Uint8Array
  readonly #untilMs: Float64Array
  /** Verified, and not told to the tracker yet. */
  readonly #untold: readonly PieceIndex[][]

  constructor(count: number, pieceCount: number) {
    this.#pieceCount = pieceCount
    this.#table = new LeaseTable<number>({ ...LEASE_DEFAULTS, leaseMs: LEASE_MS })
    this.#word = new Uint8Array(count * pieceCount)
    this.#untilMs = new Float64Array(count * pieceCount)
    this.#untold = Array.from({ length: count }, () => [])
  }

  word(i: number, piece: number, nowMs: number): LeaseState {
    const at = i * this.#pieceCount + piece
    const word = this.#word[at]
    if (word === 0 || word === DENIED || (this.#untilMs[at] as number) <= nowMs) return 'unknown'
    return word === MINE ? 'mine' : word === TAKEN ? 'taken' : 'asked'
  }

  /** The planner wants to ask. @returns whether the question goes out. */
  ask(i: number, piece: number, nowMs: number): boolean {
    if ((this.#untilMs[i * this.#pieceCount + piece] as number) > nowMs) return false
    this.#note(i, piece, ASKED, nowMs + PATIENCE_MS)
    return true
  }

  /** The tracker answers. @returns who was named as being on it or holding it. */
  answer(i: number, piece: number, nowMs: number): number | undefined {
    const { granted, taken } = this.#table.ask(i, [pieceIndex(piece)], nowMs)
    const peer = taken[0]?.peer
    if (granted.length > 0) this.#note(i, piece, MINE, nowMs + LEASE_MS)
    else if (peer === i) this.#note(i, piece, MINE, nowMs + LEASE_MS / 2)
    else if (peer !== undefined) this.#note(i, piece, TAKEN, nowMs + LEASE_MS)
    else this.#note(i, piece, DENIED, nowMs + LEASE_MS / 2)
    return peer === i ? undefined : peer
  }

  /** @returns how long until this piece, just verified, is told; undefined where it travels with what is told anyway. */
  verified(i: number, piece: number, nowMs: number): number | undefined {
    const wasMine = this.word(i, piece, nowMs) === 'mine'
    const untold = this.#untold[i] ?? []
    untold.push(pieceIndex(piece))
    if (wasMine) return 250
    return untold.length === 1 ? 5_000 : undefined
  }

  /** What was not told yet reaches the tracker. */
  tell(i: number, nowMs: number): void {
    const untold = this.#untold[i] ?? []
    if (untold.length > 0) this.#table.told(i, untold, nowMs)
    untold.length = 0
  }

  left(i: number): void {
    this.#table.left(i)
  }

  #note(i: number, piece: number, word: number, untilMs: number): void {
    const at = i * this.#pieceCount + piece
    this.#word[at] = word
    this.#untilMs[at] = untilMs
  }
}
