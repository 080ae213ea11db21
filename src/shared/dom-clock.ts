import type { Clock } from './clock.ts'

/** The clock of the page, a worker or Node: monotonic time and timers. */
export const domClock: Clock = {
  now: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
