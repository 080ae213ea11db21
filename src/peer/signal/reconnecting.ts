/**
 * Decides when a lost line to a tracker is opened again: in seconds, ever later, for ever; almost at once where the tracker restarts.
 *
 * A tracker that is about to stop tells each of its sockets so at a time of its own choosing, with close code 1012: the load on
 * its successor is spread by then, and waiting would only keep listeners out of their swarms. The successor may take some hundred
 * milliseconds to listen, so for a few seconds it is tried several times a second. One that closes with 1012 and never says a word is
 * believed once. Pure: time and chance are handed in. Close codes: RFC 6455, section 7.4, and IANA's registry of them.
 */
import type { Millis } from '../../shared/clock.ts'

/** "Service Restart": come back, there is, or will be, another. */
const RESTARTS = 1012
/** "Try Again Later": it is full. */
const FULL = 1013

/** After 1012 the first try comes within this. */
const FIRST_MS = 400
/** The next ones come at distances up to this, at least half of it, */
const AGAIN_MS = 500
/** for so long; from then on a restarting tracker counts as lost like any other. */
const RESTART_MS = 3_000

/** The middle of what is waited the first time, and at last. Stock clients: 10 s to 5 min. */
const LOST_MS = { first: 1_000, longest: 16_000 }
const FULL_MS = { first: 8_000, longest: 64_000 }

export class Reconnecting {
  #failures = 0
  #restartEndsAt: Millis = Number.NEGATIVE_INFINITY
  /** It has said something since it last asked us back. */
  #spoke = true

  /** The tracker said something that makes sense: an open socket alone proves nothing, some accept and close again, for hours. */
  heard(): void {
    this.#failures = 0
    this.#spoke = true
    this.#restartEndsAt = Number.NEGATIVE_INFINITY
  }

  /** The socket is closed, or never opened. @param code of its close event. @param random 0 to 1. @returns milliseconds to wait. */
  closed(code: number, now: Millis, random: number): number {
    if (code === RESTARTS && this.#spoke) {
      this.#spoke = false
      this.#restartEndsAt = now + RESTART_MS
      return FIRST_MS * random
    }
    if (code === FULL) {
      this.#restartEndsAt = Number.NEGATIVE_INFINITY
      return this.#backOff(FULL_MS, random)
    }
    return now < this.#restartEndsAt ? (AGAIN_MS * (1 + random)) / 2 : this.#backOff(LOST_MS, random)
  }

  /** With 50 % of jitter either way. */
  #backOff({ first, longest }: typeof LOST_MS, random: number): number {
    return Math.min(longest, first * 2 ** Math.min(this.#failures++, 10)) * (0.5 + random)
  }
}
