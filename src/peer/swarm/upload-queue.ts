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
/** A data channel that holds this much is not given more until it has sent some. */
const CLOGGED_RETRY_MS = 50

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
  /** False while its data channel holds too much already. */
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
    const at = this.#waiting.findIndex((other) => rank(other) > rank(upload))
    const before = at < 0 ? this.#waiting.length : at
    if (!upload.patient && this.#waitMs(before) > LONGEST_WAIT_MS) return false
    this.#waiting.splice(before, 0, upload)
    this.#refuseLast()
    this.#pump()
    return true
  }

  /** It is not wanted any more. */
  cancel(peer: object, piece: number, offset: number): void {
    this.#clear((upload) => upload.peer === peer && upload.piece === piece && upload.offset === offset)
  }

  /** The peer is gone. */
  leave(peer: object): void {
    if (this.#begun?.peer === peer) this.#begun = undefined
    this.#clear((upload) => upload.peer === peer)
  }

  #clear(isGone: (upload: Upload) => boolean): void {
    this.#waiting = this.#waiting.filter((upload) => !isGone(upload))
  }

  /** Milliseconds until what waits in the first `count` places is sent. */
  #waitMs(count: number): number {
    let bytes = -this.#tokens
    for (let i = 0; i < count; i++) bytes += this.#waiting[i]?.length ?? 0
    return bytes <= 0 ? 0 : (bytes / this.#limits.bytesPerSecond) * 1000
  }

  /** Somebody went before them. */
  #refuseLast(): void {
    for (let i = this.#waiting.length - 1; i > 0 && this.#waitMs(i) > 2 * LONGEST_WAIT_MS; i--) {
      const [last] = this.#waiting[i]?.patient ? [] : this.#waiting.splice(i, 1)
      last?.refuse()
    }
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
      if (this.#tokens < upload.length) {
        const missing = upload.length - this.#tokens
        return this.#wait(Math.max(1, (missing / this.#limits.bytesPerSecond) * 1000))
      }
      this.#waiting.splice(at, 1)
      this.#tokens -= upload.length
      this.#begun = upload
      upload.send()
    }
    if (this.#waiting.length > 0 && this.#limits.allowed) this.#wait(CLOGGED_RETRY_MS)
  }

  /** A piece that was begun is finished first: its parts are of no use. */
  #next(): number {
    const begun = this.#begun
    const at = this.#waiting.findIndex(
      (upload) => upload.peer === begun?.peer && upload.piece === begun.piece && upload.ready(),
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
