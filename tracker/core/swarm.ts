/**
 * The members of one swarm, whom to introduce to whom, and the offers of each that still wait for an answer.
 *
 * Pure: it never sends anything. Joining, leaving and choosing k others cost O(1), O(1) and O(k), whatever the size.
 */
import type { Millis, Rng } from '../../src/shared/clock.ts'
import type { InfoHash, PeerId } from '../../src/shared/ids.ts'
import type { OfferId, SwarmCounts } from '../../src/shared/wire/tracker.ts'
import { DenseSet, NOWHERE } from './dense-set.ts'
import { LEASE_DEFAULTS, LeaseTable } from './leases.ts'
import { RecentLinks } from './recent-links.ts'
import { type RelayedTo, WaitingOffers } from './waiting-offers.ts'

/** One peer in one swarm. */
export interface Member<Conn> {
  readonly peerId: PeerId
  readonly conn: Conn
  /** False: a leecher. */
  readonly isSeeder: boolean
  /** It understands directed signalling; false: a stock client. */
  readonly isDirected: boolean
  readonly seenAt: Millis
}

interface Slot<Conn> extends Member<Conn> {
  isSeeder: boolean
  isDirected: boolean
  seenAt: Millis
  /** Made when there is one: most listeners have nothing under way. */
  offers: WaitingOffers | undefined
  links: RecentLinks | undefined
  placeInAll: number
  /** Among those of its kind, directed or stock. */
  placeInKind: number
}

/** Whom a member was told to offer to. */
export interface Named {
  readonly peers: readonly PeerId[]
  readonly stock: readonly PeerId[]
}

/** Stock clients send offers by themselves, so that a few of ours do beside those to our own. */
const STOCK_NAMED = 2
/** Of this many times as many as are wanted, those with the fewest links of late are named. */
const SAMPLE_FACTOR = 3

export class Swarm<Conn> {
  readonly infoHash: InfoHash
  readonly #byPeerId = new Map<PeerId, Slot<Conn>>()
  readonly #all = new DenseSet<'placeInAll', Slot<Conn>>('placeInAll')
  readonly #directed = new DenseSet<'placeInKind', Slot<Conn>>('placeInKind')
  readonly #stock = new DenseSet<'placeInKind', Slot<Conn>>('placeInKind')
  #leases: LeaseTable<PeerId> | undefined
  #seeders = 0
  #downloaded = 0

  constructor(infoHash: InfoHash) {
    this.infoHash = infoHash
  }

  get size(): number {
    return this.#all.size
  }

  get counts(): SwarmCounts {
    return { complete: this.#seeders, incomplete: this.size - this.#seeders, downloaded: this.#downloaded }
  }

  get members(): readonly Member<Conn>[] {
    return this.#all.items
  }

  get(peerId: PeerId): Member<Conn> | undefined {
    return this.#byPeerId.get(peerId)
  }

  /** Adds a leecher and stock client, or finds the member that has this id already; its connection stays what it is. */
  join(peerId: PeerId, conn: Conn, now: Millis): Member<Conn> {
    const known = this.#byPeerId.get(peerId)
    if (known) {
      known.seenAt = now
      return known
    }
    const member: Slot<Conn> = {
      peerId,
      conn,
      isSeeder: false,
      isDirected: false,
      seenAt: now,
      offers: undefined,
      links: undefined,
      placeInAll: NOWHERE,
      placeInKind: NOWHERE,
    }
    this.#byPeerId.set(peerId, member)
    this.#all.add(member)
    this.#stock.add(member)
    return member
  }

  /** @returns whether it was there. */
  leave(peerId: PeerId): boolean {
    const member = this.#byPeerId.get(peerId)
    if (!member) return false
    this.#byPeerId.delete(peerId)
    this.#all.delete(member)
    if (member.isDirected) this.#directed.delete(member)
    else this.#stock.delete(member)
    this.#leases?.left(peerId)
    if (member.isSeeder) this.#seeders -= 1
    return true
  }

  /** A member may go back to leecher: a browser drops pieces when its budget is spent. */
  setSeeder(peerId: PeerId, isSeeder: boolean): void {
    const member = this.#byPeerId.get(peerId)
    if (!member || member.isSeeder === isSeeder) return
    member.isSeeder = isSeeder
    this.#seeders += isSeeder ? 1 : -1
  }

  /** The member has shown that it understands directed signalling. */
  setDirected(peerId: PeerId): void {
    const member = this.#byPeerId.get(peerId)
    if (!member || member.isDirected) return
    this.#stock.delete(member)
    member.isDirected = true
    this.#directed.add(member)
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

  /** Up to `count` other members, each set of them equally likely: the receivers of a stock client's offers. */
  pick(count: number, except: PeerId, rng: Rng): readonly Member<Conn>[] {
    const self = this.#byPeerId.get(except)
    const sample = this.#all.sample(self ? count + 1 : count, rng).filter((member) => member !== self)
    return sample.slice(0, count)
  }

  /**
   * Names up to `want` others for `asker` to offer to, at random, of those with the fewest links of late; it is remembered that
   * they were. Seeders are of no use to seeders, and of a pair only one is told.
   */
  introduce(asker: PeerId, want: number, except: readonly PeerId[], now: Millis, rng: Rng): Named {
    const self = this.#byPeerId.get(asker)
    if (!self || want === 0) return { peers: [], stock: [] }
    const not = new Set(except)
    const choose = (from: DenseSet<'placeInKind', Slot<Conn>>, count: number): readonly PeerId[] => {
      const chosen = from
        .sample(SAMPLE_FACTOR * count + not.size + 1, rng)
        .filter((one) => one !== self && !not.has(one.peerId) && !(self.isSeeder && one.isSeeder))
        .filter((one) => !one.links?.has(asker, now) && !self.links?.has(one.peerId, now))
        .map((one) => ({ one, load: one.links?.load(now) ?? 0 }))
        .sort((a, b) => a.load - b.load)
        .slice(0, count)
        .map(({ one }) => one)
      for (const one of chosen) {
        linksOf(one).count(1, now)
        linksOf(self).add(one.peerId, now)
      }
      return chosen.map(({ peerId }) => peerId)
    }
    const peers = choose(this.#directed, want)
    return { peers, stock: choose(this.#stock, Math.max(want - peers.length, Math.min(STOCK_NAMED, want))) }
  }

  /**
   * `from` wants its offer handed to `to`. @returns `to`, whose answer is now waited for; `undefined` where there is no such
   * member, or too many offers of `from` are under way.
   */
  directOffer(from: PeerId, offerId: OfferId, to: PeerId, now: Millis): Member<Conn> | undefined {
    const target = this.#byPeerId.get(to)
    if (!target || from === to) return undefined
    const self = this.#byPeerId.get(from)
    return self && offersOf(self).addDirected(offerId, to, now) ? target : undefined
  }

  /** Remembers that an offer of `from` went to `to`, so that `to`, and nobody else, may answer it. */
  expectAnswer(from: PeerId, offerId: OfferId, to: PeerId, now: Millis): void {
    const self = this.#byPeerId.get(from)
    if (self) offersOf(self).add(offerId, to, now)
  }

  /** @returns the member whose offer this answers, once; `undefined` where no such offer went to `answerer`. */
  takeAnswer(answerer: PeerId, offerer: PeerId, offerId: OfferId, now: Millis): Member<Conn> | undefined {
    const member = this.#byPeerId.get(offerer)
    return member?.offers?.take(offerId, answerer, now) ? member : undefined
  }

  /** As {@link takeAnswer}, for a no: `answerer` has no room, so it is named less for a while. */
  takeRefusal(answerer: PeerId, offerer: PeerId, offerId: OfferId, now: Millis): Member<Conn> | undefined {
    const member = this.takeAnswer(answerer, offerer, offerId, now)
    const self = this.#byPeerId.get(answerer)
    if (member && self) linksOf(self).count(REFUSAL_LOAD, now)
    return member
  }

  /** @returns the member that candidates of `from` go to: the other side of a directed offer that either has made. */
  relayCandidates(from: PeerId, to: PeerId, offerId: OfferId, now: Millis): Member<Conn> | undefined {
    const target = this.#byPeerId.get(to)
    if (!target) return undefined
    const mine: RelayedTo = { offerId, to, from: 'offerer' }
    const theirs: RelayedTo = { offerId, to: from, from: 'answerer' }
    const passes =
      this.#byPeerId.get(from)?.offers?.passCandidates(mine, now) || target.offers?.passCandidates(theirs, now)
    return passes ? target : undefined
  }

  /** Forgets what has expired. A whole pass. */
  tidy(now: Millis): void {
    for (const { offers, links } of this.#all.items) {
      offers?.tidy(now)
      links?.tidy(now)
    }
  }
}

function offersOf<Conn>(member: Slot<Conn>): WaitingOffers {
  member.offers ??= new WaitingOffers()
  return member.offers
}

function linksOf<Conn>(member: Slot<Conn>): RecentLinks {
  member.links ??= new RecentLinks()
  return member.links
}

/** As many links as one with a full table is likely to have. */
const REFUSAL_LOAD = 8
