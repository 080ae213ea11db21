/**
 * What each listener was told about leases, and for how long it believes it. The tracker's own table is the real one
 * (tracker/leases.ts).
 */
import type { LeaseState } from '../src/peer/plan-view.ts'
import { pieceIndex } from '../src/shared/ids.ts'
import { LEASE_DEFAULTS, LeaseTable } from '../tracker/leases.ts'
import { LEASE_MS } from './model.ts'

const ASKED = 1
const MINE = 2
const TAKEN = 3

export class LeaseWords {
  readonly #pieceCount: number
  readonly #table: LeaseTable<number>
  readonly #word: Uint8Array
  readonly #untilMs: Float64Array

  constructor(count: number, pieceCount: number) {
    this.#pieceCount = pieceCount
    this.#table = new LeaseTable<number>({ ...LEASE_DEFAULTS, leaseMs: LEASE_MS })
    this.#word = new Uint8Array(count * pieceCount)
    this.#untilMs = new Float64Array(count * pieceCount)
  }

  word(i: number, piece: number, nowMs: number): LeaseState {
    const at = i * this.#pieceCount + piece
    const word = this.#word[at]
    if (word === 0 || (this.#untilMs[at] as number) <= nowMs) return 'unknown'
    return word === MINE ? 'mine' : word === TAKEN ? 'taken' : 'asked'
  }

  /** The question is on its way. @param patienceMs it counts as not asked after this. */
  asked(i: number, piece: number, patienceMs: number, nowMs: number): void {
    this.#note(i, piece, ASKED, nowMs + patienceMs)
  }

  /** The tracker answers. */
  answer(i: number, piece: number, nowMs: number): void {
    const { granted, taken } = this.#table.ask(i, [pieceIndex(piece)], nowMs)
    if (granted.length > 0) this.#note(i, piece, MINE, nowMs + LEASE_MS)
    else if (taken.length > 0) this.#note(i, piece, TAKEN, nowMs + LEASE_MS)
    else this.#note(i, piece, 0, nowMs)
  }

  /** The listener tells the tracker that it holds the piece. */
  told(i: number, piece: number, nowMs: number): void {
    this.#table.told(i, [pieceIndex(piece)], nowMs)
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
