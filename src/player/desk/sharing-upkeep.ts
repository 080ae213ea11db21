/**
 * Keeps what is offered to others in step with what is kept and with the listener's answers: of shows with a yes, the most worth first.
 *
 * A no does not wait for it: the engine goes by each show's answer itself, whatever it was named.
 */
import type { SharedSource } from '../../peer/index.ts'
import type { KeptBytes } from '../../peer/types.ts'
import type { Clock } from '../../shared/clock.ts'
import type { InfoHash } from '../../shared/ids.ts'
import type { EpisodeRef, EpisodeSwarm } from '../library/episode-ref.ts'
import type { Library } from '../library/library.ts'
import { byWorth } from '../library/rarity.ts'
import type { LoadEngine } from './desk-engine.ts'

/** @returns what is offered, the most worth first: of what is held, that of which a show with a yes named the swarm, for each such show. */
export function offersOf(
  swarms: readonly (EpisodeRef & EpisodeSwarm)[],
  kept: readonly KeptBytes[],
  { isShared, scopeOf }: Pick<SharingUpkeepOptions, 'isShared' | 'scopeOf'>,
): readonly SharedSource[] {
  const offers = new Map<InfoHash, SharedSource[]>()
  for (const { feedUrl, infoHash, trackers } of swarms) {
    if (!isShared(feedUrl) || trackers.length === 0) continue
    const ofOthers = offers.get(infoHash) ?? []
    offers.set(infoHash, [...ofOthers, { infoHash, trackers, sharingScope: scopeOf(feedUrl) }])
  }
  return byWorth(kept).flatMap(({ infoHash }) => offers.get(infoHash) ?? [])
}

export interface SharingUpkeepOptions {
  readonly library: Pick<Library, 'swarms'>
  readonly engine: LoadEngine
  isShared(feedUrl: string): boolean
  /** As of `DeskPorts`. */
  scopeOf(feedUrl: string): string
  /** Whether any show at all is shared: else the engine is not loaded for it. */
  isAnyShared(): boolean
  readonly clock: Pick<Clock, 'after'>
  /** So many bytes more have gone to others from this tab. */
  gave(bytes: number): void
  /** For developers. */
  warn(words: string, error: unknown): void
}

/** After a piece more was kept. */
const LOOK_AFTER_MS = 5_000

export class SharingUpkeep {
  readonly #options: SharingUpkeepOptions
  #offered = ''
  #isLooking = false
  #isDue = false
  #isOver = false
  #unwatch: readonly (() => void)[] = []
  #cancelLook: (() => void) | undefined

  constructor(options: SharingUpkeepOptions) {
    this.#options = options
  }

  /** At load, and whenever an answer has changed. Never rejects. */
  look(): void {
    if (this.#isOver) return
    this.#isDue = true
    if (!this.#isLooking) void this.#lookAll()
  }

  dispose(): void {
    this.#isOver = true
    for (const unwatch of this.#unwatch) unwatch()
    this.#cancelLook?.()
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
    const { library, engine: load, isAnyShared, scopeOf } = this.#options
    // Each answer is read from storage.
    const answers = new Map<string, boolean>()
    const isShared = (feedUrl: string): boolean => {
      const known = answers.get(feedUrl) ?? this.#options.isShared(feedUrl)
      answers.set(feedUrl, known)
      return known
    }
    if (!isAnyShared() && this.#offered === '') return
    const engine = await load()
    if (this.#isOver) return
    if (this.#unwatch.length === 0)
      this.#unwatch = [
        engine.watchKept(() => this.#lookLater()),
        engine.watchGiven((bytes) => this.#options.gave(bytes)),
      ]
    const [kept, swarms] = await Promise.all([engine.keptEpisodes(), library.swarms()])
    if (this.#isOver) return
    const offers = offersOf(swarms, kept, { isShared, scopeOf })
    const all = JSON.stringify(offers)
    if (all !== this.#offered) engine.reseed(offers)
    this.#offered = all
  }

  #lookLater(): void {
    this.#cancelLook ??= this.#options.clock.after(LOOK_AFTER_MS, () => {
      this.#cancelLook = undefined
      this.look()
    })
  }
}
