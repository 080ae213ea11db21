/** What the pages need from outside: ports, so that they run on a fake engine in their demo as well. */
import type { Chapter, Cue, Episode, Show } from '../feed/types.ts'
import type { SharingSettings } from '../peer/index.ts'
import type { EpisodeSession, EpisodeSource } from '../peer/types.ts'
import type { Observable } from '../shared/emitter.ts'
import type { LibraryDesk } from './library-desk.ts'
import type { PositionStore } from './positions.ts'
import type { PreferenceStore } from './preferences.ts'
import type { QueueStore } from './queue.ts'
import type { SharingConsent } from './sharing-consent.ts'
import type { EpisodeRef } from './views/episode-view.ts'

/** What an episode has beside its sound; empty where it has none or it could not be read. */
export interface EpisodeExtras {
  readonly chapters: readonly Chapter[]
  readonly cues: readonly Cue[]
}

/** What it takes to have an episode in the player. */
export interface DeskServices {
  /** Never rejects. */
  loadExtras(episode: Episode, signal: AbortSignal): Promise<EpisodeExtras>
  /** The page disposes of it before it opens the next. */
  openSession(source: EpisodeSource): EpisodeSession
  readonly positions: PositionStore
}

/** What it takes to play one episode. */
export interface EpisodeServices extends DeskServices {
  /** How the listener likes to hear, in every show. */
  readonly preferences: PreferenceStore
  /** What is to be heard of one show. @param show its feed's address */
  queueOf(show: string): QueueStore
}

/** The listener's settings of sharing, for all shows of this site. */
export interface SharingControl {
  readonly settings: Observable<SharingSettings>
  configure(change: Partial<SharingSettings>): void
}

export interface PageServices extends Omit<DeskServices, 'openSession'> {
  /** The page disposes of it before it opens the next. @param feedUrl of the show it is of: whose answer about sharing holds */
  openSession(source: EpisodeSource, feedUrl: string): EpisodeSession
  readonly preferences: PreferenceStore
  /** The show that the page is for, absolute; undefined where it is for none. */
  readonly ownFeedUrl?: string | undefined
  /** @param onPart as of http-show.ts @throws {ShowError} */
  loadShow(feedUrl: string, signal: AbortSignal, onPart: (show: Show) => void): Promise<Show>
  /** @returns unsanitised HTML; undefined where it has none @throws {ShowError} */
  loadNotes(episode: EpisodeRef, signal: AbortSignal): Promise<string | undefined>
  /** The listener's answer about a show: the same object whenever it is asked for. */
  consentFor(feedUrl: string): SharingConsent
  /** How much is shared; rejects where the engine can't be had. Absent where nothing of that can be set. */
  loadSharing?(): Promise<SharingControl>
  /** Something is kept here from earlier visits, so that the library is opened at once. */
  readonly keepsSomething: boolean
  /** The listener's library, the same each time; rejects where its code can't be had. Absent where nothing is to be kept. */
  openDesk?(): Promise<LibraryDesk>
  /** The listener turns to the player: it may be wanted in a moment. */
  anticipatePlay(): void
  /** What the tab is called. */
  setTitle(title: string): void
}
