/**
 * What the page of a show draws, made of what its feed says, what the library keeps and what the player does. Pure.
 *
 * All of it holds without a library, as on a first visit. What other views show is in library-views.ts.
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { Download, DownloadProblem } from '../library/download.ts'
import type { EpisodeMark, LibrarySlices } from '../library/library.ts'
import type { RefreshProblem } from '../library/subscription.ts'
import { type EpisodeRef, type EpisodeView, type KeepProblem, type KeepView, keyOf } from './episode-view.ts'
import type { RefreshView, ShowHeadView } from './show-view.ts'

/** What is in the player. */
export interface NowView extends EpisodeRef {
  readonly isPlaying: boolean
}

/** What all views are made of, beside the feed of the show that is open. */
export interface LibraryView {
  readonly slices: Pick<LibrarySlices, 'subscriptions' | 'continueListening' | 'newEpisodes' | 'queue' | 'downloads'>
  readonly now: NowView | undefined
}

const NOT_KEPT: KeepView = Object.freeze({ kind: 'not' })

/** Where things stand with every episode, by {@link keyOf}. Made once for all rows of a view. */
export interface Standing {
  readonly queued: ReadonlySet<string>
  readonly downloads: ReadonlyMap<string, Download>
  readonly now: NowView | undefined
}

export function standing({ slices: { queue, downloads }, now }: LibraryView): Standing {
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

export function episodeView(
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

export function standingOf(ref: EpisodeRef, { queued, downloads, now }: Standing) {
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
      return { kind: 'failed', why: keepProblem(download.problem ?? 'unreachable') }
  }
}

function keepProblem(problem: DownloadProblem): KeepProblem {
  switch (problem) {
    case 'unreachable':
      return 'host-unreachable'
    case 'refused':
    case 'forbids-reading':
    case 'differs':
      return 'host-refuses'
    default:
      return problem
  }
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
