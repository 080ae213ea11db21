/**
 * What each address (`client-address.ts`) holds: its sockets, and an allowance of messages that they share.
 *
 * Most addresses have one socket, whose own allowance is the smaller: only from the second on is there one to share. Pure.
 */
import type { Millis } from '../../src/shared/clock.ts'
import { MessageAllowance } from './message-allowance.ts'

/** Of a minute's messages so many parts may come at once: a tenth of a second's work, where a minute's would be more than one. */
const BURSTS_PER_MINUTE = 12

export class AddressCounts {
  readonly #messagesPerMinute: number
  readonly #sockets = new Map<string, number>()
  readonly #allowances = new Map<string, MessageAllowance>()

  /** @param messagesPerMinute of all sockets of one address */
  constructor(messagesPerMinute: number) {
    this.#messagesPerMinute = messagesPerMinute
  }

  of(address: string): number {
    return this.#sockets.get(address) ?? 0
  }

  /** For one more socket of `address`. @returns `undefined` for its first */
  allowance(address: string, now: Millis): MessageAllowance | undefined {
    if (this.of(address) === 0) return undefined
    const perMinute = this.#messagesPerMinute
    const shared = this.#allowances.get(address) ?? new MessageAllowance(perMinute, now, perMinute / BURSTS_PER_MINUTE)
    this.#allowances.set(address, shared)
    return shared
  }

  add(address: string): void {
    this.#sockets.set(address, this.of(address) + 1)
  }

  remove(address: string): void {
    const left = this.of(address) - 1
    if (left > 0) {
      this.#sockets.set(address, left)
      return
    }
    this.#sockets.delete(address)
    this.#allowances.delete(address)
  }
}
