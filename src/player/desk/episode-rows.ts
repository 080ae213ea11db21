/**
 * The rows of shows that are open: the same list as long as nothing it is made of has changed, the same objects in it where nothing of
 * theirs has.
 *
 * Pure.
 */
import type { Show } from '../../feed/types.ts'
import type { EpisodeMark } from '../library/library.ts'
import type { EpisodeView } from '../views/episode-view.ts'
import { episodeViews, type LibraryView } from '../views/show-views.ts'
import { sameViews } from './same-views.ts'

/** Shows whose rows are kept: the one that is open, and those "back" leads to. */
const MOST_SHOWS = 3

interface Made {
  readonly of: readonly unknown[]
  readonly views: readonly EpisodeView[]
}

export class EpisodeRows {
  readonly #made = new Map<string, Made>()

  rows(
    feedUrl: string,
    show: Show,
    marks: ReadonlyMap<string, EpisodeMark>,
    library: LibraryView,
  ): readonly EpisodeView[] {
    const { slices, now } = library
    const of = [show, marks, slices.queue, slices.downloads, now]
    const known = this.#made.get(feedUrl)
    if (known?.of.every((one, i) => one === of[i])) return known.views
    const views = sameViews(known?.views ?? [], episodeViews(feedUrl, show, marks, library))
    this.#made.delete(feedUrl)
    this.#made.set(feedUrl, { of, views })
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= MOST_SHOWS) break
      this.#made.delete(oldest)
    }
    return views
  }
}
