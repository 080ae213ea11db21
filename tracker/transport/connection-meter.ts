/**
 * Connections before it is known what they want: how many an address may have at a time, and make. One address could
 * otherwise take all connections there may be, or all of the processor with making them. Pure.
 *
 * Reading a request costs most of what there is to it, so that who has too many is cut unread.
 */
import type { Millis } from '../../src/shared/clock.ts'
import { Arrivals, FEWEST_SOCKETS } from './arrivals.ts'

/** That are no sockets yet, beside those that are. */
const SPARE_CONNECTIONS = 32
/** Most connections become sockets, or ask for a page that shows how the tracker does. */
const ARRIVALS_PER_SOCKET = 10

export class ConnectionMeter {
  readonly #atATime: number
  readonly #arrivals: Arrivals
  readonly #open = new Map<string, number>()

  /** @param socketsPerAddress sockets that one address may have at a time */
  constructor(socketsPerAddress: number) {
    this.#atATime = socketsPerAddress + SPARE_CONNECTIONS
    this.#arrivals = new Arrivals(ARRIVALS_PER_SOCKET * Math.max(FEWEST_SOCKETS, socketsPerAddress))
  }

  /** @returns whether `address` gets one more connection, which counts among those it made then */
  admits(address: string, now: Millis): boolean {
    return (this.#open.get(address) ?? 0) < this.#atATime && this.#arrivals.take(address, now)
  }

  /** One that was admitted is there. Where its end can't be seen, neither is reported. */
  opened(address: string): void {
    this.#open.set(address, (this.#open.get(address) ?? 0) + 1)
  }

  closed(address: string): void {
    const left = (this.#open.get(address) ?? 1) - 1
    if (left > 0) this.#open.set(address, left)
    else this.#open.delete(address)
  }
}
