/**
 * Gives blocks to those who asked, in the order asked, no faster than the upload cap.
 *
 * One piece after the other and not all a little: a listener can use nothing before a piece is whole. A cap over all swarms of
 * a tab, as a token bucket whose depth lets a newcomer's first pieces go at full speed. Who asks for what could not be sent
 * soon is told so at once, and asks somebody else. Pure: its clock is handed in.
 */
import type { Clock } from '../../shared/clock.ts'
import type { UploadLimits } from '../governor/upload-control.ts'

/** Saved up while nobody asks. */
export const BURST_BYTES = 256 * 1024
/** What would wait longer than this is refused. */
export const LONGEST_WAIT_MS = 1_500
/** A data channel that holds this much is not given more until it has sent some. */
const CLOGGED_RETRY_MS = 50

/** A block that a peer asked for. */
export interface Upload {
  readonly peer: object
  readonly piece: number
  readonly offset: number
  readonly length: number
  /** False while its data channel holds too much already. */
  ready(): boolean
  /** Reads the block and sends it. */
  send(): void
}

export class UploadQueue {
  readonly #clock: Clock
  #limits: UploadLimits = { allowed: false, bytesPerSecond: 0 }
  #waiting: Upload[] = []
  #waitingBytes = 0
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

  /** @param patient it waits as long as it takes: it does not know refusals. @returns false where it would wait too long. */
  add(upload: Upload, patient: boolean): boolean {
    this.#refill()
    const { bytesPerSecond } = this.#limits
    const missing = this.#waitingBytes - this.#tokens
    if (missing > (LONGEST_WAIT_MS / 1000) * bytesPerSecond && !patient) return false
    this.#waiting.push(upload)
    this.#waitingBytes += upload.length
    this.#pump()
    return true
  }

  /** It is not wanted any more. */
  cancel(peer: object, piece: number, offset: number): void {
    this.#clear((upload) => upload.peer === peer && upload.piece === piece && upload.offset === offset)
  }

  /** The peer is gone. */
  leave(peer: object): void {
    this.#clear((upload) => upload.peer === peer)
  }

  #clear(isGone: (upload: Upload) => boolean): void {
    this.#waiting = this.#waiting.filter((upload) => !isGone(upload))
    this.#waitingBytes = this.#waiting.reduce((sum, { length }) => sum + length, 0)
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
      const at = this.#waiting.findIndex((upload) => upload.ready())
      const upload = this.#waiting[at]
      if (upload === undefined) break
      if (this.#tokens < upload.length) {
        const missing = upload.length - this.#tokens
        return this.#wait(Math.max(1, (missing / this.#limits.bytesPerSecond) * 1000))
      }
      this.#waiting.splice(at, 1)
      this.#waitingBytes -= upload.length
      this.#tokens -= upload.length
      upload.send()
    }
    if (this.#waiting.length > 0 && this.#limits.allowed) this.#wait(CLOGGED_RETRY_MS)
  }

  #wait(delayMs: number): void {
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#pump())
  }
}
