/**
 * What the views show, made of what the library keeps, what a feed says and what the player does. Pure.
 *
 * The library knows nothing of drawing, the views nothing of storage: whatever the two call differently is translated here, once.
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { Download, DownloadProblem } from '../library/download.ts'
import { type EpisodeWords, wordsOf } from '../library/episode-ref.ts'
import type { Heard } from '../library/heard.ts'
import type { EpisodeMark, LibrarySlices } from '../library/library.ts'
import type { SearchResult } from '../library/library-search.ts'
import type { NewEpisode } from '../library/new-episode.ts'
import type { RefreshProblem, Subscription } from '../library/subscription.ts'
import { type EpisodeRef, type EpisodeView, type KeepProblem, type KeepView, keyOf } from './episode-view.ts'
import type { HomeView } from './home-view.ts'
import type { RefreshView, ShowHeadView, ShowTileView } from './show-view.ts'

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

/** What is in the player. */
export interface NowView extends EpisodeRef {
  readonly isPlaying: boolean
}

/** What all views are made of, beside the feed of the show that is open. */
export interface LibraryView {
  readonly slices: Pick<LibrarySlices, 'subscriptions' | 'continueListening' | 'newEpisodes' | 'queue' | 'downloads'>
  readonly now: NowView | undefined
}

/** Of the queue, on the start page. */
const NEXT_SHOWN = 3

const NOT_KEPT: KeepView = Object.freeze({ kind: 'not' })
const KEEP_PROBLEMS: Readonly<Record<DownloadProblem, KeepProblem>> = {
  'no-room': 'no-room',
  unreachable: 'host-unreachable',
  refused: 'host-refuses',
  differs: 'host-refuses',
  'not-keepable': 'not-keepable',
  'no-storage': 'no-storage',
}

/** Where things stand with every episode, by {@link keyOf}. Made once for all rows of a view. */
interface Standing {
  readonly queued: ReadonlySet<string>
  readonly downloads: ReadonlyMap<string, Download>
  readonly now: NowView | undefined
}

function standing({ slices: { queue, downloads }, now }: LibraryView): Standing {
  return {
    queued: new Set(queue.map(keyOf)),
    downloads: new Map(downloads.map((download) => [keyOf(download), download])),
    now,
  }
}

/** A show's episodes, in the feed's order. */
export function episodeViews(
  feedUrl: string,
  show: Show,
  marks: ReadonlyMap<string, EpisodeMark>,
  library: LibraryView,
): readonly EpisodeView[] {
  const where = standing(library)
  return show.episodes.map((episode) => episodeView(feedUrl, show, episode, marks.get(episode.guid), where))
}

function episodeView(
  feedUrl: string,
  show: Show,
  episode: Episode,
  mark: EpisodeMark | undefined,
  where: Standing,
): EpisodeView {
  const { guid, title, summary, imageUrl, publishedAt, durationSeconds, enclosure } = episode
  const { language } = show
  const ref = { feedUrl, guid }
  return {
    ...ref,
    title,
    summary,
    ...(imageUrl !== undefined && { imageUrl }),
    ...(language !== undefined && { language }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(mark !== undefined && mark.atSeconds > 0 && { atSeconds: mark.atSeconds }),
    isHeard: mark?.isFinished === true,
    isNew: mark?.isNew === true,
    isPlayable: enclosure !== undefined,
    ...standingOf(ref, where),
  }
}

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
    ...(heard?.resumeAt !== undefined && heard.resumeAt > 0 && { atSeconds: heard.resumeAt }),
    isHeard: heard?.finishedAt !== undefined,
    isNew: false,
    isPlayable: true,
    ...standingOf(ref, where),
  }
}

function standingOf(ref: EpisodeRef, { queued, downloads, now }: Standing) {
  const key = keyOf(ref)
  const isCurrent = now !== undefined && keyOf(now) === key
  return {
    isCurrent,
    isPlaying: isCurrent && now.isPlaying,
    isQueued: queued.has(key),
    keep: keepView(downloads.get(key)),
  }
}

export function keepView(download: Download | undefined): KeepView {
  switch (download?.state) {
    case undefined:
      return NOT_KEPT
    case 'wanted':
      return { kind: 'waiting' }
    case 'loading': {
      const { heldBytes, lengthBytes } = download
      return lengthBytes > 0 ? { kind: 'coming', share: Math.min(1, heldBytes / lengthBytes) } : { kind: 'coming' }
    }
    case 'kept':
      return { kind: 'kept', bytes: download.lengthBytes }
    case 'failed':
      return { kind: 'failed', why: KEEP_PROBLEMS[download.problem ?? 'unreachable'] }
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

/** What became of the last look at the feed of the show that is open. */
export interface LookAtFeed {
  readonly isChecking: boolean
  /** Milliseconds since 1970: when it was read last. */
  readonly readAtMs?: number
  readonly problem?: RefreshProblem
}

export function showHeadView(
  feedUrl: string,
  show: Show,
  look: LookAtFeed,
  { isFollowed, isShared }: { readonly isFollowed: boolean; readonly isShared: boolean | undefined },
): ShowHeadView {
  const { title, author, imageUrl, language, description, link, warnings } = show
  return {
    feedUrl,
    title,
    description,
    warnings,
    isFollowed,
    refresh: refreshView(look),
    ...(author !== undefined && { author }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(language !== undefined && { language }),
    ...(link !== undefined && { link }),
    ...(isShared !== undefined && { isShared }),
  }
}

function refreshView({ isChecking, readAtMs, problem }: LookAtFeed): RefreshView {
  if (isChecking) return { kind: 'checking' }
  if (problem === undefined && readAtMs !== undefined) return { kind: 'checked', atMs: readAtMs }
  return { kind: 'failed', ...(readAtMs !== undefined && { lastAtMs: readAtMs }) }
}
