/** What the pages need from outside: ports, so that it runs on a fake engine in its demo as well. */
import type { Chapter, Cue, Episode, Show } from '../feed/types.ts'
import type { SharingSettings } from '../peer/index.ts'
import type { EpisodeSession, EpisodeSource } from '../peer/types.ts'
import type { Observable } from '../shared/emitter.ts'
import type { PositionStore } from './positions.ts'
import type { PreferenceStore } from './preferences.ts'
import type { QueueStore } from './queue.ts'

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
  /** How the listener likes to hear, in every show. */
  readonly preferences: PreferenceStore
  /** What is to be heard of one show. @param show its feed's address */
  queueOf(show: string): QueueStore
  /** How much is shared; absent where nothing of that can be set. */
  readonly sharing?: SharingControl
}

/** The listener's settings of sharing, for all shows of this site. */
export interface SharingControl {
  readonly settings: Observable<SharingSettings>
  configure(change: Partial<SharingSettings>): void
}

export interface PageServices extends EpisodeServices {
  /** @throws {ShowError} */
  loadShow(feedUrl: string, signal: AbortSignal): Promise<Show>
}
