/** What the start page shows. Plain data, made elsewhere of the library. */
import type { EpisodeView } from './episode-view.ts'
import type { ShowTileView } from './show-view.ts'

export interface HomeView {
  /** Begun and not ended, the latest first; a few. */
  readonly begun: readonly EpisodeView[]
  /** The first of the queue; a few. */
  readonly upNext: readonly EpisodeView[]
  /** Of the queue in all. */
  readonly queuedCount: number
  /** New episodes of all shows one follows, the latest first; a dozen or so. */
  readonly fresh: readonly EpisodeView[]
  /** Shows one follows. */
  readonly shows: readonly ShowTileView[]
}
