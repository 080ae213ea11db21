/**
 * What the library's views show: made of what the library keeps, of what is held on this device, and of what is in the player.
 *
 * Pure. Each is the same object as long as nothing it is made of has changed.
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { GlobalQueue } from '../library/global-queue.ts'
import type { LibrarySlices } from '../library/library.ts'
import type { SearchResult } from '../library/library-search.ts'
import type { EpisodeRef, EpisodeView } from '../views/episode-view.ts'
import type { HomeView } from '../views/home-view.ts'
import {
  downloadViews,
  type FoundEpisodesView,
  foundView,
  type HeardEpisodeView,
  heardViews,
  homeView,
} from '../views/library-views.ts'
import type { PassingOnView } from '../views/passing-on-view.ts'
import type { ShowHeadView } from '../views/show-view.ts'
import {
  episodeView,
  type LibraryView,
  type LookAtFeed,
  type NowView,
  showHeadView,
  standing,
} from '../views/show-views.ts'
import type { StorageView } from '../views/storage-view.ts'
import type { DeskParts } from './desk-parts.ts'
import type { DeskPorts } from './desk-ports.ts'
import { EpisodeRows } from './episode-rows.ts'
import { HistoryPages } from './history-pages.ts'
import { Memo } from './memo.ts'
import { ShowMarks } from './show-marks.ts'
import { type Giving, passingOnScreen, storageScreen } from './storage-screen.ts'

/** What a search gives at most (episode-search.ts). */
const MOST_FOUND = 100

export class DeskViews {
  /** What is in the player, if it was played. */
  now: NowView | undefined
  readonly marks: ShowMarks
  readonly #ports: DeskPorts
  readonly #parts: Pick<DeskParts, 'holdings' | 'refresher'>
  readonly #changed: () => void
  readonly #rows = new EpisodeRows()
  readonly #history = new HistoryPages()
  readonly #memo = new Memo()
  #readingHistory: Promise<void> | undefined

  constructor(ports: DeskPorts, parts: Pick<DeskParts, 'holdings' | 'refresher'>, changed: () => void) {
    this.#ports = ports
    this.#parts = parts
    this.#changed = changed
    this.marks = new ShowMarks(ports.library, changed)
  }

  episodeViews(feedUrl: string, show: Show): readonly EpisodeView[] {
    return this.#rows.rows(feedUrl, show, this.marks.of(feedUrl), this.#view())
  }

  leftView(feedUrl: string, show: Show, left: Episode): EpisodeView {
    const marks = this.marks.of(feedUrl)
    return this.#memo.of('left', [feedUrl, show, left, marks, ...this.#inputs()], () =>
      episodeView(feedUrl, show, left, marks.get(left.guid), standing(this.#view())),
    )
  }

  headView(feedUrl: string, show: Show, look: LookAtFeed): ShowHeadView {
    const subscription = this.#slice('subscriptions').find((one) => one.feedUrl === feedUrl)
    const readAtMs = Math.max(look.readAtMs ?? 0, subscription?.lastRefreshedAt ?? 0)
    const decision = this.#ports.choices.of(feedUrl)
    const canChoose = this.#ports.canShare && decision !== 'off-by-publisher'
    const whole: LookAtFeed = {
      ...look,
      isChecking: look.isChecking || this.#parts.refresher.running.snapshot.has(feedUrl),
      ...(readAtMs > 0 && { readAtMs }),
    }
    const about = { isFollowed: subscription !== undefined, isShared: canChoose ? decision === 'on' : undefined }
    return showHeadView(feedUrl, show, whole, about)
  }

  get home(): HomeView {
    return this.#memo.of('home', this.#inputs(), () => homeView(this.#view()))
  }

  get downloads(): readonly EpisodeView[] {
    return this.#memo.of('downloads', this.#inputs(), () => downloadViews(this.#view()))
  }

  get queue(): GlobalQueue {
    return this.#slice('queue')
  }

  get history(): readonly HeardEpisodeView[] {
    const first = this.#slice('history')
    this.#history.take(first)
    const { heard } = this.#history
    return this.#memo.of('history', [...this.#inputs(), first, heard.length], () => heardViews(heard, this.#view()))
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

  /** No longer in the history, whatever page it stood on. @param what `all`, or an episode */
  forgot(what: EpisodeRef | 'all'): void {
    if (what === 'all') this.#history.restart()
    else this.#history.remove(what)
  }

  foundView(result: SearchResult): FoundEpisodesView {
    return this.#memo.of('found', [...this.#inputs(), result], () => foundView(result, MOST_FOUND, this.#view()))
  }

  get storage(): StorageView | undefined {
    const holdings = this.#parts.holdings.snapshot
    const problem = this.#storageProblem()
    return holdings && this.#memo.of('storage', [holdings, problem], () => storageScreen(holdings, problem))
  }

  passingOn(giving: Giving): PassingOnView | undefined {
    const holdings = this.#parts.holdings.snapshot
    const { choices } = this.#ports
    if (holdings === undefined) return undefined
    const { givenTodayBytes, allowanceBytesPerDay } = giving
    const answers = JSON.stringify([...choices.answered()])
    return this.#memo.of('passing-on', [holdings, answers, givenTodayBytes, allowanceBytesPerDay], () =>
      passingOnScreen(holdings, (feedUrl) => choices.of(feedUrl), giving),
    )
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
      now: this.now,
    }
  }

  #inputs(): readonly unknown[] {
    return [...Object.values(this.#view().slices), this.now]
  }

  async #readHistory(): Promise<void> {
    this.#history.take(this.#slice('history'))
    const { next } = this.#history
    if (next === undefined) return
    const page = await this.#ports.library.historyPage(next).catch(() => undefined)
    if (page === undefined) return
    this.#history.add(page)
    this.#changed()
  }
}
