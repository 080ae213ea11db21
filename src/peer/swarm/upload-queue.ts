/**
 * Gives blocks to those who asked, no faster than the upload cap: first to who needs it first, and what few have before what was given
 * before.
 *
 * One piece after the other and not all a little: a listener can use nothing before a piece is whole. So it is decided once for a
 * piece, when its first block is asked for, whether it is taken on; what was begun is finished, however large it is, and who comes
 * meanwhile is told at once that it would take too long, and asks somebody else. A piece given once can be passed on
 * by who got it, so each copy more comes a little later than its deadline says: of many listeners in step who all lack the
 * same, each then gets another part. A cap over all swarms of a tab, as a token bucket whose depth lets a newcomer's first pieces
 * go at full speed. Pure: its clock is handed in. Earliest deadline first: Liu, Layland, "Scheduling Algorithms for
 * Multiprogramming" (1973).
 */
import type { Clock } from '../../shared/clock.ts'
import type { UploadLimits } from '../governor/upload-control.ts'
import { chargeOf, type Upload, UploadTurn } from './upload-turn.ts'

/** Saved up while nobody asks. */
export const BURST_BYTES = 256 * 1024
/** A piece that would wait longer than this before it is begun is refused. */
export const LONGEST_WAIT_MS = 1_500
/** Where all that waits is for data channels that are full, they are looked at again after this long. */
const CLOGGED_RETRY_MS = 50

export class UploadQueue {
  readonly #clock: Clock
  #limits: UploadLimits = { allowed: false, bytesPerSecond: 0 }
  /** By rank. None is empty, but for the one that is being served. */
  #turns: UploadTurn[] = []
  /** The one whose block went out last. */
  #serving: UploadTurn | undefined
  #tokens = BURST_BYTES
  #filledAtMs: number
  #cancelTimer: (() => void) | undefined

  /** Nothing is given before `setLimits` was called. */
  constructor(clock: Clock) {
    this.#clock = clock
    this.#filledAtMs = clock.now()
  }

  get allowed(): boolean {
    return this.#limits.allowed
  }

  /** Holds from the next block on. What waits goes on waiting: a pause may be over in a moment. */
  setLimits(limits: UploadLimits): void {
    this.#refill()
    this.#limits = limits
    this.#pump()
  }

  /** @returns false where its piece would wait too long: it is refused. Never in mid-piece. */
  add(upload: Upload): boolean {
    this.#refill()
    const turn = this.#turns.find((one) => one.takes(upload))
    if (turn === undefined) {
      if (!this.#takeOn(new UploadTurn(upload))) return false
    } else {
      const wasEmpty = turn.isEmpty
      turn.add(upload)
      if (wasEmpty) this.#refuseLast()
    }
    this.#pump()
    return true
  }

  /** It is not wanted any more. */
  cancel(peer: object, piece: number, offset: number): void {
    const turn = this.#turns.find((one) => one.cancel(peer, piece, offset))
    // Taken back as a whole: it is asked for anew, if at all.
    if (turn?.isEmpty) this.#forget(turn)
  }

  /** The peer is gone. */
  leave(peer: object): void {
    if (this.#serving?.peer === peer) this.#serving = undefined
    this.#turns = this.#turns.filter((turn) => turn.peer !== peer)
  }

  /** Something went out past the queue: what waits goes so much later. */
  charge(bytes: number): void {
    this.#refill()
    this.#tokens -= bytes
  }

  #bytesIn(ms: number): number {
    return (ms / 1000) * this.#limits.bytesPerSecond
  }

  /** Bytes to be sent before anybody else's turn, below 0 where tokens are saved up. */
  get #owedBytes(): number {
    return (this.#serving?.leftBytes ?? 0) - this.#tokens
  }

  #takeOn(turn: UploadTurn): boolean {
    const mostBytes = this.#bytesIn(LONGEST_WAIT_MS)
    let ahead = this.#owedBytes
    let at = 0
    for (let other = this.#turns[0]; other !== undefined && other.rank <= turn.rank; other = this.#turns[++at]) {
      if (ahead <= mostBytes && other !== this.#serving) ahead += other.leftBytes
    }
    if (!turn.patient && ahead > mostBytes) return false
    this.#turns.splice(at, 0, turn)
    if (at < this.#turns.length - 1) this.#refuseLast()
    return true
  }

  /** Somebody went before them. Once through, however many wait. */
  #refuseLast(): void {
    const mostBytes = this.#bytesIn(2 * LONGEST_WAIT_MS)
    const refused: UploadTurn[] = []
    let ahead = this.#owedBytes
    let kept = 0
    for (const turn of this.#turns) {
      if (ahead > mostBytes && !turn.patient && !turn.begun) {
        refused.push(turn)
        continue
      }
      this.#turns[kept++] = turn
      if (ahead <= mostBytes && turn !== this.#serving) ahead += turn.leftBytes
    }
    this.#turns.length = kept
    for (const turn of refused) turn.refuse()
  }

  #refill(): void {
    const nowMs = this.#clock.now()
    const earned = ((nowMs - this.#filledAtMs) / 1000) * this.#limits.bytesPerSecond
    this.#tokens = Math.min(BURST_BYTES, this.#tokens + earned)
    this.#filledAtMs = nowMs
  }

  #pump(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
    this.#refill()
    while (this.#limits.allowed) {
      // A piece that was begun is finished first: its parts are of no use.
      const turn = this.#serving?.next ? this.#serving : this.#turns.find((one) => one.next !== undefined)
      const upload = turn?.next
      if (turn === undefined || upload === undefined) break
      const bytes = chargeOf(upload)
      if (this.#tokens < bytes) {
        const missing = bytes - this.#tokens
        return this.#wait(Math.max(1, (missing / this.#limits.bytesPerSecond) * 1000))
      }
      this.#tokens -= bytes
      this.#serve(turn)
      upload.send()
    }
    if (this.#limits.allowed && this.#turns.some((turn) => !turn.isEmpty)) this.#wait(CLOGGED_RETRY_MS)
  }

  #serve(turn: UploadTurn): void {
    const before = this.#serving
    turn.shift()
    this.#serving = turn
    if (before !== undefined && before !== turn && before.isEmpty) this.#forget(before)
    if (turn.isOver) this.#forget(turn)
  }

  #forget(turn: UploadTurn): void {
    if (this.#serving === turn) this.#serving = undefined
    const at = this.#turns.indexOf(turn)
    if (at >= 0) this.#turns.splice(at, 1)
  }

  #wait(delayMs: number): void {
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#pump())
  }
}
