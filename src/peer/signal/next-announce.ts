/** When the tracker is asked next: one time, whichever was said last. Pure: the clock is handed in. */
import type { Clock } from '../../shared/clock.ts'

export class NextAnnounce {
  readonly #clock: Clock
  readonly #announce: () => void
  #atMs = Number.POSITIVE_INFINITY
  #cancel: () => void = () => {}

  /** `announce` runs when its time has come; it sets the next one. */
  constructor(clock: Clock, announce: () => void) {
    this.#clock = clock
    this.#announce = announce
  }

  /** Milliseconds until then. */
  get inMs(): number {
    return this.#atMs - this.#clock.now()
  }

  set(delayMs: number): void {
    this.cancel()
    this.#atMs = this.#clock.now() + delayMs
    this.#cancel = this.#clock.after(delayMs, this.#announce)
  }

  cancel(): void {
    this.#cancel()
  }
}
