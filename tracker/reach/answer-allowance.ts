/**
 * How many answers go to one address, and to all, within a second. Pure.
 *
 * A datagram's sender can be anybody's address, so what this bounds first is what a stranger can have us send to somebody
 * else; then what STUN may take of a process that has a tracker to run. Only answered addresses are remembered, until the
 * second is over: never more than the answers to all. A refused one costs an address the rest of its second, no longer.
 */
import type { Millis } from '../../src/shared/clock.ts'

const WINDOW_MS = 1000

export class AnswerAllowance {
  readonly #perAddress: number
  readonly #inAll: number
  readonly #answered = new Map<string, number>()
  #window = Number.NaN
  #left = 0

  /** @param perAddress answers a second to one address. @param inAll answers a second */
  constructor(perAddress: number, inAll: number) {
    this.#perAddress = perAddress
    this.#inAll = inAll
  }

  /** Addresses that are remembered. */
  get size(): number {
    return this.#answered.size
  }

  /** @returns whether one more answer may go to this address; it is counted then. */
  take(address: string, now: Millis): boolean {
    const window = Math.floor(now / WINDOW_MS)
    if (window !== this.#window) {
      this.#window = window
      this.#left = this.#inAll
      this.#answered.clear()
    }
    const answered = this.#answered.get(address) ?? 0
    if (this.#left === 0 || answered >= this.#perAddress) return false
    this.#left -= 1
    this.#answered.set(address, answered + 1)
    return true
  }
}
