/**
 * Measures how fast one peer delivers what it is asked for: the wait for a first block, and bytes a second while it had work.
 *
 * Time in which nothing was asked of it counts for nothing. Older measurements fade. Pure: times are handed in.
 */
import type { Millis } from '../../shared/clock.ts'

/** What is older counts half. */
const HALF_LIFE_MS = 3_000
/** Below this much measured time a rate is a guess made of one burst. */
const LEAST_BUSY_MS = 50
const LATENCY_WEIGHT = 0.3

export class PeerPace {
  #outstanding = 0
  /** When the block that is next in line could have been begun. */
  #lastMs: Millis = 0
  #waitsForFirst = false
  #bytes = 0
  #busyMs = 0
  #latencyMs = 0

  /** Milliseconds from asking to the first block, 0 where not yet measured. */
  get latencyMs(): number {
    return this.#latencyMs
  }

  /** 0 where not yet measured. */
  get bytesPerSecond(): number {
    return this.#busyMs < LEAST_BUSY_MS ? 0 : (this.#bytes / this.#busyMs) * 1000
  }

  /** Milliseconds for which it has owed us a block without sending one; 0 while it owes none. */
  silentMs(nowMs: Millis): number {
    return this.#outstanding > 0 ? nowMs - this.#lastMs : 0
  }

  asked(nowMs: Millis): void {
    if (this.#outstanding === 0) {
      this.#lastMs = nowMs
      this.#waitsForFirst = true
    }
    this.#outstanding += 1
  }

  /** A block came. */
  delivered(bytes: number, nowMs: Millis): void {
    const tookMs = Math.max(0, nowMs - this.#lastMs)
    if (this.#waitsForFirst) {
      this.#latencyMs = this.#latencyMs === 0 ? tookMs : this.#latencyMs + LATENCY_WEIGHT * (tookMs - this.#latencyMs)
    } else {
      const fade = 0.5 ** (tookMs / HALF_LIFE_MS)
      this.#bytes = this.#bytes * fade + bytes
      this.#busyMs = this.#busyMs * fade + tookMs
    }
    this.#waitsForFirst = false
    this.#lastMs = nowMs
    this.#outstanding = Math.max(0, this.#outstanding - 1)
  }

  /** A block will not come: cancelled or rejected. */
  dropped(): void {
    this.#outstanding = Math.max(0, this.#outstanding - 1)
  }
}
