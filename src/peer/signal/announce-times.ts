/**
 * When one tracker is asked again about one swarm: told what came of the last time, it knows the next.
 *
 * How long is waited in which case stands in offer-budget.ts; here is which case it is. It says nothing to trackers, and never what is
 * asked. Pure: clock and chance are handed in.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import { DEFAULT_INTERVAL_SECONDS } from '../../shared/wire/tracker.ts'
import { NextAnnounce } from './next-announce.ts'
import { EAGER_MS, nextAnnounceMs, nextSeekMs, nextUnlistedMs, type SwarmCensus } from './offer-budget.ts'

export interface AnnounceTimesPorts {
  readonly clock: Clock
  readonly rng: Rng
  readonly census: () => SwarmCensus
  /** It is time. */
  readonly announce: () => void
}

export class AnnounceTimes {
  readonly #ports: AnnounceTimesPorts
  readonly #next: NextAnnounce
  #intervalMs = DEFAULT_INTERVAL_SECONDS * 1000
  #namesPeers = false
  /** Answers since a connection came of one. */
  #fruitless = 0
  #isUnlisted = false
  #isOver = false

  constructor(ports: AnnounceTimesPorts) {
    this.#ports = ports
    this.#next = new NextAnnounce(ports.clock, () => {
      ports.announce()
      this.#schedule()
    })
  }

  /** The tracker does not serve the file, or not any more: there is nobody to be met by way of it. */
  get isUnlisted(): boolean {
    return this.#isUnlisted
  }

  /** It answered. @param namesPeers asking it costs little: those who are found are told, and no offers lie in wait. */
  acknowledged(intervalSeconds: number, namesPeers: boolean): void {
    this.#intervalMs = intervalSeconds * 1000
    this.#namesPeers = namesPeers
    this.#isUnlisted = false
    this.#schedule()
    this.#fruitless += 1
  }

  /** It said no, and may say yes soon: it may be full. */
  refused(): void {
    this.#schedule((this.#intervalMs / 4) * (0.5 + this.#ports.rng()))
  }

  unlisted(): void {
    this.#isUnlisted = true
    this.#schedule()
  }

  /** Somebody was met, or everybody is to be met anew: looking for others pays again. */
  met(): void {
    this.#fruitless = 0
  }

  /** Somebody else may be around. */
  peerLost(): void {
    this.#fruitless = 0
    if (!this.#isUnlisted && this.#next.inMs > EAGER_MS) this.#schedule()
  }

  /** Nothing came of an introduction: whoever names peers can name another. */
  metInVain(): void {
    if (this.#namesPeers) this.#schedule(Math.min(this.#pauseMs(), this.#next.inMs))
  }

  end(): void {
    this.#isOver = true
    this.#next.cancel()
  }

  #schedule(delayMs = this.#pauseMs()): void {
    if (!this.#isOver) this.#next.set(delayMs)
  }

  #pauseMs(): number {
    const { census, rng } = this.#ports
    if (this.#isUnlisted) return nextUnlistedMs(rng())
    return this.#namesPeers
      ? nextSeekMs(census(), this.#intervalMs, this.#fruitless, rng())
      : nextAnnounceMs(census(), this.#intervalMs, rng())
  }
}
