/**
 * The library's desk: carries out what the views ask for, and tells what they show.
 *
 * Pure: the library, the engine, feeds, time and everything of the browser are handed in ({@link DeskPorts}). What becomes of each wish
 * stands in the files beside this one; here they are brought together, and whatever changes is told on.
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { SharingSettings } from '../../peer/index.ts'
import type { EpisodeSource } from '../../peer/types.ts'
import { type Observable, Subject } from '../../shared/emitter.ts'
import { heardEpisode } from '../heard-episode.ts'
import { episodeKey, parseEpisodeKey } from '../library/episode-ref.ts'
import { type GlobalQueue, refOfId, withWish } from '../library/global-queue.ts'
import type { LibraryProblem } from '../library/library.ts'
import { LibraryPositions } from '../library/library-positions.ts'
import { LibraryQueueStore } from '../library/library-queue-store.ts'
import type { SearchResult } from '../library/library-search.ts'
import type { EpisodeOfShow, Said } from '../library-desk.ts'
import type { LibraryRequestEvent } from '../library-requests.ts'
import type { QueueChange, QueueStore } from '../queue.ts'
import type { EpisodeRef } from '../views/episode-view.ts'
import type { LookAtFeed, NowView } from '../views/show-views.ts'
import { Changes } from './changes.ts'
import { type DeskParts, deskParts } from './desk-parts.ts'
import type { DeskPorts } from './desk-ports.ts'
import { DeskSearch } from './desk-search.ts'
import { DeskViews } from './desk-views.ts'
import { DeskWishes } from './desk-wishes.ts'
import { keptSource } from './file-holdings.ts'
import { takeHeldWishes } from './held-wishes.ts'
import type { PageDesk } from './page-desk.ts'
import { Saying } from './saying.ts'
import type { Giving } from './storage-screen.ts'

/** What is to be heard or seen first is not to wait for feeds nobody looks at. */
const REFRESH_AFTER_MS = 2_000

export class KeptDesk implements PageDesk {
  readonly positions: LibraryPositions
  readonly #ports: DeskPorts
  readonly #changes: Changes
  readonly #saying = new Saying()
  readonly #givenBytes = new Subject(0)
  readonly #parts: DeskParts
  readonly #views: DeskViews
  readonly #search: DeskSearch
  readonly #wishes: DeskWishes
  readonly #queues = new Map<string, LibraryQueueStore>()
  readonly #stops: (() => void)[] = []
  #sharing: Observable<SharingSettings> | undefined
  #looksAt: string | undefined
  readonly #changed = (): void => this.#changes.touch()

  constructor(ports: DeskPorts) {
    this.#ports = ports
    this.#changes = new Changes(ports.frame)
    this.positions = new LibraryPositions(ports.library, ports.quickPositions)
    this.#parts = deskParts(ports, {
      changed: this.#changed,
      say: (words) => this.#say(words),
      gave: (bytes) => this.#givenBytes.set(this.#givenBytes.snapshot + bytes),
    })
    this.#views = new DeskViews(ports, this.#parts, this.#changed)
    this.#search = new DeskSearch(ports.library, ports.breathe, this.#changed)
    this.#wishes = new DeskWishes({
      ports,
      parts: this.#parts,
      views: this.#views,
      current: () => this.current,
      sharingChanged: () => this.sharingChanged(),
      say: (words) => this.#say(words),
    })
    this.#listen()
  }

  /** Begins what goes on by itself: refreshing, fetching what is wanted, offering what is kept. */
  start(): void {
    const { upkeep, runner, refresher } = this.#parts
    upkeep.look()
    runner.start()
    this.#stops.push(this.#ports.clock.after(REFRESH_AFTER_MS, () => refresher.start()))
  }

  get changes() {
    return this.#changes.count
  }
  get said(): Observable<Said> {
    return this.#saying.said
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
    return this.importState.kind === 'going'
  }
  get meterInTitle(): boolean {
    return this.#ports.preferences.snapshot.titleMeter
  }
  get givenBytes(): Observable<number> {
    return this.#givenBytes
  }
  get home() {
    return this.#views.home
  }
  get downloads() {
    return this.#views.downloads
  }
  get queue(): GlobalQueue {
    return this.#views.queue
  }
  get history() {
    return this.#views.history
  }
  get hasMoreHistory(): boolean {
    return this.#views.hasMoreHistory
  }
  get addState() {
    return this.#parts.adding.state
  }
  get importState() {
    return this.#parts.files.importState
  }
  get exportState() {
    return this.#parts.files.exportState
  }
  get storage() {
    return this.#views.storage
  }
  get current(): string | undefined {
    const { now } = this.#views
    return now && episodeKey(now)
  }
  get searchable(): number | undefined {
    return this.#search.count
  }
  get sharingSettings(): SharingSettings | undefined {
    if (this.#sharing === undefined) void this.#loadSharing()
    return this.#sharing?.snapshot
  }

  setNow(now: NowView | undefined): void {
    const before = this.#views.now
    const isSame =
      before?.feedUrl === now?.feedUrl && before?.guid === now?.guid && before?.isPlaying === now?.isPlaying
    if (isSame) return
    this.#views.now = now
    this.#changed()
  }

  prepare({ feedUrl, show, episode: played }: EpisodeOfShow): Promise<void> {
    const episode = heardEpisode(feedUrl, show, played)
    this.positions.introduce(episode)
    return this.positions.prepare(episode)
  }

  queueOf(feedUrl: string, show: Pick<Show, 'title'>): QueueStore {
    const store = this.#queues.get(feedUrl) ?? new LibraryQueueStore(this.#ports.library, feedUrl, show)
    this.#queues.set(feedUrl, store)
    return store
  }

  refOfQueued(id: string, feedUrl: string): EpisodeRef {
    return refOfId(this.queue, id, feedUrl)
  }

  refOfKey(key: string): EpisodeRef | undefined {
    return parseEpisodeKey(key)
  }

  changeQueue(change: QueueChange): void {
    const { current } = this
    this.#wishes.grant(this.#ports.library.changeQueue((queue) => withWish(queue, change, current)))
  }

  show(feedUrl: string): Promise<Show | undefined> {
    return this.#parts.known.show(feedUrl)
  }

  async episode(ref: EpisodeRef): Promise<Episode | undefined> {
    return (await this.#parts.known.episode(ref))?.episode
  }

  notes(ref: EpisodeRef): Promise<string | undefined> {
    return this.#ports.library.notes(ref).catch(() => undefined)
  }

  keptSource(ref: EpisodeRef): EpisodeSource | undefined {
    return keptSource(this.#ports.library.downloads.snapshot, ref)
  }

  async took(feedUrl: string, show: Show, whole: boolean): Promise<void> {
    this.#parts.known.take(feedUrl, show, whole)
    // What could not be kept stands in the library's state; the page has the show all the same.
    await this.#ports.library.takeShow(feedUrl, show, whole).catch(() => {})
  }

  episodeViews(feedUrl: string, show: Show) {
    return this.#views.episodeViews(feedUrl, show)
  }

  leftView(feedUrl: string, show: Show, left: Episode) {
    return this.#views.leftView(feedUrl, show, left)
  }

  headView(feedUrl: string, show: Show, look: LookAtFeed) {
    return this.#views.headView(feedUrl, show, look)
  }

  looksAt(feedUrl: string | undefined): void {
    const { library } = this.#ports
    const left = this.#looksAt
    this.#looksAt = feedUrl
    if (left === undefined || left === feedUrl) return
    const hasNews = library.newEpisodes.snapshot.some((one) => one.feedUrl === left)
    if (hasNews) library.markSeen({ feedUrl: left }).catch(() => {})
  }

  handle(event: LibraryRequestEvent): void {
    this.#wishes.handle(event)
  }

  takeHeld(): void {
    const { heldWishes, load, now } = this.#ports
    const { known } = this.#parts
    const aborter = new AbortController()
    const { signal } = aborter
    this.#stops.push(() => aborter.abort())
    void takeHeldWishes(heldWishes, {
      now,
      signal,
      isKnown: async (ref) => (await known.episode(ref)) !== undefined,
      readShow: async (feedUrl) => {
        const show = await load(feedUrl, signal).catch(() => undefined)
        if (show !== undefined) await this.took(feedUrl, show, show.incomplete !== true)
        return show !== undefined
      },
      grant: ({ episode, wish }) => this.#wishes.ofEpisode(episode, wish),
    })
  }

  sharingChanged(): void {
    this.#parts.upkeep.look()
    this.#parts.runner.plan()
    this.#changed()
  }

  configureSharing(change: Partial<SharingSettings>): void {
    this.#wishes.grant(this.#ports.engine().then((engine) => engine.configureSharing(change)))
  }

  moreHistory(): Promise<void> {
    return this.#views.moreHistory()
  }

  prepareSearch(signal: AbortSignal): Promise<void> {
    return this.#search.prepare(signal)
  }

  search(query: string, signal: AbortSignal): Promise<SearchResult | undefined> {
    return this.#search.find(query, signal)
  }

  foundView(result: SearchResult) {
    return this.#views.foundView(result)
  }

  leavesForms(): void {
    this.#parts.adding.forget()
    this.#parts.files.forget()
  }

  passingOn(giving: Giving) {
    return this.#views.passingOn(giving)
  }

  shareAll(): void {
    const shows = this.passingOn({ givenTodayBytes: 0, allowanceBytesPerDay: 0 })?.shows ?? []
    // A no stays one: it is taken back at its own show.
    const unasked = shows.filter(({ feedUrl }) => this.#ports.choices.of(feedUrl) === 'ask')
    this.#wishes.share(unasked.map(({ feedUrl }) => feedUrl))
  }

  dispose(): void {
    const { refresher, runner, upkeep, holdings, adding, files } = this.#parts
    for (const stop of this.#stops) stop()
    for (const part of [this.#changes, this.#search, refresher, runner, upkeep, holdings, adding, files]) part.dispose()
    this.#ports.choices.dispose()
    this.#ports.library.close()
  }

  #listen(): void {
    const { library, choices, network, preferences } = this.#ports
    const { holdings, refresher } = this.#parts
    const { marks } = this.#views
    const kept = (): void => {
      if (this.#hasSomething()) this.#ports.mark()
    }
    const { subscriptions, queue, downloads, continueListening, newEpisodes, history } = library
    this.#stops.push(
      ...[subscriptions, queue, downloads, continueListening, newEpisodes, history].flatMap((slice) => [
        slice.subscribe(this.#changed),
        slice.subscribe(kept),
      ]),
      ...[continueListening, newEpisodes, history].map((slice) => slice.subscribe(() => marks.refresh())),
      // What is wanted, and what was heard to its end, is told apart on the storage screen.
      downloads.subscribe(() => holdings.touch()),
      library.changedShows.subscribe((shows) => marks.refresh(shows)),
      library.state.subscribe(({ problem }) => this.#stateChanged(problem)),
      choices.watch(() => this.sharingChanged()),
      preferences.subscribe(this.#changed),
      refresher.running.subscribe(this.#changed),
      network.watch(this.#changed),
    )
    kept()
  }

  /** What no wish led to is said here; what a wish came to is said where it was granted. */
  #stateChanged(problem: LibraryProblem | undefined): void {
    if (problem === 'cleared' || problem === 'newer-version') this.#wishes.sayProblem(problem)
    this.#changed()
  }

  #say(words: string): void {
    if (words !== '') this.#saying.say(words)
  }

  #hasSomething(): boolean {
    const { subscriptions, queue, downloads, continueListening, history } = this.#ports.library
    const lists = [subscriptions, queue, downloads, continueListening]
    return history.snapshot.heard.length > 0 || lists.some(({ snapshot }) => snapshot.length > 0)
  }

  async #loadSharing(): Promise<void> {
    if (!this.#ports.canShare) return
    // Where it can't be had there is nothing to set.
    const engine = await this.#ports.engine().catch(() => undefined)
    if (engine === undefined || this.#sharing !== undefined) return
    this.#sharing = engine.sharingSettings()
    this.#stops.push(this.#sharing.subscribe(this.#changed))
    this.#changed()
  }
}
