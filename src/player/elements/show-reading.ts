/**
 * Reads the show that is looked at: what is kept of it at once, then what its feed says now; a long feed as it comes in.
 *
 * A controller: its host draws what stands here. A show that was read a moment ago is not read again, so that "back" is instant.
 * What can't be read leaves what is known standing, with the problem; only where nothing is known it is an error.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Show } from '../../feed/types.ts'
import type { PlayerErrorKind } from '../error-words.ts'
import { ShowError } from '../show-error.ts'
import type { LookAtFeed } from '../views/show-views.ts'

export interface ReadingPorts {
  /** @throws {ShowError} */
  load(feedUrl: string, signal: AbortSignal, onPart: (show: Show) => void): Promise<Show>
  /** What was kept of it, or nothing. Never rejects. */
  kept(feedUrl: string): Promise<Show | undefined>
  /** It was read, as a whole or to where it broke off. */
  read(feedUrl: string, show: Show): void
  /** There is more to be seen than before. */
  changed(): void
}

interface Known {
  readonly show: Show
  /** Milliseconds since 1970; undefined for what was only kept. */
  readonly readAtMs?: number
}

const FRESH_MS = 5 * 60_000
/** Shows that "back" finds as they were. */
const MOST_KNOWN = 6
const PROBLEMS = ['feed-unreachable', 'feed-refused', 'feed-unreadable', 'feed-too-large'] as const

export class ShowReading implements ReactiveController {
  feedUrl: string | undefined
  show: Show | undefined
  /** Nothing can be shown, and why. */
  error: PlayerErrorKind | undefined
  look: LookAtFeed = { isChecking: false }
  readonly #host: ReactiveControllerHost
  readonly #known = new Map<string, Known>()
  #ports: ReadingPorts | undefined
  #aborter = new AbortController()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#aborter.abort()
  }

  /** What stands here is all there is for now: an episode that is not in it is not to be had. */
  get isSettled(): boolean {
    return this.show !== undefined && !this.look.isChecking
  }

  /** Turns to this show; to the one that is open already: does nothing. */
  open(feedUrl: string | undefined, ports: ReadingPorts): void {
    this.#ports = ports
    if (feedUrl === this.feedUrl) return
    this.#aborter.abort()
    this.feedUrl = feedUrl
    const known = feedUrl === undefined ? undefined : this.#known.get(feedUrl)
    this.show = known?.show
    this.error = undefined
    this.look = { isChecking: false, ...(known?.readAtMs !== undefined && { readAtMs: known.readAtMs }) }
    this.#host.requestUpdate()
    const isFresh = known?.readAtMs !== undefined && Date.now() - known.readAtMs < FRESH_MS
    if (feedUrl !== undefined && !isFresh) void this.#read(feedUrl, ports)
  }

  /** Once more, now. */
  again(): void {
    if (this.feedUrl !== undefined && this.#ports !== undefined) void this.#read(this.feedUrl, this.#ports)
  }

  async #read(feedUrl: string, ports: ReadingPorts): Promise<void> {
    this.#aborter.abort()
    this.#aborter = new AbortController()
    const { signal } = this.#aborter
    this.error = undefined
    this.look = { ...this.look, isChecking: true }
    this.#host.requestUpdate()
    // A part of the feed is no news where an earlier look is known.
    const onPart = (show: Show) => {
      if (this.show === undefined || this.show.incomplete === true) this.#show(show)
    }
    if (this.show === undefined) void this.#takeKept(feedUrl, ports, signal)
    try {
      const show = await ports.load(feedUrl, signal, onPart)
      if (signal.aborted) return
      if (show.episodes.length === 0) throw new ShowError('feed-empty')
      const readAtMs = Date.now()
      this.#remember(feedUrl, { show, readAtMs })
      this.look = { isChecking: false, readAtMs }
      this.#show(show)
      ports.read(feedUrl, show)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ShowError)) console.error(error)
      const kind = error instanceof ShowError ? error.kind : 'feed-unreadable'
      const problem = PROBLEMS.find((one) => one === kind) ?? 'feed-unreadable'
      const kept = this.show ?? (await ports.kept(feedUrl))
      if (signal.aborted) return
      this.look = { ...this.look, isChecking: false, problem }
      this.show ??= kept
      if (this.show === undefined) this.error = kind
      this.#host.requestUpdate()
      ports.changed()
    }
  }

  async #takeKept(feedUrl: string, ports: ReadingPorts, signal: AbortSignal): Promise<void> {
    const kept = await ports.kept(feedUrl)
    if (kept === undefined || signal.aborted || !this.look.isChecking) return
    this.#remember(feedUrl, { show: kept })
    this.#show(kept)
  }

  #show(show: Show): void {
    this.show = show
    this.#host.requestUpdate()
    this.#ports?.changed()
  }

  #remember(feedUrl: string, known: Known): void {
    this.#known.delete(feedUrl)
    this.#known.set(feedUrl, known)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break
      this.#known.delete(oldest)
    }
  }
}
