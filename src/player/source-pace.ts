/**
 * How fast a source delivers, from how much it has delivered: the host's bytes are counted piece by piece, and told without a speed.
 *
 * Pure. An average in which what is two seconds old counts half; the first look only says where counting begins.
 */
import type { Millis } from '../shared/clock.ts'

const HALF_LIFE_MS = 2_000
const STILL_BYTES_PER_SECOND = 500

export class SourcePace {
  #bytes: number | undefined
  #atMs: Millis = 0
  #rate = 0

  /** @param bytes delivered so far; fewer than before: another episode. @returns bytes a second */
  look(bytes: number, nowMs: Millis): number {
    if (this.#bytes === undefined || bytes < this.#bytes) {
      this.#rate = 0
    } else {
      const tookMs = nowMs - this.#atMs
      if (tookMs < 50) return this.#rate
      const now = ((bytes - this.#bytes) / tookMs) * 1000
      const rate = now + (this.#rate - now) * 0.5 ** (tookMs / HALF_LIFE_MS)
      this.#rate = rate < STILL_BYTES_PER_SECOND ? 0 : rate
    }
    this.#bytes = bytes
    this.#atMs = nowMs
    return this.#rate
  }
}
