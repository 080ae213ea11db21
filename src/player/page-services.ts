/** What the pages need from outside: ports, so that it runs on a fake engine in its demo as well. */
import type { Chapter, Cue, Episode, Show } from '../feed/types.ts'
import type { EpisodeSession, EpisodeSource } from '../peer/types.ts'
import type { PositionStore } from './positions.ts'

/** What an episode has beside its sound; empty where it has none or it could not be read. */
export interface EpisodeExtras {
  readonly chapters: readonly Chapter[]
  readonly cues: readonly Cue[]
}

/** What it takes to play one episode. */
export interface EpisodeServices {
  /** Never rejects. */
  loadExtras(episode: Episode, signal: AbortSignal): Promise<EpisodeExtras>
  /** The page disposes of it before it opens the next. */
  openSession(source: EpisodeSource): EpisodeSession
  readonly positions: PositionStore
}

export interface PageServices extends EpisodeServices {
  /** @throws {ShowError} */
  loadShow(feedUrl: string, signal: AbortSignal): Promise<Show>
}
