/**
 * What can be said of shows and episodes by name: from the shows that were read on this page, from what the library shows at once, and
 * from what it keeps.
 *
 * Pure. A show may be open without being followed, and an episode be in the queue whose show was never read here.
 */
import type { Episode, Show } from '../../feed/types.ts'
import { type EpisodeRef, type EpisodeWords, swarmOf, wordsOf } from '../library/episode-ref.ts'
import type { HeardEpisode } from '../library/heard.ts'
import type { Library } from '../library/library.ts'

/** The show that is open, and those that were before it. */
const MOST_SHOWS = 4

export interface KnownShow {
  readonly show: Show
  /** The feed did not break off. */
  readonly whole: boolean
}

export interface FoundEpisode {
  readonly episode: Episode
  readonly show: Pick<Show, 'title' | 'imageUrl'>
}

export class KnownShows {
  readonly #library: Library
  readonly #shows = new Map<string, KnownShow>()

  constructor(library: Library) {
    this.#library = library
  }

  take(feedUrl: string, show: Show, whole: boolean): void {
    this.#shows.delete(feedUrl)
    this.#shows.set(feedUrl, { show, whole })
    for (const oldest of this.#shows.keys()) {
      if (this.#shows.size <= MOST_SHOWS) break
      this.#shows.delete(oldest)
    }
  }

  /** As it was read on this page. */
  get(feedUrl: string): KnownShow | undefined {
    return this.#shows.get(feedUrl)
  }

  /** As it was read here, else as it was kept. Never rejects. */
  async show(feedUrl: string): Promise<Show | undefined> {
    return this.#shows.get(feedUrl)?.show ?? (await this.#library.show(feedUrl).catch(() => undefined))
  }

  /** With all it takes to fetch it. Never rejects. */
  async episode(ref: EpisodeRef): Promise<FoundEpisode | undefined> {
    const show = await this.show(ref.feedUrl)
    const found = show?.episodes.find(({ guid }) => guid === ref.guid)
    if (show !== undefined && found !== undefined) return { episode: found, show }
    const episode = await this.#library.episode(ref).catch(() => undefined)
    return episode && { episode, show: show ?? { title: this.#namedBy(ref)?.showTitle ?? '' } }
  }

  /** The words that lists keep of it. Never rejects. */
  async words({ feedUrl, guid }: EpisodeRef): Promise<HeardEpisode & EpisodeWords> {
    const ref = { feedUrl, guid }
    const found = await this.episode(ref)
    if (found === undefined) return { title: guid, ...this.#namedBy(ref), ...ref }
    const swarm = swarmOf(found.episode)
    return { ...ref, ...wordsOf(found.episode, found.show), ...(swarm && { swarm }) }
  }

  async title(feedUrl: string): Promise<string> {
    const followed = this.#library.subscriptions.snapshot.find((one) => one.feedUrl === feedUrl)
    const title = followed?.title ?? (await this.show(feedUrl))?.title ?? ''
    return title === '' ? hostOf(feedUrl) : title
  }

  /** By what stands in one of the library's lists. */
  #namedBy({ feedUrl, guid }: EpisodeRef): EpisodeWords | undefined {
    const { queue, downloads, newEpisodes, continueListening, history } = this.#library
    const lists = [queue, downloads, newEpisodes, continueListening].map(({ snapshot }) => snapshot)
    const all: readonly (EpisodeRef & Partial<EpisodeWords>)[] = [...lists.flat(), ...history.snapshot.heard]
    const named = all.find((one) => one.feedUrl === feedUrl && one.guid === guid && one.title !== undefined)
    if (named?.title === undefined) return undefined
    const { title, showTitle, imageUrl, durationSeconds } = named
    return {
      title,
      ...(showTitle !== undefined && { showTitle }),
      ...(imageUrl !== undefined && { imageUrl }),
      ...(durationSeconds !== undefined && { durationSeconds }),
    }
  }
}

function hostOf(feedUrl: string): string {
  try {
    return new URL(feedUrl).host
  } catch {
    return feedUrl
  }
}
