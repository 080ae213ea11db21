/**
 * How fast a count of bytes grows, looked at now and then: an average in which what is a second old counts half.
 *
 * Bytes are not told to it one by one, so that showing a swarm costs nothing per block: whoever counts them counts on, and is
 * looked at when somebody wants to know. Pure: counts and times are handed in.
 */
import type { Millis } from '../../shared/clock.ts'

const HALF_LIFE_MS = 1_000
/** Looks that come closer together see the same: a single block would make a rate of its own. */
const LEAST_LOOK_MS = 400
/** So slow is not flowing. */
const STILL_BYTES_PER_SECOND = 100

export class FlowRate {
  #bytes = 0
  #atMs: Millis
  #rate = 0

  /** @param sinceMs when the count was 0 */
  constructor(sinceMs: Millis) {
    this.#atMs = sinceMs
  }

  /** @param bytes the count, which never falls. @returns bytes a second */
  look(bytes: number, nowMs: Millis): number {
    const tookMs = nowMs - this.#atMs
    if (tookMs < LEAST_LOOK_MS) return this.#rate
    const now = ((bytes - this.#bytes) / tookMs) * 1000
    const rate = now + (this.#rate - now) * 0.5 ** (tookMs / HALF_LIFE_MS)
    this.#rate = rate < STILL_BYTES_PER_SECOND ? 0 : rate
    this.#bytes = bytes
    this.#atMs = nowMs
    return this.#rate
  }
}
