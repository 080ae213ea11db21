/**
 * When each listener plans next: soon after something changed, or when the planner asked to look again; never twice within
 * PLAN_PAUSE_MS, as in the engine, unless it is urgent.
 */
import type { EventQueue } from './event-queue.ts'
import { PLAN } from './events.ts'

export const PLAN_PAUSE_MS = 100

export class PlanTimes {
  readonly #queue: EventQueue
  readonly #nextMs: Float64Array
  readonly #lastMs: Float64Array
  calls = 0

  constructor(count: number, queue: EventQueue) {
    this.#queue = queue
    this.#nextMs = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
    this.#lastMs = new Float64Array(count).fill(Number.NEGATIVE_INFINITY)
  }

  /** At `atMs`, or when the pause after the last plan is over, unless one comes sooner. */
  at(i: number, atMs: number, pauseMs = PLAN_PAUSE_MS): void {
    const whenMs = Math.max(atMs, (this.#lastMs[i] as number) + pauseMs)
    if (whenMs >= (this.#nextMs[i] as number)) return
    this.#nextMs[i] = whenMs
    this.#queue.push(whenMs, PLAN, i)
  }

  /** At once: the listener waits. */
  now(i: number, nowMs: number): void {
    this.at(i, nowMs, 0)
  }

  never(i: number): void {
    this.#nextMs[i] = Number.POSITIVE_INFINITY
  }

  /** @returns whether a PLAN event that comes now still holds; the listener plans then. */
  begin(i: number, nowMs: number): boolean {
    if (this.#nextMs[i] !== nowMs) return false
    this.#nextMs[i] = Number.POSITIVE_INFINITY
    this.#lastMs[i] = nowMs
    this.calls += 1
    return true
  }
}
