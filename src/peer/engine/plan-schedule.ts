/**
 * When to plan next: facts come in bursts, and one plan serves them all. And how late timers run here, so that a plan can allow for it.
 *
 * Pure: the clock is handed in.
 */
import type { Clock } from '../../shared/clock.ts'

/** At most one plan in this time, unless one is due at once. */
const PLAN_PAUSE_MS = 100
/** The latest timer counts at once, what it was fades by this at each that comes sooner. */
const LATENESS_FADES = 0.9

export class PlanSchedule {
  readonly #clock: Clock
  readonly #plan: () => void
  #lastMs = Number.NEGATIVE_INFINITY
  #nextMs = Number.POSITIVE_INFINITY
  #lateMs = 0
  #cancel: (() => void) | undefined
  #disposed = false

  /** `plan` runs when its time has come, and tells that it has {@link begin | begun}. */
  constructor(clock: Clock, plan: () => void) {
    this.#clock = clock
    this.#plan = plan
  }

  /** How late its timers ran lately. */
  get lateMs(): number {
    return this.#lateMs
  }

  /** Whichever was to be sooner counts. */
  in(delayMs: number): void {
    const atMs = this.#clock.now() + delayMs
    if (this.#disposed || atMs >= this.#nextMs) return
    this.#cancel?.()
    this.#nextMs = atMs
    this.#cancel = this.#clock.after(delayMs, () => {
      const lateMs = this.#clock.now() - atMs
      this.#lateMs = lateMs > this.#lateMs ? lateMs : this.#lateMs * LATENESS_FADES + lateMs * (1 - LATENESS_FADES)
      this.#plan()
    })
  }

  /** Something changed. */
  soon(): void {
    this.in(Math.max(0, this.#lastMs + PLAN_PAUSE_MS - this.#clock.now()))
  }

  /** A plan is being made: what was to be planned until now is in it. */
  begin(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#nextMs = Number.POSITIVE_INFINITY
    this.#lastMs = this.#clock.now()
  }

  dispose(): void {
    this.#disposed = true
    this.#cancel?.()
  }
}
