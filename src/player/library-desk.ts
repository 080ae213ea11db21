/**
 * What the listening page needs of the listener's library, as a port: the page draws shows and episodes and holds the player; what is
 * followed, heard, queued and kept is the desk's.
 *
 * The desk is loaded with the first wish for it, with the first play, or at load where something was kept: a first visit is drawn
 * without one ({@link emptySlices}). Nothing of it rejects but where it is said.
 */
import type { Episode, Show } from '../feed/types.ts'
import type { EpisodeSource } from '../peer/types.ts'
import type { Observable } from '../shared/emitter.ts'
import type { LibraryRequestEvent } from './library-requests.ts'
import type { PositionStore } from './positions.ts'
import type { QueueStore } from './queue.ts'
import type { EpisodeRef, EpisodeView } from './views/episode-view.ts'
import type { ShowHeadView } from './views/show-view.ts'
import type { LookAtFeed, NowView } from './views/show-views.ts'

/** Words for a moment: what became of a wish, where nothing else on the page says so. */
export interface Said {
  readonly words: string
  /** Goes up with each word: the same words twice are two. */
  readonly nth: number
}

export interface EpisodeOfShow {
  readonly feedUrl: string
  readonly show: Show
  readonly episode: Episode
}

export interface LibraryDesk {
  /** Goes up whenever what is told here may be another than before; at most once a frame. */
  readonly changes: Observable<number>
  readonly said: Observable<Said>
  /** Episodes in the queue, of all shows. */
  readonly queued: number

  /** A reload now would lose something: a file is being taken in. */
  readonly isBusy: boolean
  /** The listener wants to see in the tab's title what they give. */
  readonly meterInTitle: boolean
  /** What has gone to others from this tab since it was opened, of all episodes. */
  readonly givenBytes: Observable<number>

  /** What is in the player, if it was played. */
  setNow(now: NowView | undefined): void
  readonly positions: PositionStore
  /** Before {@link positions} is asked for a place: looks it up, and knows from then on what the history says of the episode. */
  prepare(held: EpisodeOfShow): Promise<void>

  /** The queue as the player of one show knows it: the show's own episodes by guid. */
  queueOf(feedUrl: string, show: Pick<Show, 'title'>): QueueStore
  /** Which episode is meant by an id of {@link queueOf}. */
  refOfQueued(id: string, feedUrl: string): EpisodeRef

  /** A show as it was last read, where it was kept. */
  show(feedUrl: string): Promise<Show | undefined>
  /** An episode that is kept, or of a show that is, also where its show does not list it any more. */
  episode(ref: EpisodeRef): Promise<Episode | undefined>
  /** Notes of an episode that is kept: unsanitised HTML. */
  notes(ref: EpisodeRef): Promise<string | undefined>
  /** What an episode plays from that is kept as a whole file; `undefined`: what its feed says. */
  keptSource(ref: EpisodeRef): EpisodeSource | undefined
  /** The page has read a show that is open. @param whole the feed did not break off */
  took(feedUrl: string, show: Show, whole: boolean): Promise<void>

  /** Rows of the show that is open. The same objects as long as nothing of them has changed. */
  episodeViews(feedUrl: string, show: Show): readonly EpisodeView[]
  /** The row of an episode that its show does not list. The same object as long as nothing of it has changed. */
  leftView(feedUrl: string, show: Show, left: Episode): EpisodeView
  headView(feedUrl: string, show: Show, look: LookAtFeed): ShowHeadView
  /** Somebody looks at the show: its new episodes are known from now on, once it is left. */
  looksAt(feedUrl: string | undefined): void

  /** Carries out what a view asks for. Wishes to play and to go elsewhere are the page's own. */
  handle(event: LibraryRequestEvent): void
  /** Wishes about episodes that were held until it was here, on this visit or an earlier one, are carried out. */
  takeHeld(): void
  /** Where sharing of the show in the player was answered: swarms of what is kept follow. */
  sharingChanged(): void

  /** What was asked before is finished. */
  dispose(): void
}
