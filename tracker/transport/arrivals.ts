/**
 * How many new sockets an address gets, whatever became of those before: as many in 20 s as it may have at a time, or 50. Pure.
 *
 * Limits of one socket are worth little where the next one is free: whoever was thrown out would start anew at once, and making
 * sockets only to leave them costs us more than keeping them. All that an address may have fits at once, as when everybody behind a
 * router comes back after a restart.
 */
import type { Millis } from '../../src/shared/clock.ts'

const FILL_MS = 20_000
const BARRED_MS = 60_000
/** Where an address may have very few at a time, they may still come and go. */
export const FEWEST_SOCKETS = 50

interface Bucket {
  left: number
  at: Millis
}

export class Arrivals {
  readonly #capacity: number
  /** Those that are not full; the longest untouched first. */
  readonly #buckets = new Map<string, Bucket>()

  /** @param atATime sockets that one address may have */
  constructor(atATime: number) {
    this.#capacity = Math.max(FEWEST_SOCKETS, atATime)
  }

  /** Addresses that are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  /** @returns whether `address` gets one more socket, which is counted then */
  take(address: string, now: Millis): boolean {
    const left = this.#leftOf(address, now)
    this.#set(address, left >= 1 ? left - 1 : left, now)
    return left >= 1
  }

  /** It flooded us: no socket for a minute. */
  bar(address: string, now: Millis): void {
    this.#set(address, 1 - this.#fills(BARRED_MS), now)
  }

  #set(address: string, left: number, now: Millis): void {
    this.#buckets.delete(address)
    this.#buckets.set(address, { left, at: now })
    for (const oldest of this.#buckets.keys()) {
      if (this.#leftOf(oldest, now) < this.#capacity) break
      this.#buckets.delete(oldest)
    }
  }

  #leftOf(address: string, now: Millis): number {
    const bucket = this.#buckets.get(address)
    return bucket ? Math.min(this.#capacity, bucket.left + this.#fills(now - bucket.at)) : this.#capacity
  }

  #fills(ms: Millis): number {
    return (ms / FILL_MS) * this.#capacity
  }
}
