/**
 * Measures how fast one peer delivers what it is asked for: the wait for a first block, bytes a second while it had work, and how
 * long it has been silent while it owed us a block.
 *
 * Time in which nothing was asked of it counts for nothing. Older measurements fade. What is taken back from a silent peer does not
 * excuse it: it goes on where it stopped when it is asked again, until it answers. Pure: times are handed in.
 */
import type { Millis } from '../../shared/clock.ts'

/** What is older counts half. */
const HALF_LIFE_MS = 3_000
/** Below this much measured time a rate is a guess made of one burst. */
const LEAST_BUSY_MS = 50
const LATENCY_WEIGHT = 0.3
/** What is taken back sooner, because it came from elsewhere or the listener went elsewhere, says nothing about the peer. */
export const SILENT_MS = 1_000

export class PeerPace {
  #outstanding = 0
  /** When the block that is next in line could have been begun. */
  #lastMs: Millis = 0
  #waitsForFirst = false
  #deliveredBytes = 0
  #bytes = 0
  #busyMs = 0
  #latencyMs = 0
  /** When its silence began, and how long it was silent before, each time until all was taken back. */
  #silentSinceMs: Millis = 0
  #silentBeforeMs = 0

  /** Milliseconds from asking to the first block, 0 where not yet measured. */
  get latencyMs(): number {
    return this.#latencyMs
  }

  /** All that it sent of what it was asked for. */
  get deliveredBytes(): number {
    return this.#deliveredBytes
  }

  /** 0 where not yet measured. */
  get bytesPerSecond(): number {
    return this.#busyMs < LEAST_BUSY_MS ? 0 : (this.#bytes / this.#busyMs) * 1000
  }

  /**
   * Milliseconds for which it has owed us blocks since it last answered: 0 while it owes none. A request that was taken back need
   * not be answered (stock clients do not), so the time after that does not count.
   */
  silentMs(nowMs: Millis): number {
    return this.#outstanding > 0 ? this.#silentBeforeMs + nowMs - this.#silentSinceMs : 0
  }

  asked(nowMs: Millis): void {
    if (this.#outstanding === 0) {
      this.#lastMs = nowMs
      this.#silentSinceMs = nowMs
      this.#waitsForFirst = true
    }
    this.#outstanding += 1
  }

  /** A block came. */
  delivered(bytes: number, nowMs: Millis): void {
    this.#deliveredBytes += bytes
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
    this.#answered(nowMs)
  }

  /** It will not send a block. */
  refused(nowMs: Millis): void {
    this.#outstanding = Math.max(0, this.#outstanding - 1)
    this.#answered(nowMs)
  }

  /** A block is not wanted of it any more. */
  takenBack(nowMs: Millis): void {
    if (this.#outstanding === 0) return
    this.#outstanding -= 1
    const silentMs = nowMs - this.#silentSinceMs
    if (this.#outstanding === 0 && silentMs > SILENT_MS) this.#silentBeforeMs += silentMs
  }

  /** It sent or refused something that it was asked for, and that was not taken back: anybody can say no to what nobody asked for. */
  #answered(nowMs: Millis): void {
    this.#silentBeforeMs = 0
    this.#silentSinceMs = nowMs
  }
}
