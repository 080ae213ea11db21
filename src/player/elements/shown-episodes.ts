/**
 * The rows and the head of the show that is looked at: from the library where it is here, else from the feed alone.
 *
 * Rows are made anew only when something of them has changed: a list of thousands is compared by identity.
 */
import type { Show } from '../../feed/types.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { EpisodeView } from '../views/episode-view.ts'
import type { ShowHeadView } from '../views/show-view.ts'
import { episodeViews, type LibraryView, type LookAtFeed, type NowView, showHeadView } from '../views/show-views.ts'

const NOTHING: LibraryView['slices'] = {
  subscriptions: [],
  continueListening: [],
  newEpisodes: [],
  queue: [],
  downloads: [],
}

export interface ShownShow {
  readonly feedUrl: string
  readonly show: Show
}

export class ShownEpisodes {
  #made: { readonly show: Show; readonly now: string; readonly views: readonly EpisodeView[] } | undefined

  episodes(
    desk: LibraryDesk | undefined,
    { feedUrl, show, now }: ShownShow & { readonly now: NowView | undefined },
  ): readonly EpisodeView[] {
    if (desk !== undefined) return desk.episodeViews(feedUrl, show)
    const key = JSON.stringify(now ?? null)
    if (this.#made?.show !== show || this.#made.now !== key) {
      this.#made = { show, now: key, views: episodeViews(feedUrl, show, new Map(), { slices: NOTHING, now }) }
    }
    return this.#made.views
  }

  head(
    desk: LibraryDesk | undefined,
    { feedUrl, show, look }: ShownShow & { readonly look: LookAtFeed },
  ): ShowHeadView {
    if (desk !== undefined) return desk.headView(feedUrl, show, look)
    return showHeadView(feedUrl, show, look, { isFollowed: false, isShared: undefined })
  }
}
