/**
 * Gives blocks to those who asked, no faster than the upload cap: first to who needs it first, and what few have before what was given
 * before.
 *
 * One piece after the other and not all a little: a listener can use nothing before a piece is whole. A piece given once can be passed on
 * by who got it, so each copy more comes a little later than its deadline says: of many listeners in step who all lack the
 * same, each then gets another part. A cap over all swarms of a tab, as a token bucket whose depth lets a newcomer's first pieces
 * go at full speed. Who asks for what could not be sent soon is told so at once, and asks somebody else. Pure: its clock is
 * handed in. Earliest deadline first: Liu, Layland, "Scheduling Algorithms for Multiprogramming" (1973).
 */
import type { Clock, Millis } from '../../shared/clock.ts'
import type { UploadLimits } from '../governor/upload-control.ts'

/** Saved up while nobody asks. */
export const BURST_BYTES = 256 * 1024
/** What would wait longer than this is refused. */
export const LONGEST_WAIT_MS = 1_500
/** Where all that waits is for data channels that are full, they are looked at again after this long. */
const CLOGGED_RETRY_MS = 50
/** What the smallest request costs at least, in reading and headers. */
export const LEAST_CHARGE_BYTES = 1024

/** Each copy given before counts as if the piece were needed so much later, up to {@link MOST_COPIES}. */
const COPY_MS = 600
const MOST_COPIES = 4

/** A block that a peer asked for. */
export interface Upload {
  readonly peer: object
  /** When it needs it. */
  readonly dueAtMs: Millis
  /** How often this piece was given by us before. */
  readonly copies: number
  readonly piece: number
  readonly offset: number
  readonly length: number
  /** False while its data channel holds too much already: nobody waits for it then. */
  ready(): boolean
  /** It does not know refusals (a stock client): it waits as long as it takes. */
  readonly patient: boolean
  /** Reads the block and sends it. */
  send(): void
  /** It would wait too long after all: others are more in need. */
  refuse(): void
}

export class UploadQueue {
  readonly #clock: Clock
  #limits: UploadLimits = { allowed: false, bytesPerSecond: 0 }
  #waiting: Upload[] = []
  #tokens = BURST_BYTES
  /** The block that went out last. */
  #begun: Upload | undefined
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

  /** @returns false where it would wait too long: it is refused. */
  add(upload: Upload): boolean {
    this.#refill()
    const order = rank(upload)
    const mostBytes = this.#bytesIn(LONGEST_WAIT_MS)
    let ahead = -this.#tokens
    let at = 0
    for (let other = this.#waiting[0]; other !== undefined && rank(other) <= order; other = this.#waiting[++at]) {
      if (ahead <= mostBytes && other.ready()) ahead += charge(other)
    }
    if (!upload.patient && ahead > mostBytes) return false
    this.#waiting.splice(at, 0, upload)
    if (at < this.#waiting.length - 1) this.#refuseLast()
    this.#pump()
    return true
  }

  /** It is not wanted any more. */
  cancel(peer: object, piece: number, offset: number): void {
    const at = this.#waiting.findIndex(
      (upload) => upload.peer === peer && upload.piece === piece && upload.offset === offset,
    )
    if (at >= 0) this.#waiting.splice(at, 1)
  }

  /** The peer is gone. */
  leave(peer: object): void {
    if (this.#begun?.peer === peer) this.#begun = undefined
    this.#waiting = this.#waiting.filter((upload) => upload.peer !== peer)
  }

  /** Something went out past the queue: what waits goes so much later. */
  charge(bytes: number): void {
    this.#refill()
    this.#tokens -= bytes
  }

  #bytesIn(ms: number): number {
    return (ms / 1000) * this.#limits.bytesPerSecond
  }

  /** Somebody went before them. Once through, however many wait. */
  #refuseLast(): void {
    const mostBytes = this.#bytesIn(2 * LONGEST_WAIT_MS)
    const refused: Upload[] = []
    let ahead = -this.#tokens
    let kept = 0
    for (const upload of this.#waiting) {
      if (ahead > mostBytes && !upload.patient) {
        refused.push(upload)
        continue
      }
      this.#waiting[kept++] = upload
      if (ahead <= mostBytes && upload.ready()) ahead += charge(upload)
    }
    this.#waiting.length = kept
    for (const upload of refused) upload.refuse()
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
      const at = this.#next()
      const upload = this.#waiting[at]
      if (upload === undefined) break
      const bytes = charge(upload)
      if (this.#tokens < bytes) {
        const missing = bytes - this.#tokens
        return this.#wait(Math.max(1, (missing / this.#limits.bytesPerSecond) * 1000))
      }
      this.#waiting.splice(at, 1)
      this.#tokens -= bytes
      this.#begun = upload
      upload.send()
    }
    if (this.#waiting.length > 0 && this.#limits.allowed) this.#wait(CLOGGED_RETRY_MS)
  }

  /** A piece that was begun is finished first: its parts are of no use. */
  #next(): number {
    const begun = this.#begun
    const at =
      begun === undefined
        ? -1
        : this.#waiting.findIndex(
            (upload) => upload.peer === begun.peer && upload.piece === begun.piece && upload.ready(),
          )
    return at >= 0 ? at : this.#waiting.findIndex((upload) => upload.ready())
  }

  #wait(delayMs: number): void {
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#pump())
  }
}

function rank({ dueAtMs, copies }: Upload): Millis {
  return dueAtMs + COPY_MS * Math.min(copies, MOST_COPIES)
}

function charge({ length }: Upload): number {
  return Math.max(LEAST_CHARGE_BYTES, length)
}
