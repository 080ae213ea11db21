/**
 * A clock that stands still until it is moved: tests and the simulator decide what time it is. Pure.
 */
import type { Clock, Millis } from '../../../shared/clock.ts'

interface Timer {
  readonly at: Millis
  readonly run: () => void
}

export class VirtualClock implements Clock {
  #now: Millis = 0
  readonly #due: Timer[] = []

  now(): Millis {
    return this.#now
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + delayMs, run: callback }
    this.#due.push(timer)
    return () => {
      const index = this.#due.indexOf(timer)
      if (index !== -1) this.#due.splice(index, 1)
    }
  }

  /** Lets time pass; what falls due runs at its time, in order, also what was set meanwhile. */
  advance(byMs: Millis): void {
    const end = this.#now + byMs
    for (;;) {
      let next: Timer | undefined
      for (const one of this.#due) if (one.at <= end && (next === undefined || one.at < next.at)) next = one
      if (next === undefined) break
      this.#due.splice(this.#due.indexOf(next), 1)
      this.#now = Math.max(this.#now, next.at)
      next.run()
    }
    this.#now = end
  }

  /** Lets time pass while nothing runs, as on a page that stands still; what fell due runs with the next `advance`. */
  skip(byMs: Millis): void {
    this.#now += byMs
  }

  /** Timers still waiting: 0 where everything was cancelled. */
  get waiting(): number {
    return this.#due.length
  }
}
