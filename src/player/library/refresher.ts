/**
 * Reads the feeds of followed shows again when the plan says so (refresh-plan.ts), and hands what they say to the library.
 *
 * Pure: feeds, time and what is known of the network are handed in. A feed that says it has moved is followed where the same show
 * is found at the new address (same-show.ts), and left where it is otherwise.
 */
import type { Show } from '../../feed/types.ts'
import type { Clock } from '../../shared/clock.ts'
import { type Observable, Subject } from '../../shared/emitter.ts'
import type { Library } from './library.ts'
import { LibraryError } from './library-error.ts'
import { planRefresh } from './refresh-plan.ts'
import { isSameShow, moveToTry } from './same-show.ts'
import type { RefreshProblem } from './subscription.ts'

/** What was read at a feed's address. */
export interface ReadFeed {
  readonly show: Show
  /** False where the feed broke off, or was cut. */
  readonly whole?: boolean
  /** The address the feed says it has moved to (`itunes:new-feed-url`). */
  readonly movedTo?: string
}

export interface RefresherOptions {
  readonly library: Pick<Library, 'subscriptions' | 'settings' | 'show' | 'takeShow' | 'noteFailure' | 'moveShow'>
  load(feedUrl: string, signal: AbortSignal): Promise<ReadFeed>
  /** What an error of `load` is. */
  problemOf(error: unknown): RefreshProblem
  /** Timers. */
  readonly clock: Pick<Clock, 'after'>
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number
  readonly network: NetworkTells
  /** The show is at another address now; answers about sharing are to be moved. */
  readonly onMoved?: (from: string, to: string) => void
}

/** The port for what the browser says of its network. */
export interface NetworkTells {
  readonly online: boolean
  readonly savesData: boolean
  /** @returns the disposer. */
  watch(changed: () => void): () => void
}

export class Refresher {
  readonly #options: RefresherOptions
  readonly #running = new Subject<ReadonlySet<string>>(new Set())
  readonly #asked = new Map<string, (() => void)[]>()
  readonly #tried = new Map<string, number>()
  readonly #aborter = new AbortController()
  #stops: (() => void)[] = []
  #cancelTimer = (): void => {}

  /** Nothing is read before {@link start}. */
  constructor(options: RefresherOptions) {
    this.#options = options
  }

  /** The shows that are being read. */
  get running(): Observable<ReadonlySet<string>> {
    return this.#running
  }

  /** Reads what is stale, and from now on whatever becomes so. */
  start(): void {
    const { library, network } = this.#options
    const plan = (): void => this.#plan()
    this.#stops = [library.subscriptions.subscribe(plan), library.settings.subscribe(plan), network.watch(plan)]
    plan()
  }

  /** By hand: these shows, or all. @returns when each was tried; at once where there is no network. */
  async refresh(feedUrls?: readonly string[]): Promise<void> {
    if (!this.#options.network.online) return
    const followed = this.#options.library.subscriptions.snapshot.map(({ feedUrl }) => feedUrl)
    const wanted = followed.filter((feedUrl) => feedUrls?.includes(feedUrl) ?? true)
    const tried = wanted.map(
      (feedUrl) =>
        new Promise<void>((resolve) => this.#asked.set(feedUrl, [...(this.#asked.get(feedUrl) ?? []), resolve])),
    )
    this.#plan()
    await Promise.all(tried)
  }

  dispose(): void {
    for (const stop of this.#stops) stop()
    this.#cancelTimer()
    this.#aborter.abort()
    for (const feedUrl of [...this.#asked.keys()]) this.#answer(feedUrl)
  }

  #plan(): void {
    const { library, network, clock, now } = this.#options
    this.#cancelTimer()
    if (this.#aborter.signal.aborted) return
    const { start, wakeAt } = planRefresh(library.subscriptions.snapshot, {
      now: now(),
      online: network.online,
      savesData: network.savesData,
      byItself: library.settings.snapshot.refreshByItself,
      asked: new Set(this.#asked.keys()),
      running: this.#running.snapshot,
      tried: this.#tried,
    })
    if (wakeAt !== undefined) this.#cancelTimer = clock.after(Math.max(1000, wakeAt - now()), () => this.#plan())
    for (const feedUrl of start) this.#tried.set(feedUrl, now())
    if (start.length > 0) this.#running.set(new Set([...this.#running.snapshot, ...start]))
    for (const feedUrl of start) void this.#run(feedUrl)
    // Nobody follows them any more, or there is no network: who asked is not kept waiting.
    const known = new Set(library.subscriptions.snapshot.map((one) => one.feedUrl))
    for (const feedUrl of this.#asked.keys()) if (!network.online || !known.has(feedUrl)) this.#answer(feedUrl)
  }

  async #run(feedUrl: string): Promise<void> {
    const { signal } = this.#aborter
    try {
      await this.#read(feedUrl, signal)
    } catch (error) {
      await this.#note(feedUrl, error, signal)
    }
    this.#running.set(new Set([...this.#running.snapshot].filter((one) => one !== feedUrl)))
    this.#answer(feedUrl)
    this.#plan()
  }

  async #read(feedUrl: string, signal: AbortSignal): Promise<void> {
    const { library, load } = this.#options
    const { show, whole, movedTo } = await load(feedUrl, signal)
    if (signal.aborted) return
    const to = moveToTry(feedUrl, movedTo)
    if (to !== undefined && (await this.#follow(feedUrl, to, show, signal))) return
    // Who stops following while it is read wants no new episodes.
    if (!signal.aborted) await library.takeShow(feedUrl, show, whole)
  }

  /** @returns whether the show is at its new address now. */
  async #follow(from: string, to: string, show: Show, signal: AbortSignal): Promise<boolean> {
    const { library, load, onMoved } = this.#options
    const moved = await load(to, signal).catch(() => undefined)
    if (moved === undefined || signal.aborted) return false
    // What stands at the old address may be no more than the notice that it has moved.
    const known = (await library.show(from))?.episodes ?? show.episodes
    if (!isSameShow(known, moved.show)) return false
    await library.moveShow(from, to)
    this.#tried.set(to, this.#options.now())
    onMoved?.(from, to)
    await library.takeShow(to, moved.show, moved.whole)
    return true
  }

  async #note(feedUrl: string, error: unknown, signal: AbortSignal): Promise<void> {
    // What the library could not keep stands in its state, and is no fault of the feed.
    if (signal.aborted || error instanceof LibraryError) return
    await this.#options.library.noteFailure(feedUrl, this.#options.problemOf(error)).catch(() => {})
  }

  #answer(feedUrl: string): void {
    const waiting = this.#asked.get(feedUrl) ?? []
    this.#asked.delete(feedUrl)
    for (const resolve of waiting) resolve()
  }
}
