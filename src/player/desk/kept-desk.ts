/**
 * The library's desk: carries out what the views ask for, and tells what they show.
 *
 * Pure: the library, the engine, feeds, time and everything of the browser are handed in ({@link DeskPorts}). What becomes of each wish
 * stands in the files beside this one; here they are brought together, and whatever changes is told on.
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { SharingSettings } from '../../peer/index.ts'
import type { Observable } from '../../shared/emitter.ts'
import type { AddState, ImportState } from '../elements/gv-add-show.ts'
import type { ExportState } from '../elements/gv-settings-view.ts'
import { episodeKey, parseEpisodeKey } from '../library/episode-ref.ts'
import { type GlobalQueue, refOfId, withWish } from '../library/global-queue.ts'
import type { HeardEpisode } from '../library/heard.ts'
import type { LibraryProblem, LibrarySlices } from '../library/library.ts'
import { LibraryError } from '../library/library-error.ts'
import { LibraryPositions } from '../library/library-positions.ts'
import { LibraryQueueStore } from '../library/library-queue-store.ts'
import { LibrarySearch, type SearchResult } from '../library/library-search.ts'
import { libraryWords } from '../library/library-words.ts'
import { Refresher } from '../library/refresher.ts'
import type { Said } from '../library-desk.ts'
import {
  AddShowRequest,
  ClearRequest,
  ExportRequest,
  ImportRequest,
  LibraryEpisodeRequest,
  type LibraryRequestEvent,
  LibraryShowRequest,
  PersistRequest,
} from '../library-requests.ts'
import type { QueueChange, QueueStore } from '../queue.ts'
import type { EpisodeRef, EpisodeView } from '../views/episode-view.ts'
import {
  downloadViews,
  type FoundEpisodesView,
  foundView,
  heardViews,
  homeView,
  type LibraryView,
  type LookAtFeed,
  type NowView,
  showHeadView,
} from '../views/library-views.ts'
import type { PassingOnView } from '../views/passing-on-view.ts'
import type { ShowHeadView } from '../views/show-view.ts'
import type { StorageView } from '../views/storage-view.ts'
import { Changes } from './changes.ts'
import { clearAway } from './clear-wishes.ts'
import type { DeskPorts } from './desk-ports.ts'
import { DownloadRunner } from './download-runner.ts'
import { EpisodeRows } from './episode-rows.ts'
import { type EpisodeWishesOptions, grantEpisodeWish } from './episode-wishes.ts'
import { FileDesk } from './file-desk.ts'
import { HistoryPages } from './history-pages.ts'
import { HoldingsWatch } from './holdings-watch.ts'
import { KnownShows } from './known-shows.ts'
import { Memo } from './memo.ts'
import type { PageDesk } from './page-desk.ts'
import { feedReader, refreshProblemOf } from './read-feed.ts'
import { Saying } from './saying.ts'
import { type BackgroundSharing, SharingUpkeep } from './sharing-upkeep.ts'
import { ShowAdding } from './show-adding.ts'
import { ShowMarks } from './show-marks.ts'
import { grantShowWish, type ShowWishesOptions } from './show-wishes.ts'
import { type Giving, passingOnScreen, storageScreen } from './storage-screen.ts'
import { keptWords, persistWords } from './wish-words.ts'

/** What a search gives at most (episode-search.ts). */
const MOST_FOUND = 100
/** What is to be heard or seen first is not to wait for feeds nobody looks at. */
const REFRESH_AFTER_MS = 2_000

export class KeptDesk implements PageDesk {
  readonly positions: LibraryPositions
  readonly #ports: DeskPorts
  readonly #changes: Changes
  readonly #saying = new Saying()
  readonly #known: KnownShows
  readonly #marks: ShowMarks
  readonly #rows = new EpisodeRows()
  readonly #history = new HistoryPages()
  readonly #holdings: HoldingsWatch
  readonly #refresher: Refresher
  readonly #runner: DownloadRunner
  readonly #upkeep: SharingUpkeep
  readonly #adding: ShowAdding
  readonly #files: FileDesk
  readonly #memo = new Memo()
  readonly #queues = new Map<string, LibraryQueueStore>()
  readonly #stops: (() => void)[] = []
  #searching: LibrarySearch | undefined
  #sharing: Observable<SharingSettings> | undefined
  #searchable: number | undefined
  #now: NowView | undefined
  #looksAt: string | undefined
  #readingHistory: Promise<void> | undefined

  constructor(ports: DeskPorts) {
    const { library, engine, clock, network, choices, now } = ports
    this.#ports = ports
    this.#changes = new Changes(ports.frame)
    const changed = (): void => this.#changes.touch()
    const say = (words: string): void => this.#say(words)
    const isShared = (feedUrl: string): boolean => choices.of(feedUrl) === 'on'
    this.positions = new LibraryPositions(library, ports.quickPositions)
    this.#known = new KnownShows(library)
    this.#marks = new ShowMarks(library, changed)
    this.#holdings = new HoldingsWatch({ library, engine, clock, changed, storage: ports.storage })
    this.#refresher = new Refresher({
      library,
      clock,
      now,
      network,
      load: feedReader(ports.load, this.#known),
      problemOf: refreshProblemOf,
      onMoved: (from, to) => choices.moved(from, to),
    })
    this.#runner = new DownloadRunner({
      library,
      engine,
      network,
      isShared,
      clock,
      alone: ports.alone,
      warn: ports.warn,
      ended: ({ title }, problem) => say(keptWords(title, problem)),
    })
    this.#upkeep = new SharingUpkeep({
      library,
      engine,
      isShared,
      isAnyShared: () => this.#isAnyShared(),
      clock,
      warn: ports.warn,
    })
    const { isSecurePage, forbidsReading, load } = ports
    const isOnline = (): boolean => network.online
    this.#adding = new ShowAdding({
      library,
      known: this.#known,
      load,
      isOnline,
      isSecurePage,
      forbidsReading,
      changed,
    })
    const { breathe, dates, save, warn } = ports
    this.#files = new FileDesk({
      library,
      places: () => this.#transferPlaces(),
      refresher: this.#refresher,
      breathe,
      now,
      dates,
      save,
      changed,
      say,
      warn,
    })
    this.#listen()
  }

  /** Begins what goes on by itself: refreshing, fetching what is wanted, offering what is kept. */
  start(): void {
    const { clock } = this.#ports
    this.#upkeep.look()
    this.#runner.start()
    this.#stops.push(clock.after(REFRESH_AFTER_MS, () => this.#refresher.start()))
  }

  get changes(): Observable<number> {
    return this.#changes.count
  }
  get said(): Observable<Said> {
    return this.#saying.said
  }
  get background(): Observable<BackgroundSharing> {
    return this.#upkeep.background
  }
  get queued(): number {
    return this.queue.length
  }
  get isOffline(): boolean {
    return !this.#ports.network.online
  }
  get problem(): LibraryProblem | undefined {
    return this.#ports.library.state.snapshot.problem
  }

  get isBusy(): boolean {
    return this.#files.importState.kind === 'going'
  }
  get meterInTitle(): boolean {
    return this.#ports.preferences.snapshot.titleMeter
  }
  get sharingSettings(): SharingSettings | undefined {
    if (this.#sharing === undefined) void this.#loadSharing()
    return this.#sharing?.snapshot
  }

  configureSharing(change: Partial<SharingSettings>): void {
    this.#grant(this.#ports.engine().then((engine) => engine.configureSharing(change)))
  }

  setNow(now: NowView | undefined): void {
    const before = this.#now
    const isSame =
      before?.feedUrl === now?.feedUrl && before?.guid === now?.guid && before?.isPlaying === now?.isPlaying
    if (isSame) return
    this.#now = now
    // Whether it may be cleared depends on it.
    this.#holdings.touch()
    this.#changes.touch()
  }

  prepare(episode: HeardEpisode): Promise<void> {
    this.positions.introduce(episode)
    return this.positions.prepare(episode)
  }

  queueOf(feedUrl: string, show: Pick<Show, 'title'>): QueueStore {
    const known = this.#queues.get(feedUrl)
    if (known !== undefined) return known
    const store = new LibraryQueueStore(this.#ports.library, feedUrl, show)
    this.#queues.set(feedUrl, store)
    return store
  }

  refOfQueued(id: string, feedUrl: string): EpisodeRef {
    return refOfId(this.queue, id, feedUrl)
  }

  show(feedUrl: string): Promise<Show | undefined> {
    return this.#known.show(feedUrl)
  }

  async episode(ref: EpisodeRef): Promise<Episode | undefined> {
    return (await this.#known.episode(ref))?.episode
  }

  notes(ref: EpisodeRef): Promise<string | undefined> {
    return this.#ports.library.notes(ref).catch(() => undefined)
  }

  async took(feedUrl: string, show: Show, whole: boolean): Promise<void> {
    this.#known.take(feedUrl, show, whole)
    // What could not be kept stands in the library's state; the page has the show all the same.
    await this.#ports.library.takeShow(feedUrl, show, whole).catch(() => {})
  }

  episodeViews(feedUrl: string, show: Show): readonly EpisodeView[] {
    return this.#rows.rows(feedUrl, show, this.#marks.of(feedUrl), this.#view())
  }

  headView(feedUrl: string, show: Show, look: LookAtFeed): ShowHeadView {
    const subscription = this.#slice('subscriptions').find((one) => one.feedUrl === feedUrl)
    const readAtMs = Math.max(look.readAtMs ?? 0, subscription?.lastRefreshedAt ?? 0)
    const decision = this.#ports.choices.of(feedUrl)
    const canChoose = this.#ports.canShare && decision !== 'off-by-publisher'
    const whole: LookAtFeed = {
      ...look,
      isChecking: look.isChecking || this.#refresher.running.snapshot.has(feedUrl),
      ...(readAtMs > 0 && { readAtMs }),
    }
    const about = { isFollowed: subscription !== undefined, isShared: canChoose ? decision === 'on' : undefined }
    return showHeadView(feedUrl, show, whole, about)
  }

  looksAt(feedUrl: string | undefined): void {
    const left = this.#looksAt
    this.#looksAt = feedUrl
    if (left === undefined || left === feedUrl) return
    const hasNews = this.#slice('newEpisodes').some((one) => one.feedUrl === left)
    if (hasNews) this.#ports.library.markSeen({ feedUrl: left }).catch(() => {})
  }

  handle(event: LibraryRequestEvent): void {
    if (event instanceof LibraryEpisodeRequest) {
      this.#grant(grantEpisodeWish(event.episode, event.wish, this.#episodeWishes()))
    } else if (event instanceof LibraryShowRequest) {
      this.#grant(grantShowWish(event.feedUrl, event.wish, this.#showWishes()))
    } else if (event instanceof AddShowRequest) this.#grant(this.#adding.add(event.feedUrl))
    else if (event instanceof ImportRequest) this.#grant(this.#files.take(event.file))
    else if (event instanceof ExportRequest) void this.#files.write(event.what)
    else if (event instanceof PersistRequest) {
      this.#grant(this.#holdings.persist().then((isPersistent) => this.#say(persistWords(isPersistent))))
    } else if (event instanceof ClearRequest) {
      if (event.what === 'history') this.#history.restart()
      this.#grant(clearAway(event.what, this.#episodeWishes()))
    }
  }

  sharingChanged(): void {
    this.#upkeep.look()
    this.#runner.plan()
    this.#changes.touch()
  }

  get home() {
    return this.#memo.of('home', this.#inputs(), () => homeView(this.#view()))
  }

  get downloads(): readonly EpisodeView[] {
    return this.#memo.of('downloads', this.#inputs(), () => downloadViews(this.#view()))
  }

  get queue(): GlobalQueue {
    return this.#slice('queue')
  }

  get current(): string | undefined {
    return this.#now && episodeKey(this.#now)
  }

  changeQueue(change: QueueChange): void {
    const { current } = this
    this.#grant(this.#ports.library.changeQueue((queue) => withWish(queue, change, current)))
  }

  refOfKey(key: string): EpisodeRef | undefined {
    return parseEpisodeKey(key)
  }

  get history() {
    this.#history.take(this.#slice('history'))
    const inputs = [...this.#inputs(), this.#slice('history'), this.#history.heard.length]
    return this.#memo.of('history', inputs, () => heardViews(this.#history.heard, this.#view()))
  }

  get hasMoreHistory(): boolean {
    return this.#history.next !== undefined
  }

  moreHistory(): Promise<void> {
    this.#readingHistory ??= this.#readHistory().finally(() => {
      this.#readingHistory = undefined
    })
    return this.#readingHistory
  }

  get searchable(): number | undefined {
    return this.#slice('subscriptions').length === 0 ? 0 : this.#searchable
  }

  async prepareSearch(signal: AbortSignal): Promise<void> {
    await this.search('', signal)
    if (signal.aborted) return
    this.#searchable = this.#search().size
    this.#changes.touch()
  }

  async search(query: string, signal: AbortSignal): Promise<SearchResult | undefined> {
    try {
      return await this.#search().search(query, signal)
    } catch {
      return undefined
    }
  }

  foundView(result: SearchResult): FoundEpisodesView {
    return this.#memo.of('found', [...this.#inputs(), result], () => foundView(result, MOST_FOUND, this.#view()))
  }

  get addState(): AddState {
    return this.#adding.state
  }
  get importState(): ImportState {
    return this.#files.importState
  }
  get exportState(): ExportState {
    return this.#files.exportState
  }

  leavesForms(): void {
    this.#adding.forget()
    this.#files.forget()
  }

  get storage(): StorageView | undefined {
    const holdings = this.#holdings.snapshot
    const problem = this.#storageProblem()
    return holdings && this.#memo.of('storage', [holdings, problem], () => storageScreen(holdings, problem))
  }

  passingOn(giving: Giving): PassingOnView | undefined {
    const holdings = this.#holdings.snapshot
    const { choices } = this.#ports
    if (holdings === undefined) return undefined
    const { givenTodayBytes, allowanceBytesPerDay } = giving
    const answers = JSON.stringify([...choices.answered()])
    return this.#memo.of('passing-on', [holdings, answers, givenTodayBytes, allowanceBytesPerDay], () =>
      passingOnScreen(holdings, (feedUrl) => choices.of(feedUrl), giving),
    )
  }

  shareAll(): void {
    const shows = this.passingOn({ givenTodayBytes: 0, allowanceBytesPerDay: 0 })?.shows ?? []
    const unasked = shows.filter(({ feedUrl }) => this.#ports.choices.of(feedUrl) === 'ask')
    // Where all were answered with no, it is those that are meant.
    for (const { feedUrl } of unasked.length > 0 ? unasked : shows)
      this.#grant(grantShowWish(feedUrl, 'share', this.#showWishes()))
  }

  dispose(): void {
    for (const stop of this.#stops) stop()
    this.#changes.dispose()
    this.#refresher.dispose()
    this.#runner.dispose()
    this.#upkeep.dispose()
    this.#holdings.dispose()
    this.#adding.dispose()
    this.#files.dispose()
    this.#searching?.dispose()
    this.#ports.choices.dispose()
    this.#ports.library.close()
  }

  #listen(): void {
    const { library, choices, network } = this.#ports
    const changed = (): void => this.#changes.touch()
    const kept = (): void => {
      if (this.#hasSomething()) this.#ports.mark()
    }
    const { subscriptions, queue, downloads, continueListening, newEpisodes, history } = library
    const remark = (): void => this.#marks.refresh()
    this.#stops.push(
      ...[subscriptions, queue, downloads, continueListening, newEpisodes, history].flatMap((slice) => [
        slice.subscribe(changed),
        slice.subscribe(kept),
      ]),
      ...[continueListening, newEpisodes, history].map((slice) => slice.subscribe(remark)),
      // What is wanted, and what was heard to its end, is told apart on the storage screen.
      downloads.subscribe(() => this.#holdings.touch()),
      library.changedShows.subscribe((shows) => {
        this.#marks.refresh(shows)
        this.#searchable = undefined
      }),
      library.state.subscribe(({ problem }) => this.#stateChanged(problem)),
      choices.watch(() => this.sharingChanged()),
      this.#ports.preferences.subscribe(changed),
      this.#refresher.running.subscribe(changed),
      network.watch(changed),
    )
    kept()
  }

  /** What no wish led to is said here; what a wish came to is said where it was granted. */
  #stateChanged(problem: LibraryProblem | undefined): void {
    if (problem === 'cleared' || problem === 'newer-version') this.#sayProblem(problem)
    this.#changes.touch()
  }

  #sayProblem(problem: LibraryProblem): void {
    const { happened, whatToDo } = libraryWords(problem)
    this.#say(`${happened} ${whatToDo}`)
  }

  #say(words: string): void {
    if (words !== '') this.#saying.say(words)
  }

  #grant(wish: Promise<unknown>): void {
    wish.catch((error: unknown) => {
      if (!(error instanceof LibraryError)) this.#ports.warn('Grapevine: a wish could not be carried out.', error)
      else if (error.kind !== 'closed') this.#sayProblem(error.kind)
    })
  }

  #hasSomething(): boolean {
    const { subscriptions, queue, downloads, continueListening, history } = this.#ports.library
    const lists = [subscriptions, queue, downloads, continueListening]
    return history.snapshot.heard.length > 0 || lists.some(({ snapshot }) => snapshot.length > 0)
  }

  #isAnyShared(): boolean {
    const { choices, ownFeedUrl } = this.#ports
    if (ownFeedUrl !== undefined && choices.of(ownFeedUrl) === 'on') return true
    return [...choices.answered().keys()].some((feedUrl) => choices.of(feedUrl) === 'on')
  }

  #storageProblem(): StorageView['problem'] {
    const { kind, problem } = this.#ports.library.state.snapshot
    if (kind === 'memory') return 'memory'
    const noRoom = this.#slice('downloads').some((one) => one.problem === 'no-room')
    return problem === 'full' || noRoom ? 'full' : undefined
  }

  #slice<K extends keyof LibrarySlices>(name: K): LibrarySlices[K] {
    return this.#ports.library[name].snapshot as LibrarySlices[K]
  }

  #view(): LibraryView {
    return {
      slices: {
        subscriptions: this.#slice('subscriptions'),
        continueListening: this.#slice('continueListening'),
        newEpisodes: this.#slice('newEpisodes'),
        queue: this.#slice('queue'),
        downloads: this.#slice('downloads'),
      },
      now: this.#now,
    }
  }

  #inputs(): readonly unknown[] {
    return [...Object.values(this.#view().slices), this.#now]
  }

  async #readHistory(): Promise<void> {
    this.#history.take(this.#slice('history'))
    const { next } = this.#history
    if (next === undefined) return
    const page = await this.#ports.library.historyPage(next).catch(() => undefined)
    if (page === undefined) return
    this.#history.add(page)
    this.#changes.touch()
  }

  #search(): LibrarySearch {
    this.#searching ??= new LibrarySearch(this.#ports.library, this.#ports.breathe)
    return this.#searching
  }

  #episodeWishes(): EpisodeWishesOptions {
    const { library, network } = this.#ports
    return {
      library,
      known: this.#known,
      holdings: this.#holdings,
      current: () => this.current,
      isOnline: () => network.online,
      askedFor: (ref) => this.#runner.askedFor(ref),
      stopFetching: (ref) => this.#stopFetching(ref),
      forgotten: (ref) => this.#history.remove(ref),
      marked: (feedUrl) => this.#marks.refresh([feedUrl]),
      say: (words) => this.#say(words),
    }
  }

  #showWishes(): ShowWishesOptions {
    const { library, choices, linkOf, sendLink, answered } = this.#ports
    return {
      library,
      known: this.#known,
      holdings: this.#holdings,
      refresher: this.#refresher,
      choices,
      stopFetching: (ref) => this.#stopFetching(ref),
      linkOf,
      sendLink,
      answered: (feedUrl, isShared) => {
        answered(feedUrl, isShared)
        this.sharingChanged()
      },
      say: (words) => this.#say(words),
    }
  }

  async #loadSharing(): Promise<void> {
    // Where it can't be had there is nothing to set.
    const engine = await this.#ports.engine().catch(() => undefined)
    if (engine === undefined || this.#sharing !== undefined || !this.#ports.canShare) return
    this.#sharing = engine.sharingSettings()
    this.#stops.push(this.#sharing.subscribe(() => this.#changes.touch()))
    this.#changes.touch()
  }

  async #stopFetching(ref: EpisodeRef): Promise<void> {
    await this.#runner.stop(ref)
    // The engine lets go of it in the same turn, behind its last word.
    await this.#ports.breathe()
  }

  async #transferPlaces() {
    const { preferences, choices } = this.#ports
    const engine = await this.#ports.engine()
    return {
      preferences,
      choices,
      sharing: {
        settings: engine.sharingSettings().snapshot,
        defaults: engine.DEFAULT_SHARING_SETTINGS,
        configure: (change: Parameters<typeof engine.configureSharing>[0]) => engine.configureSharing(change),
      },
    }
  }
}
