/**
 * The rows and the head of the show that is looked at: from the library where it is here, else from the feed alone.
 *
 * Rows are made anew only when something of them has changed: a list of thousands is compared by identity.
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { EpisodeView } from '../views/episode-view.ts'
import { episodeViews, type LibraryView, type LookAtFeed, type NowView, showHeadView } from '../views/show-views.ts'
import type { ShowView } from './show-pages.ts'

const NOTHING: LibraryView['slices'] = {
  subscriptions: [],
  continueListening: [],
  newEpisodes: [],
  queue: [],
  downloads: [],
}

interface Shown {
  readonly feedUrl: string
  readonly show: Show
  readonly look: LookAtFeed
  readonly now: NowView | undefined
  /** The episode that is looked at, where the show does not list it: only the library can know it. */
  readonly left: Episode | undefined
}

export class ShownEpisodes {
  #made: { readonly show: Show; readonly now: string; readonly views: readonly EpisodeView[] } | undefined

  view(desk: LibraryDesk | undefined, { feedUrl, show, look, now, left }: Shown): ShowView {
    if (desk === undefined) {
      const head = showHeadView(feedUrl, show, look, { isFollowed: false, isShared: undefined })
      return { feedUrl, show, head, episodes: this.#episodes(feedUrl, show, now), left: undefined }
    }
    return {
      feedUrl,
      show,
      head: desk.headView(feedUrl, show, look),
      episodes: desk.episodeViews(feedUrl, show),
      left: left && desk.leftView(feedUrl, show, left),
    }
  }

  #episodes(feedUrl: string, show: Show, now: NowView | undefined): readonly EpisodeView[] {
    const key = JSON.stringify(now ?? null)
    if (this.#made?.show !== show || this.#made.now !== key) {
      this.#made = { show, now: key, views: episodeViews(feedUrl, show, new Map(), { slices: NOTHING, now }) }
    }
    return this.#made.views
  }
}
