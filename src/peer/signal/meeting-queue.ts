/**
 * Decides when the next of several attempts begins: when the offer before it has left, or after a moment. Pure.
 *
 * Making a connection costs processor time at both ends, and the first one is waited for the most.
 */
import type { Clock } from '../../shared/clock.ts'
import type { PeerId } from '../../shared/ids.ts'

const PACE_MS = 50

export interface Target {
  readonly peer: PeerId
  /** A stock client takes no candidates later. */
  readonly isStock: boolean
}

export class MeetingQueue {
  readonly #clock: Clock
  readonly #begin: (target: Target) => boolean
  #waiting: Target[] = []
  #cancel: () => void = () => {}

  /** @param begin Begins one; false: there is nothing to begin there, and the next one's turn comes at once. */
  constructor(clock: Clock, begin: (target: Target) => boolean) {
    this.#clock = clock
    this.#begin = begin
  }

  get size(): number {
    return this.#waiting.length
  }

  add(targets: readonly Target[]): void {
    const wasIdle = this.#waiting.length === 0
    this.#waiting.push(...targets)
    if (wasIdle) this.next()
  }

  /** The offer of the attempt that was begun last has left. */
  next(): void {
    this.#cancel()
    for (let target = this.#waiting.shift(); target !== undefined; target = this.#waiting.shift()) {
      if (!this.#begin(target)) continue
      this.#cancel = this.#clock.after(PACE_MS, () => this.next())
      return
    }
  }

  clear(): void {
    this.#cancel()
    this.#waiting = []
  }
}
