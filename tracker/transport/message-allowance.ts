/**
 * How many messages one socket, or all of one address, may send: a bucket that holds some of a minute's worth and fills evenly.
 * Pure.
 *
 * Beyond it messages are dropped unread, so that a flood costs us no parsing; whoever goes on for another minute's worth
 * is cut. A burst of answers after joining a big swarm fits, since the bucket starts full.
 */
import type { Millis } from '../../src/shared/clock.ts'

/** `first-drop`: dropped, and the sender should be told, once until it has behaved again. */
export type Verdict = 'pass' | 'first-drop' | 'drop' | 'close'

export class MessageAllowance {
  readonly #perMinute: number
  readonly #atOnce: number
  #left: number
  #at: Millis
  #told = false

  /** @param atOnce What the bucket holds; absent: a minute's worth. */
  constructor(perMinute: number, now: Millis, atOnce = perMinute) {
    this.#perMinute = perMinute
    this.#atOnce = atOnce
    this.#left = atOnce
    this.#at = now
  }

  /** Counts one message. */
  take(now: Millis): Verdict {
    this.#left = Math.min(this.#atOnce, this.#left + ((now - this.#at) / 60_000) * this.#perMinute) - 1
    this.#at = now
    if (this.#left >= 0) {
      this.#told = false
      return 'pass'
    }
    if (this.#left < -this.#perMinute) return 'close'
    if (this.#told) return 'drop'
    this.#told = true
    return 'first-drop'
  }
}
