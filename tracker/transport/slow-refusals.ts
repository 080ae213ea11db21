/**
 * Refusals that take their time: who asks again as soon as it was refused then asks seldom, where it would otherwise keep us busy with
 * refusing. So many wait at a time; what is beyond is said at once, for each that waits is a connection. Those who came together are
 * refused one by one, lest they come back together. Pure.
 */
import type { Clock, Millis, Rng } from '../../src/shared/clock.ts'

/** Far fewer than the connections that there may be beside sockets, which health checks need too. */
const MOST_WAITING = 500

export class SlowRefusals {
  readonly #clock: Clock
  readonly #rng: Rng
  /** With what calls each off. */
  readonly #waiting = new Map<() => void, () => void>()

  constructor(clock: Clock, rng: Rng) {
    this.#clock = clock
    this.#rng = rng
  }

  /**
   * @param delayMs on average: from half as much to half as much again
   * @param refuse runs once: after the delay, at {@link flush}, or now; the other end may be gone by then
   */
  after(delayMs: Millis, refuse: () => void): void {
    if (delayMs === 0 || this.#waiting.size >= MOST_WAITING) {
      refuse()
      return
    }
    const cancel = this.#clock.after(delayMs * (0.5 + this.#rng()), () => {
      this.#waiting.delete(refuse)
      refuse()
    })
    this.#waiting.set(refuse, cancel)
  }

  /** Nobody waits any more. */
  flush(): void {
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const [refuse, cancel] of waiting) {
      cancel()
      refuse()
    }
  }
}
