/**
 * The members of one swarm, and the offers of each that still wait for an answer.
 *
 * Pure: it never sends anything. Members lie in an array without holes, so that joining, leaving and picking k at random
 * cost O(1), O(1) and O(k), whatever the size: leaving swaps the last member into the hole, picking shuffles the front.
 */
import type { Millis, Rng } from '../src/shared/clock.ts'
import type { InfoHash, PeerId } from '../src/shared/ids.ts'
import type { OfferId, SwarmCounts } from '../src/shared/wire/tracker.ts'
import { LEASE_DEFAULTS, LeaseTable } from './leases.ts'

/** How long an answer to a relayed offer is waited for: a stock client gives up on its offer after 50 s. */
export const OFFER_TTL_MS = 60_000

/** Offers of one member that may wait at a time. The oldest goes first; three full announces fit. */
export const MAX_WAITING_OFFERS = 30

interface WaitingOffer {
  readonly to: PeerId
  readonly expiresAt: Millis
}

/** One peer in one swarm. */
export interface Member<Conn> {
  readonly peerId: PeerId
  readonly conn: Conn
  /** False: a leecher. */
  readonly isSeeder: boolean
  readonly seenAt: Millis
}

interface Slot<Conn> extends Member<Conn> {
  index: number
  isSeeder: boolean
  seenAt: Millis
  /** In the order of their expiry. */
  readonly waiting: Map<OfferId, WaitingOffer>
}

export class Swarm<Conn> {
  #leases: LeaseTable<PeerId> | undefined
  readonly infoHash: InfoHash
  readonly #members: Slot<Conn>[] = []
  readonly #byPeerId = new Map<PeerId, Slot<Conn>>()
  #seeders = 0
  #downloaded = 0

  constructor(infoHash: InfoHash) {
    this.infoHash = infoHash
  }

  get size(): number {
    return this.#members.length
  }

  get counts(): SwarmCounts {
    return { complete: this.#seeders, incomplete: this.size - this.#seeders, downloaded: this.#downloaded }
  }

  get members(): readonly Member<Conn>[] {
    return this.#members
  }

  get(peerId: PeerId): Member<Conn> | undefined {
    return this.#byPeerId.get(peerId)
  }

  /** Adds a leecher, or finds the member that has this id already; its connection stays what it is. */
  join(peerId: PeerId, conn: Conn, now: Millis): Member<Conn> {
    const known = this.#byPeerId.get(peerId)
    if (known) {
      known.seenAt = now
      return known
    }
    const member = { peerId, conn, index: this.size, isSeeder: false, seenAt: now, waiting: new Map() }
    this.#members.push(member)
    this.#byPeerId.set(peerId, member)
    return member
  }

  /** @returns whether it was there. */
  leave(peerId: PeerId): boolean {
    const member = this.#byPeerId.get(peerId)
    if (!member) return false
    this.#byPeerId.delete(peerId)
    this.#leases?.left(peerId)
    if (member.isSeeder) this.#seeders -= 1
    const last = this.#members.pop()
    if (last && last !== member) this.#put(last, member.index)
    return true
  }

  /** A member may go back to leecher: a browser drops pieces when its budget is spent. */
  setSeeder(peerId: PeerId, isSeeder: boolean): void {
    const member = this.#byPeerId.get(peerId)
    if (!member || member.isSeeder === isSeeder) return
    member.isSeeder = isSeeder
    this.#seeders += isSeeder ? 1 : -1
  }

  /** Made by the first who asks for a lease: a swarm without leases has none. */
  leaseTable(leaseSeconds: number): LeaseTable<PeerId> {
    this.#leases ??= new LeaseTable({ ...LEASE_DEFAULTS, leaseMs: leaseSeconds * 1000 })
    return this.#leases
  }

  /** Counts a download as finished. */
  countDownload(): void {
    this.#downloaded += 1
  }

  /** Up to `count` other members, each set of them equally likely. Partial Fisher-Yates over the array itself. */
  pick(count: number, except: PeerId, rng: Rng): readonly Member<Conn>[] {
    let eligible = this.size
    const self = this.#byPeerId.get(except)
    if (self) {
      eligible -= 1
      this.#swap(self.index, eligible)
    }
    const picked: Member<Conn>[] = []
    for (let i = 0; i < Math.min(count, eligible); i++) {
      this.#swap(i, i + Math.min(Math.floor(rng() * (eligible - i)), eligible - i - 1))
      const member = this.#members[i]
      if (member) picked.push(member)
    }
    return picked
  }

  /** Remembers that an offer of `from` went to `to`, so that `to`, and nobody else, may answer it. */
  expectAnswer(from: PeerId, offerId: OfferId, to: PeerId, now: Millis): void {
    const waiting = this.#byPeerId.get(from)?.waiting
    if (!waiting) return
    // Set anew, so that the order of the map is the order of expiry.
    waiting.delete(offerId)
    waiting.set(offerId, { to, expiresAt: now + OFFER_TTL_MS })
    for (const [oldest, { expiresAt }] of waiting) {
      if (expiresAt > now && waiting.size <= MAX_WAITING_OFFERS) break
      waiting.delete(oldest)
    }
  }

  /** @returns the member whose offer this answers, once; `undefined` where no such offer went to `answerer`. */
  takeAnswer(answerer: PeerId, offerer: PeerId, offerId: OfferId, now: Millis): Member<Conn> | undefined {
    const member = this.#byPeerId.get(offerer)
    const offer = member?.waiting.get(offerId)
    if (!offer || offer.to !== answerer || offer.expiresAt <= now) return undefined
    member?.waiting.delete(offerId)
    return member
  }

  #swap(a: number, b: number): void {
    const first = this.#members[a]
    const second = this.#members[b]
    if (!first || !second) return
    this.#put(first, b)
    this.#put(second, a)
  }

  #put(member: Slot<Conn>, index: number): void {
    this.#members[index] = member
    member.index = index
  }
}
