/**
 * The search over everything that is followed: reads and folds each show's list once, when it is first searched, and again
 * when it changed.
 *
 * Pure: the library is handed in, and what lets the page breathe between two shows. What is indexed is let go with this object.
 */
import {
  type EpisodeMatch,
  type IndexEntry,
  indexEpisodes,
  type ShowIndex,
  searchEpisodes,
  searchShows,
} from './episode-search.ts'
import type { Library } from './library.ts'
import type { Subscription } from './subscription.ts'

/** Episodes folded in one task. */
const AT_ONCE = 200

export interface SearchResult {
  readonly query: string
  readonly shows: readonly Subscription[]
  readonly episodes: readonly EpisodeMatch[]
}

export class LibrarySearch {
  readonly #library: Pick<Library, 'subscriptions' | 'show' | 'changedShows'>
  readonly #breathe: () => Promise<void>
  readonly #indexes = new Map<string, ShowIndex>()
  readonly #known = new Map<string, string>()
  readonly #stop: () => void
  #generation = 0

  /** @param breathe resolves when the page had its turn: a task of its own, not a microtask */
  constructor(library: Pick<Library, 'subscriptions' | 'show' | 'changedShows'>, breathe: () => Promise<void>) {
    this.#library = library
    this.#breathe = breathe
    this.#stop = library.changedShows.subscribe((shows) => {
      for (const feedUrl of shows) this.#indexes.delete(feedUrl)
      this.#generation += 1
    })
  }

  /**
   * @param feedUrl only in this show, followed or not
   * @returns the best matches; `undefined` where it was aborted. Rejects where the library can't be read.
   */
  async search(query: string, signal: AbortSignal, feedUrl?: string): Promise<SearchResult | undefined> {
    const followed = this.#library.subscriptions.snapshot
    const wanted = feedUrl === undefined ? followed.map((show) => show.feedUrl) : [feedUrl]
    const indexes: ShowIndex[] = []
    for (const one of wanted) {
      indexes.push(this.#indexes.get(one) ?? (await this.#index(one)))
      if (signal.aborted) return undefined
    }
    const shows = feedUrl === undefined ? searchShows(followed, query) : []
    return { query, shows, episodes: searchEpisodes(indexes, query) }
  }

  /** Episodes that are ready to be searched: all, once a search has run. */
  get size(): number {
    let size = 0
    for (const { entries } of this.#indexes.values()) size += entries.length
    return size
  }

  dispose(): void {
    this.#stop()
    this.#indexes.clear()
  }

  async #index(feedUrl: string): Promise<ShowIndex> {
    await this.#breathe()
    const generation = this.#generation
    const show = await this.#library.show(feedUrl)
    const episodes = show?.episodes ?? []
    const entries: IndexEntry[] = []
    for (let from = 0; from < episodes.length; from += AT_ONCE) {
      if (from > 0) await this.#breathe()
      entries.push(...indexEpisodes(episodes.slice(from, from + AT_ONCE), this.#known))
    }
    const index = { feedUrl, entries }
    // What changed while it was read is read again the next time.
    if (generation === this.#generation) this.#indexes.set(feedUrl, index)
    return index
  }
}
