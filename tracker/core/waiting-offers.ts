/**
 * The offers of one member that were handed on: who may answer each, once, and exchange candidates for it. Pure.
 */
import type { Millis } from '../../src/shared/clock.ts'
import type { PeerId } from '../../src/shared/ids.ts'
import type { OfferId } from '../../src/shared/wire/tracker.ts'

/** How long an answer to a relayed offer is waited for: a stock client gives up on its offer after 50 s. */
export const OFFER_TTL_MS = 60_000

/** Offers of one member that may wait at a time. The oldest goes first; three full announces fit. */
export const MAX_WAITING_OFFERS = 30

/** Messages with candidates that pass for one offer, each way. A player sends one, at times two. */
const MAX_CANDIDATE_MESSAGES = 4

interface Offer {
  readonly to: PeerId
  readonly expiresAt: Millis
  readonly directed: boolean
  answered: boolean
  readonly candidateMessages: { offerer: number; answerer: number }
}

export interface RelayedTo {
  readonly offerId: OfferId
  /** Whom the offer went to. */
  readonly to: PeerId
  readonly from: 'offerer' | 'answerer'
}

export class WaitingOffers {
  /** In the order of their expiry. */
  #offers: Map<OfferId, Offer> | undefined

  /** A stock client's offer: who makes more than may wait loses the oldest. */
  add(offerId: OfferId, to: PeerId, now: Millis): void {
    const offers = this.#set(offerId, to, now, false)
    for (const [oldest, { expiresAt }] of offers) {
      if (expiresAt > now && offers.size <= MAX_WAITING_OFFERS) break
      offers.delete(oldest)
    }
  }

  /** A directed offer. @returns false where as many as may wait are unanswered: it is not to be handed on. */
  addDirected(offerId: OfferId, to: PeerId, now: Millis): boolean {
    this.tidy(now)
    let unanswered = 0
    for (const { answered } of this.#offers?.values() ?? []) if (!answered) unanswered += 1
    if (unanswered >= MAX_WAITING_OFFERS) return false
    const offers = this.#set(offerId, to, now, true)
    for (const oldest of offers.keys()) {
      if (offers.size <= 2 * MAX_WAITING_OFFERS) break
      offers.delete(oldest)
    }
    return true
  }

  /** `answerer` answers. @returns whether that was waited for. */
  take(offerId: OfferId, answerer: PeerId, now: Millis): boolean {
    const offer = this.#offers?.get(offerId)
    if (!offer || offer.answered || offer.to !== answerer || offer.expiresAt <= now) return false
    // Candidates may still follow a directed one.
    if (offer.directed) offer.answered = true
    else this.#offers?.delete(offerId)
    return true
  }

  passCandidates({ offerId, to, from }: RelayedTo, now: Millis): boolean {
    const offer = this.#offers?.get(offerId)
    if (!offer?.directed || offer.to !== to || offer.expiresAt <= now) return false
    offer.candidateMessages[from] += 1
    return offer.candidateMessages[from] <= MAX_CANDIDATE_MESSAGES
  }

  tidy(now: Millis): void {
    const offers = this.#offers
    if (!offers) return
    for (const [oldest, { expiresAt }] of offers) {
      if (expiresAt > now) break
      offers.delete(oldest)
    }
    if (offers.size === 0) this.#offers = undefined
  }

  #set(offerId: OfferId, to: PeerId, now: Millis, directed: boolean): Map<OfferId, Offer> {
    this.#offers ??= new Map()
    // Set anew, so that the order of the map is the order of expiry.
    this.#offers.delete(offerId)
    const candidateMessages = { offerer: 0, answerer: 0 }
    this.#offers.set(offerId, { to, expiresAt: now + OFFER_TTL_MS, directed, answered: false, candidateMessages })
    return this.#offers
  }
}
