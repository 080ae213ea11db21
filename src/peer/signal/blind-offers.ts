/**
 * Offers for whoever answers: what trackers that name nobody get. Makes them, and keeps each until it is answered or over.
 *
 * Pure: how an attempt begins is handed in, and who may answer is decided elsewhere.
 */
import type { Offer, OfferId } from '../../shared/wire/tracker.ts'

/** @returns `undefined` where none can be made; else `described` is called once its description stands, `ended` if nothing came of it. */
export type BeginBlindly<Attempt> = (
  offerId: OfferId,
  described: (sdp: string) => void,
  ended: () => void,
) => Attempt | undefined

export class BlindOffers<Attempt extends { end(): void }> {
  readonly #newId: () => OfferId
  readonly #begin: BeginBlindly<Attempt>
  readonly #open = new Map<OfferId, Attempt>()

  constructor(newId: () => OfferId, begin: BeginBlindly<Attempt>) {
    this.#newId = newId
    this.#begin = begin
  }

  /** Made, and neither answered nor over. */
  get size(): number {
    return this.#open.size
  }

  /** @returns those that could be made, once all are described. Never rejects. */
  async make(count: number): Promise<readonly Offer[]> {
    const offers = await Promise.all(Array.from({ length: count }, () => this.#make()))
    return offers.filter((offer) => offer !== undefined)
  }

  /** It was answered: from now on it is the caller's. */
  take(offerId: OfferId): Attempt | undefined {
    const attempt = this.#open.get(offerId)
    this.#open.delete(offerId)
    return attempt
  }

  /** Gives all of them up. */
  end(): void {
    for (const attempt of this.#open.values()) attempt.end()
    this.#open.clear()
  }

  #make(): Promise<Offer | undefined> {
    const offerId = this.#newId()
    return new Promise((resolve) => {
      const attempt = this.#begin(
        offerId,
        (sdp) => resolve({ offerId, sdp }),
        () => {
          this.#open.delete(offerId)
          resolve(undefined)
        },
      )
      if (attempt === undefined) resolve(undefined)
      else this.#open.set(offerId, attempt)
    })
  }
}
