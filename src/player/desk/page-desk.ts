/** The library's desk as its own views have it: {@link LibraryDesk}, and what those views show. Types only. */
import type { SharingSettings } from '../../peer/index.ts'
import type { AddState, ImportState } from '../elements/gv-add-show.ts'
import type { ExportState } from '../elements/gv-settings-view.ts'
import type { GlobalQueue } from '../library/global-queue.ts'
import type { LibraryProblem } from '../library/library.ts'
import type { SearchResult } from '../library/library-search.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { QueueChange } from '../queue.ts'
import type { EpisodeRef, EpisodeView } from '../views/episode-view.ts'
import type { HomeView } from '../views/home-view.ts'
import type { FoundEpisodesView, HeardEpisodeView } from '../views/library-views.ts'
import type { PassingOnView } from '../views/passing-on-view.ts'
import type { StorageView } from '../views/storage-view.ts'
import type { Giving } from './storage-screen.ts'

/** Views are the same objects as long as nothing in them has changed. */
export interface PageDesk extends LibraryDesk {
  readonly isOffline: boolean
  /** What the listener must be told of the library itself. */
  readonly problem: LibraryProblem | undefined

  /** How much is shared; undefined while it is not known, or where nothing can be shared. The engine is loaded for it. */
  readonly sharingSettings: SharingSettings | undefined

  configureSharing(change: Partial<SharingSettings>): void

  readonly home: HomeView
  readonly downloads: readonly EpisodeView[]

  /** Of all shows; an entry's id is its episode's key. */
  readonly queue: GlobalQueue
  /** The key of the episode in the player. */
  readonly current: string | undefined
  /** A wish about {@link PageDesk.queue}. */
  changeQueue(change: QueueChange): void
  /** Which episode is meant by an id of {@link PageDesk.queue}. */
  refOfKey(key: string): EpisodeRef | undefined

  /** As far as it was read: {@link PageDesk.moreHistory}. */
  readonly history: readonly HeardEpisodeView[]
  readonly hasMoreHistory: boolean
  /** @returns when another page of it is here. Never rejects. */
  moreHistory(): Promise<void>

  /** Episodes there are to be searched; undefined while they are not counted: {@link PageDesk.prepareSearch}. */
  readonly searchable: number | undefined
  /** Reads what is searched, so that the first search is quick. Never rejects. */
  prepareSearch(signal: AbortSignal): Promise<void>
  /** @returns `undefined` where it was aborted, or the library can't be read. Never rejects. */
  search(query: string, signal: AbortSignal): Promise<SearchResult | undefined>
  foundView(result: SearchResult): FoundEpisodesView

  readonly addState: AddState
  readonly importState: ImportState
  readonly exportState: ExportState
  /** A view with such states is left: what was told there is over. */
  leavesForms(): void

  /** Undefined while it is looked up. */
  readonly storage: StorageView | undefined
  passingOn(giving: Giving): PassingOnView | undefined
  /** A yes for all shows of which something is held and that nobody was asked about. */
  shareAll(): void
}
