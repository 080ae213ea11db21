/**
 * What the library's views show, made of what the library keeps, what a feed says and what the player does. Pure.
 *
 * The library knows nothing of drawing, the views nothing of storage: whatever the two call differently is translated here, once.
 */
import { type EpisodeWords, wordsOf } from '../library/episode-ref.ts'
import type { Heard } from '../library/heard.ts'
import type { SearchResult } from '../library/library-search.ts'
import type { NewEpisode } from '../library/new-episode.ts'
import type { Subscription } from '../library/subscription.ts'
import type { EpisodeRef, EpisodeView } from './episode-view.ts'
import type { HomeView } from './home-view.ts'
import type { ShowTileView } from './show-view.ts'
import { type LibraryView, type Standing, standing, standingOf } from './show-views.ts'

/** An episode in the history. */
export interface HeardEpisodeView {
  readonly episode: EpisodeView
  /** When it was heard last: milliseconds since 1970. */
  readonly heardAtMs: number
}

export interface FoundEpisodesView {
  /** What this was found for. */
  readonly query: string
  readonly shows: readonly ShowTileView[]
  /** The best first. */
  readonly episodes: readonly EpisodeView[]
  /** There are more than these. */
  readonly hasMore: boolean
}

/** Of the queue, on the start page. */
const NEXT_SHOWN = 3

/** An episode as rows of several shows have it: with its show's name. */
function crossView(ref: EpisodeRef, words: Partial<EpisodeWords>, where: Standing, heard?: Heard): EpisodeView {
  const { title = '', showTitle, imageUrl, durationSeconds } = words
  return {
    feedUrl: ref.feedUrl,
    guid: ref.guid,
    title,
    summary: '',
    ...(showTitle !== undefined && { showTitle }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(heard !== undefined && heard.atSeconds > 0 && { atSeconds: heard.atSeconds }),
    isHeard: heard?.finishedAt !== undefined,
    isNew: false,
    isPlayable: true,
    ...standingOf(ref, where),
  }
}

export function homeView(library: LibraryView): HomeView {
  const { subscriptions, continueListening, newEpisodes, queue } = library.slices
  const where = standing(library)
  return {
    begun: continueListening.map((heard) => crossView(heard, heard, where, heard)),
    upNext: queue.slice(0, NEXT_SHOWN).map((entry) => crossView(entry, entry, where)),
    queuedCount: queue.length,
    fresh: newEpisodes.map((episode) => ({ ...crossView(episode, episode, where), isNew: true })),
    shows: tiles(subscriptions, newEpisodes),
  }
}

export function downloadViews(library: LibraryView): readonly EpisodeView[] {
  const where = standing(library)
  return library.slices.downloads.map((download) => crossView(download, download, where))
}

/** The latest first. */
export function heardViews(history: readonly Heard[], library: LibraryView): readonly HeardEpisodeView[] {
  const where = standing(library)
  return history.map((heard) => ({ episode: crossView(heard, heard, where, heard), heardAtMs: heard.heardAt ?? 0 }))
}

/** What a search found, with as many as it gives at most. */
export function foundView(
  { query, shows, episodes }: SearchResult,
  most: number,
  library: LibraryView,
): FoundEpisodesView {
  const where = standing(library)
  const { subscriptions, newEpisodes } = library.slices
  const named = new Map(subscriptions.map((one) => [one.feedUrl, one]))
  return {
    query,
    shows: tiles(shows, newEpisodes),
    episodes: episodes.map(({ feedUrl, episode }) => {
      const show = named.get(feedUrl)
      const about = { title: show?.title ?? '', ...(show?.imageUrl !== undefined && { imageUrl: show.imageUrl }) }
      const { summary, publishedAt, enclosure } = episode
      return {
        ...crossView({ feedUrl, guid: episode.guid }, wordsOf(episode, about), where),
        summary,
        ...(show?.language !== undefined && { language: show.language }),
        ...(publishedAt !== undefined && { publishedAt }),
        isPlayable: enclosure !== undefined,
      }
    }),
    hasMore: episodes.length >= most,
  }
}

function tiles(subscriptions: readonly Subscription[], newEpisodes: readonly NewEpisode[]): readonly ShowTileView[] {
  const counts = new Map<string, number>()
  for (const { feedUrl } of newEpisodes) counts.set(feedUrl, (counts.get(feedUrl) ?? 0) + 1)
  return subscriptions.map(({ feedUrl, title, author, imageUrl, language, problem }) => ({
    feedUrl,
    title,
    ...(author !== undefined && { author }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(language !== undefined && { language }),
    newCount: counts.get(feedUrl) ?? 0,
    hasProblem: problem !== undefined,
  }))
}
