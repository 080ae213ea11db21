/**
 * Keeps what is offered to others in step with what is kept and with the listener's answers: of shows with a yes, the most worth first.
 *
 * No tracker or peer may hear of an episode of a show without a yes. The engine knows one switch for all it has opened, and takes back
 * nothing it was once named: so where a show that was named here is answered with no, {@link SharingUpkeep.mayShare} says no until the
 * page is loaded again. Turning the switch is the page's.
 */
import type { KeptBytes } from '../../peer/types.ts'
import type { Clock } from '../../shared/clock.ts'
import { type Observable, Subject } from '../../shared/emitter.ts'
import type { InfoHash } from '../../shared/ids.ts'
import type { EpisodeRef, EpisodeSwarm } from '../library/episode-ref.ts'
import type { Library } from '../library/library.ts'
import { byWorth } from '../library/rarity.ts'
import type { LoadEngine } from './desk-engine.ts'

export interface Offer {
  readonly infoHash: InfoHash
  readonly trackers: readonly string[]
}

/**
 * What is offered, the most worth first: of what is held, that of which a show with a yes named the swarm.
 * @returns with each info hash the trackers of those shows alone
 */
export function offersOf(
  swarms: readonly (EpisodeRef & EpisodeSwarm)[],
  kept: readonly KeptBytes[],
  isShared: (feedUrl: string) => boolean,
): readonly Offer[] {
  const trackers = new Map<InfoHash, Set<string>>()
  for (const swarm of swarms) {
    if (!isShared(swarm.feedUrl) || swarm.trackers.length === 0) continue
    const known = trackers.get(swarm.infoHash) ?? new Set()
    for (const tracker of swarm.trackers) known.add(tracker)
    trackers.set(swarm.infoHash, known)
  }
  return byWorth(kept).flatMap(({ infoHash }) => {
    const named = trackers.get(infoHash)
    return named === undefined ? [] : [{ infoHash, trackers: [...named] }]
  })
}

export interface BackgroundSharing {
  /** Something of a show with a yes is held here. */
  readonly hasOffers: boolean
  /** False: a show that was offered on this page has a no by now, so the engine's switch must stay off until the page is loaded again. */
  readonly mayShare: boolean
}

export interface SharingUpkeepOptions {
  readonly library: Pick<Library, 'swarms'>
  readonly engine: LoadEngine
  isShared(feedUrl: string): boolean
  /** Whether any show at all is shared: else the engine is not loaded for it. */
  isAnyShared(): boolean
  readonly clock: Pick<Clock, 'after'>
  /** For developers. */
  warn(words: string, error: unknown): void
}

/** After a piece more was kept. */
const LOOK_AFTER_MS = 5_000

export class SharingUpkeep {
  readonly #options: SharingUpkeepOptions
  readonly #background = new Subject<BackgroundSharing>({ hasOffers: false, mayShare: true })
  /** Feeds of which something was named to the engine. */
  readonly #named = new Set<string>()
  #offered = ''
  #isLooking = false
  #isDue = false
  #isOver = false
  #unwatch: (() => void) | undefined
  #cancelLook: (() => void) | undefined

  constructor(options: SharingUpkeepOptions) {
    this.#options = options
  }

  get background(): Observable<BackgroundSharing> {
    return this.#background
  }

  /** At load, and whenever an answer has changed. Never rejects. */
  look(): void {
    if (this.#isOver) return
    this.#answersChanged()
    this.#isDue = true
    if (!this.#isLooking) void this.#lookAll()
  }

  dispose(): void {
    this.#isOver = true
    this.#unwatch?.()
    this.#cancelLook?.()
  }

  /** At once: whoever says no is not to wait for a look into the store. */
  #answersChanged(): void {
    const mayShare = [...this.#named].every((feedUrl) => this.#options.isShared(feedUrl))
    this.#set({ ...this.#background.snapshot, mayShare })
  }

  async #lookAll(): Promise<void> {
    this.#isLooking = true
    try {
      while (this.#isDue && !this.#isOver) {
        this.#isDue = false
        await this.#lookOnce()
      }
    } catch (error) {
      this.#options.warn('Grapevine: what is kept can’t be offered now.', error)
    } finally {
      this.#isLooking = false
    }
  }

  async #lookOnce(): Promise<void> {
    const { library, engine: load, isAnyShared } = this.#options
    // Each answer is read from storage.
    const answers = new Map<string, boolean>()
    const isShared = (feedUrl: string): boolean => {
      const known = answers.get(feedUrl) ?? this.#options.isShared(feedUrl)
      answers.set(feedUrl, known)
      return known
    }
    if (!isAnyShared() && this.#offered === '') return
    const engine = await load()
    this.#unwatch ??= engine.watchKept(() => this.#lookLater())
    const [kept, swarms] = await Promise.all([engine.keptEpisodes(), library.swarms()])
    if (this.#isOver) return
    const offers = offersOf(swarms, kept, isShared)
    const named = new Set(offers.map(({ infoHash }) => infoHash))
    for (const { feedUrl, infoHash } of swarms) if (named.has(infoHash) && isShared(feedUrl)) this.#named.add(feedUrl)
    const all = JSON.stringify(offers)
    if (all !== this.#offered) engine.reseed(offers)
    this.#offered = all
    this.#set({ ...this.#background.snapshot, hasOffers: offers.length > 0 })
  }

  #lookLater(): void {
    this.#cancelLook ??= this.#options.clock.after(LOOK_AFTER_MS, () => {
      this.#cancelLook = undefined
      this.look()
    })
  }

  #set(next: BackgroundSharing): void {
    const { hasOffers, mayShare } = this.#background.snapshot
    if (next.hasOffers !== hasOffers || next.mayShare !== mayShare) this.#background.set(next)
  }
}
