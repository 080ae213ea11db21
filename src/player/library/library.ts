/**
 * The port for what a listener keeps: shows they follow, what they heard, what they want to hear, what they have on this device.
 *
 * What a screen shows at once stands ready in observable slices, the same in every tab; what may be long is asked for. Every
 * change resolves once it is kept, or rejects with a {@link LibraryError}; then nothing of it was written. All of it holds for
 * the library in IndexedDB and the one in memory alike (library.contract.ts).
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { Observable } from '../../shared/emitter.ts'
import type { InfoHash } from '../../shared/ids.ts'
import type { PlaceInEpisode } from '../positions.ts'
import type { Download, DownloadFact, DownloadState } from './download.ts'
import type { EpisodeRef, EpisodeSwarm } from './episode-ref.ts'
import type { GlobalQueue } from './global-queue.ts'
import type { Heard, HeardEpisode } from './heard.ts'
import type { OfflineShow } from './kept-show.ts'
import type { LibraryContents } from './library-contents.ts'
import type { LibraryErrorKind } from './library-error.ts'
import type { LibrarySettings, LibrarySettingsChange } from './library-settings.ts'
import type { MergeReport } from './merge-contents.ts'
import type { NewEpisode } from './new-episode.ts'
import type { TakenShow } from './show-rows.ts'
import type { KnownEpisode } from './storage-view.ts'
import type { AddedShow, RefreshProblem, ShowSettings, Subscription } from './subscription.ts'
import type { IndexKey } from './tables.ts'

/** What the listener must be told. `cleared`: the browser took what was kept; it goes on empty. Words: library-words.ts. */
export type LibraryProblem = Exclude<LibraryErrorKind, 'closed'> | 'cleared'

export interface LibraryState {
  /** In memory it lasts as long as the page. */
  readonly kind: 'indexeddb' | 'memory'
  readonly problem?: LibraryProblem
}

/** Told anew after each change in this tab or another. */
export interface LibrarySlices {
  /** In the listener's order. */
  readonly subscriptions: readonly Subscription[]
  /** Left in the middle, the latest first; at most 30. */
  readonly continueListening: readonly Heard[]
  /** Over all shows that are followed, the newest first; at most 200. */
  readonly newEpisodes: readonly NewEpisode[]
  readonly queue: GlobalQueue
  /** The first page of the history. */
  readonly history: HistoryPage
  /** The longest wanted first. */
  readonly downloads: readonly Download[]
  readonly settings: LibrarySettings
}
export type SliceName = keyof LibrarySlices

export interface HistoryPage {
  /** The latest first. */
  readonly heard: readonly Heard[]
  /** Where the next page begins; absent: there is none. */
  readonly next?: IndexKey
}

/** What the lines of a show's list say of an episode. */
export interface EpisodeMark {
  readonly isNew: boolean
  /** Seconds to resume at; 0: nothing to resume. */
  readonly atSeconds: number
  readonly isFinished: boolean
  readonly download?: DownloadState
}

/** What stays of a show that is no longer followed. */
export interface LeftBehind {
  readonly heard: number
  readonly queued: number
  readonly downloads: number
}

export type SlicesOf<T> = { readonly [K in keyof T]: Observable<T[K]> }

export interface Library extends SlicesOf<LibrarySlices> {
  readonly state: Observable<LibraryState>
  /** The addresses of the shows whose lists changed last, here or in another tab. */
  readonly changedShows: Observable<readonly string[]>

  /** Follows shows; those that are followed already stay as they are. @returns how many are new. */
  subscribe(shows: readonly AddedShow[]): Promise<number>
  /** What was heard, queued or is on this device of the show stays. */
  unsubscribe(feedUrl: string): Promise<LeftBehind>
  /** @param toIndex place in the list as it then is, from 0 */
  moveSubscription(feedUrl: string, toIndex: number): Promise<void>
  changeShowSettings(feedUrl: string, change: ShowSettings): Promise<void>

  /** A show as it was last read; `undefined` where it never was, or was forgotten. */
  show(feedUrl: string): Promise<OfflineShow | undefined>
  /** Of a show that is kept, or wanted on this device, or heard before its show took it out of the list. */
  episode(ref: EpisodeRef): Promise<Episode | undefined>
  /** A show was read from its host. @param whole false where the feed broke off in the middle */
  takeShow(feedUrl: string, show: Show, whole?: boolean): Promise<TakenShow>
  noteFailure(feedUrl: string, problem: RefreshProblem): Promise<void>
  /** The show is at another address now. */
  moveShow(from: string, to: string): Promise<void>
  /** By guid; an episode that is not in it has no mark. */
  marks(feedUrl: string): Promise<ReadonlyMap<string, EpisodeMark>>
  /** Not new any more: one episode, all of a show, or all. */
  markSeen(what: EpisodeRef | { readonly feedUrl: string } | 'all'): Promise<void>

  heard(episode: HeardEpisode, place: PlaceInEpisode): Promise<void>
  /** @returns seconds to resume at. */
  place(ref: EpisodeRef): Promise<number>
  markPlayed(episodes: readonly HeardEpisode[], played: boolean): Promise<void>
  historyPage(before?: IndexKey, limit?: number): Promise<HistoryPage>
  /** Out of the history; places and played marks stay. */
  forgetHistory(what: EpisodeRef | 'all'): Promise<void>

  /** Holds at once in {@link Library.queue}; `change` runs again on what is kept then, so that two tabs don't undo each other. */
  changeQueue(change: (queue: GlobalQueue) => GlobalQueue): Promise<void>

  /** Wants an episode on this device, with its notes. */
  want(feedUrl: string, episode: Episode, show: Pick<Show, 'title' | 'imageUrl'>): Promise<void>
  tellDownload(ref: EpisodeRef, fact: DownloadFact): Promise<void>
  /** Its pieces are the engine's to remove. */
  unwant(ref: EpisodeRef): Promise<void>
  /** Notes of an episode that is wanted on this device: unsanitised HTML, as the feed has them. */
  notes(ref: EpisodeRef): Promise<string | undefined>

  changeSettings(change: LibrarySettingsChange): Promise<void>

  /** What can be shared again of all that was heard or is wanted, as the shows' own feeds named it. */
  swarms(): Promise<readonly (EpisodeRef & EpisodeSwarm)[]>
  /** Whose files these are: of what was heard or is wanted, else of any show that was read. */
  knownEpisodes(infoHashes: ReadonlySet<InfoHash>): Promise<readonly KnownEpisode[]>
  /** Everything one has, for a file. */
  contents(): Promise<LibraryContents>
  /** Takes in what a file had: {@link MergeReport}. */
  merge(contents: LibraryContents): Promise<MergeReport>
  /** Forgets all of one show, or everything. The engine's pieces, and answers about sharing, are not here. */
  clear(feedUrl?: string): Promise<void>
  /** Ends it; what was asked before is finished. */
  close(): void
}
