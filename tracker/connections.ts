/**
 * All connections of the tracker, and what is done to many of them at a time: pinging, seeing off those that never say what they
 * came for, sending everybody to another process. It knows no protocol.
 */
import type { Clock, Millis, Rng } from '../src/shared/clock.ts'
import { AddressCounts } from './transport/address-counts.ts'
import { CLOSE_POLICY_VIOLATION, CLOSE_SERVICE_RESTART, type Connection } from './transport/connection.ts'
import type { MessageAllowance } from './transport/message-allowance.ts'

/** Goodbyes are said in so many portions a second, for nobody waits long behind others. */
const DRAIN_STEP_MS = 20

/** Pinging everybody at once would keep everybody waiting: 20,000 pings are most of a second. */
export const PING_STEP_MS = 50

export class Connections {
  /** Whose ping is the longest ago first. */
  readonly #all = new Set<Connection>()
  readonly #perAddress: AddressCounts
  /** Those that have said nothing that could be served; the oldest first. */
  readonly #newcomers = new Set<Connection>()
  readonly #clock: Clock

  /** @param messagesPerMinutePerAddress of all sockets of one address */
  constructor(clock: Clock, messagesPerMinutePerAddress: number) {
    this.#clock = clock
    this.#perAddress = new AddressCounts(messagesPerMinutePerAddress)
  }

  get size(): number {
    return this.#all.size
  }

  get all(): Iterable<Connection> {
    return this.#all
  }

  ofAddress(address: string): number {
    return this.#perAddress.of(address)
  }

  /** What a further connection of `address` shares with those that are there. */
  sharedAllowance(address: string): MessageAllowance | undefined {
    return this.#perAddress.allowance(address, this.#clock.now())
  }

  add(connection: Connection): void {
    this.#all.add(connection)
    this.#newcomers.add(connection)
    this.#perAddress.add(connection.address)
  }

  remove(connection: Connection): void {
    if (!this.#all.delete(connection)) return
    this.#newcomers.delete(connection)
    this.#perAddress.remove(connection.address)
  }

  /** It has said what it came for. */
  served(connection: Connection): void {
    this.#newcomers.delete(connection)
  }

  /**
   * Pings, or cuts, those whose turn it is: each once in `intervalMs`. To be called every {@link PING_STEP_MS}: those that came
   * together, as after a restart, get their turns one after another, at most at twice the even pace.
   */
  pingOrCutDue(intervalMs: Millis): void {
    const since = this.#clock.now() - intervalMs
    let left = Math.ceil((2 * this.#all.size * PING_STEP_MS) / intervalMs)
    for (const connection of this.#all) {
      if (connection.pingedAt > since || left === 0) return
      left -= 1
      this.#all.delete(connection)
      this.#all.add(connection)
      connection.pingOrCut()
    }
  }

  /** Closes those that have been here for longer without a word that could be served. */
  seeOffIdlers(longerThanMs: Millis): void {
    const since = this.#clock.now() - longerThanMs
    for (const connection of this.#newcomers) {
      if (connection.openedAt > since) return
      connection.close(CLOSE_POLICY_VIOLATION, 'announce or scrape first', 'no-announce')
    }
  }

  /**
   * Asks everybody to come back, to whichever process listens then, in random order over `overMs`. Resolves when all were told.
   * @param pause Waits for so long; `false`: it is over.
   */
  async moveAll(overMs: number, rng: Rng, pause: (ms: Millis) => Promise<boolean>): Promise<void> {
    const startedAt = this.#clock.now()
    const waiting = shuffled([...this.#all], rng)
    const { length } = waiting
    for (let told = 0; told < length; ) {
      const share = overMs === 0 ? 1 : Math.min(1, (this.#clock.now() - startedAt) / overMs)
      for (; told < share * length; told++) waiting[told]?.close(CLOSE_SERVICE_RESTART, 'moving', 'moved')
      if (told < length && !(await pause(DRAIN_STEP_MS))) return
    }
  }
}

/** Fisher-Yates. */
function shuffled<T>(items: T[], rng: Rng): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1))
    const [a, b] = [items[i] as T, items[j] as T]
    items[i] = b
    items[j] = a
  }
  return items
}
