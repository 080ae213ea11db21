/**
 * What the listening page's views ask for: one typed event per wish, as in player-requests.ts. They bubble and cross shadow roots;
 * what became of a wish is told by what comes back down.
 */
import type { StorageBudget } from '../peer/types.ts'
import type { Route } from './routes.ts'
import type { EpisodeRef } from './views/episode-view.ts'

class LibraryRequest extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true })
  }
}

/** Show another view. */
export class NavigateRequest extends LibraryRequest {
  static readonly type = 'gv-navigate-request'
  readonly route: Route
  constructor(route: Route) {
    super(NavigateRequest.type)
    this.route = route
  }
}

export type EpisodeWish =
  /** Into the player, sounding; for the one that sounds: silence. */
  | 'play'
  | 'pause'
  | 'play-next'
  | 'play-last'
  | 'unqueue'
  /** Keep it for when there is no network. */
  | 'keep'
  /** Don't (any more): what is here of it goes. */
  | 'unkeep'
  | 'mark-heard'
  | 'mark-unheard'
  /** Forget that it was heard. */
  | 'forget'

/** Something is to become of an episode. */
export class LibraryEpisodeRequest extends LibraryRequest {
  static readonly type = 'gv-library-episode-request'
  readonly episode: EpisodeRef
  readonly wish: EpisodeWish
  constructor(episode: EpisodeRef, wish: EpisodeWish) {
    super(LibraryEpisodeRequest.type)
    this.episode = { feedUrl: episode.feedUrl, guid: episode.guid }
    this.wish = wish
  }
}

export type ShowWish =
  | 'follow'
  | 'unfollow'
  | 'refresh'
  /** Pass its episodes on, or don't. */
  | 'share'
  | 'unshare'
  /** Whatever is kept of it goes. */
  | 'clear'
  /** Hand its address to others: the system's own way, or the clipboard. */
  | 'send-link'
  /** All of its new marks go. */
  | 'mark-seen'

/** Something is to become of a show. */
export class LibraryShowRequest extends LibraryRequest {
  static readonly type = 'gv-library-show-request'
  readonly feedUrl: string
  readonly wish: ShowWish
  constructor(feedUrl: string, wish: ShowWish) {
    super(LibraryShowRequest.type)
    this.feedUrl = feedUrl
    this.wish = wish
  }
}

/** Look at a feed, and follow it where it is one. */
export class AddShowRequest extends LibraryRequest {
  static readonly type = 'gv-add-show-request'
  /** Absolute, http or https. */
  readonly feedUrl: string
  constructor(feedUrl: string) {
    super(AddShowRequest.type)
    this.feedUrl = feedUrl
  }
}

export class SearchRequest extends LibraryRequest {
  static readonly type = 'gv-search-request'
  readonly query: string
  constructor(query: string) {
    super(SearchRequest.type)
    this.query = query
  }
}

/** `opml`: the shows one follows, as every podcast app reads them. `everything`: with positions, history and settings, for us. */
export type LibraryFile = 'opml' | 'everything'

export class ExportRequest extends LibraryRequest {
  static readonly type = 'gv-export-request'
  readonly what: LibraryFile
  constructor(what: LibraryFile) {
    super(ExportRequest.type)
    this.what = what
  }
}

/** Take in what a file has; which of {@link LibraryFile} it is, its content tells. */
export class ImportRequest extends LibraryRequest {
  static readonly type = 'gv-import-request'
  readonly file: File
  constructor(file: File) {
    super(ImportRequest.type)
    this.file = file
  }
}

/** What is cleared away as a whole: `heard` is kept only because it was heard, `kept` is everything kept. */
export type Clearable = 'history' | 'heard' | 'kept'

export class ClearRequest extends LibraryRequest {
  static readonly type = 'gv-clear-request'
  readonly what: Clearable
  constructor(what: Clearable) {
    super(ClearRequest.type)
    this.what = what
  }
}

/** How much may be kept; what is over it goes at once. */
export class BudgetRequest extends LibraryRequest {
  static readonly type = 'gv-budget-request'
  readonly budget: StorageBudget
  constructor(budget: StorageBudget) {
    super(BudgetRequest.type)
    this.budget = budget
  }
}

/** Ask the browser not to clear by itself what is kept. */
export class PersistRequest extends LibraryRequest {
  static readonly type = 'gv-persist-request'
  constructor() {
    super(PersistRequest.type)
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-navigate-request': NavigateRequest
    'gv-library-episode-request': LibraryEpisodeRequest
    'gv-library-show-request': LibraryShowRequest
    'gv-add-show-request': AddShowRequest
    'gv-search-request': SearchRequest
    'gv-export-request': ExportRequest
    'gv-import-request': ImportRequest
    'gv-clear-request': ClearRequest
    'gv-budget-request': BudgetRequest
    'gv-persist-request': PersistRequest
  }
}

/** Every wish of a view. */
export type LibraryRequestEvent =
  | NavigateRequest
  | LibraryEpisodeRequest
  | LibraryShowRequest
  | AddShowRequest
  | SearchRequest
  | ExportRequest
  | ImportRequest
  | ClearRequest
  | BudgetRequest
  | PersistRequest
