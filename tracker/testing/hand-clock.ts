/** A clock that a test moves: what is due runs, in its order, and nothing else does. */
import type { Clock, Millis } from '../../src/shared/clock.ts'

export class HandClock implements Clock {
  #now: Millis = 0
  readonly #timers = new Set<{ readonly at: Millis; readonly run: () => void }>()

  now(): Millis {
    return this.#now
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#now + delayMs, run }
    this.#timers.add(timer)
    return () => void this.#timers.delete(timer)
  }

  advance(ms: Millis): void {
    const until = this.#now + ms
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#timers.delete(next)
      this.#now = next.at
      next.run()
    }
    this.#now = until
  }
}
