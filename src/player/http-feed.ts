/**
 * Fetches a feed and reads it while it comes in, so that the first episodes are there before the last byte is.
 *
 * Runs in the feeds' worker, and in the page where there is none: it pauses every few milliseconds either way. A feed's address
 * is anybody's word, so nothing is taken beyond a bound, of bytes and of time; what was read until then is kept, and said to
 * be incomplete. See docs/decisions/0025-reading-feeds.md.
 */
import { type FeedEnd, FeedError, FeedReader, type FeedSink, type FeedTrouble, type ShowHead } from '../feed/index.ts'
import type { Episode } from '../feed/types.ts'
import type { Clock } from '../shared/clock.ts'
import { domClock } from '../shared/dom-clock.ts'
import type { ShowErrorKind } from './error-words.ts'
import type { FeedPart, FeedReading } from './feed-desk.ts'
import { ShowError } from './show-error.ts'
import { StreamedText } from './text-decoding.ts'

/** Room for thousands of episodes with long notes. */
const MAX_FEED_BYTES = 32 * 1024 * 1024
/** Within so long the host answers, and then another episode comes to its end, each time. */
const MOST_SILENCE_MS = 30_000
const MOST_MS = 120_000
/** Read at once; takes a few milliseconds. */
const SLICE_BYTES = 16 * 1024
const MOST_WORK_MS = 8
/** Enough to fill a screen; then as many as are cheap to hand over at once. */
const FIRST_BATCH = 50
const BATCH = 100
/** On a slow line, what there is is shown. */
const MOST_WAITING_MS = 250

export interface FetchedFeed {
  readonly end: FeedEnd
  /** By guid, as the feed has them: unsanitised HTML. */
  readonly notes: ReadonlyMap<string, string>
}

export interface FeedFetchOptions extends FeedReading {
  /** `no-cache` revalidates: a new episode shows at once, an unchanged feed costs a 304. */
  readonly cache?: RequestCache
  readonly clock?: Clock
}

/**
 * @throws {ShowError} `feed-unreachable`, `feed-refused`, `feed-unreadable`, `feed-too-large`, `feed-endless`
 */
export async function fetchFeed(
  feedUrl: string,
  signal: AbortSignal,
  { withNotes, onPart, cache = 'no-cache', clock = domClock }: FeedFetchOptions,
): Promise<FetchedFeed> {
  const watch = new Watch(signal, clock)
  try {
    const response = await request(feedUrl, watch, cache)
    const reader = (sink: FeedSink) => new FeedReader(feedUrl, sink, { withNotes })
    return await new FeedFetch(reader, watch, onPart, clock).read(response)
  } finally {
    watch.stop()
  }
}

/** Why a body came no further, with the kind of error that it is where no episode was found until then. */
interface Trouble {
  readonly kind: ShowErrorKind
  readonly trouble: FeedTrouble
  readonly cause?: unknown
}

const TOO_LONG: Trouble = { kind: 'feed-too-large', trouble: 'too-long' }
const ENDLESS: Trouble = { kind: 'feed-endless', trouble: 'endless' }

/** Ends a fetch that the caller gave up, that makes no progress, or that takes too long. */
class Watch {
  readonly #aborter = new AbortController()
  readonly #clock: Clock
  readonly #outer: AbortSignal
  readonly #cancelAll: () => void
  #cancelSilence: () => void
  #isLate = false
  readonly #giveUp = () => this.#aborter.abort(this.#outer.reason)
  readonly #late = () => {
    this.#isLate = true
    this.#aborter.abort()
  }

  constructor(outer: AbortSignal, clock: Clock) {
    this.#outer = outer
    this.#clock = clock
    this.#cancelAll = clock.after(MOST_MS, this.#late)
    this.#cancelSilence = clock.after(MOST_SILENCE_MS, this.#late)
    if (outer.aborted) this.#giveUp()
    else outer.addEventListener('abort', this.#giveUp)
  }

  get signal(): AbortSignal {
    return this.#aborter.signal
  }

  /** Too long without an episode, or altogether. */
  get isLate(): boolean {
    return this.#isLate
  }

  /** @throws {ShowError} where the caller gave it up */
  check(): void {
    if (this.#outer.aborted) throw new ShowError('feed-unreachable', { cause: this.#outer.reason })
  }

  progress(): void {
    this.#cancelSilence()
    this.#cancelSilence = this.#clock.after(MOST_SILENCE_MS, this.#late)
  }

  stop(): void {
    this.#cancelAll()
    this.#cancelSilence()
    this.#outer.removeEventListener('abort', this.#giveUp)
  }
}

async function request(feedUrl: string, watch: Watch, cache: RequestCache): Promise<Response> {
  let response: Response
  try {
    response = await fetch(feedUrl, { signal: watch.signal, cache, credentials: 'omit' })
  } catch (cause) {
    throw new ShowError('feed-unreachable', { cause })
  }
  watch.progress()
  if (response.ok) return response
  response.body?.cancel().catch(() => {})
  throw new ShowError('feed-refused', { cause: new Error(`status ${response.status}`) })
}

class FeedFetch {
  readonly #reader: FeedReader
  readonly #watch: Watch
  readonly #clock: Clock
  readonly #onPart: (part: FeedPart) => void
  readonly #notes = new Map<string, string>()
  #head: ShowHead | undefined
  #batch: Episode[] = []
  #batchLength = FIRST_BATCH
  #handedOverAt: number
  #pausedAt: number

  constructor(reader: (sink: FeedSink) => FeedReader, watch: Watch, onPart: (part: FeedPart) => void, clock: Clock) {
    this.#watch = watch
    this.#clock = clock
    this.#onPart = onPart
    this.#handedOverAt = clock.now()
    this.#pausedAt = clock.now()
    this.#reader = reader({
      head: (head) => {
        this.#head = head
      },
      episode: (episode) => this.#add(episode),
    })
  }

  async read(response: Response): Promise<FetchedFeed> {
    try {
      const trouble = await this.#readBody(response)
      if (trouble !== undefined && this.#reader.episodes === 0) throw new ShowError(trouble.kind, trouble)
      const end = this.#reader.end(trouble?.trouble)
      this.#handOver()
      return { end, notes: this.#notes }
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      throw new ShowError(error.kind === 'too-large' ? 'feed-too-large' : 'feed-unreadable', { cause: error })
    }
  }

  async #readBody(response: Response): Promise<Trouble | undefined> {
    const text = new StreamedText(response.headers.get('Content-Type'))
    const body = response.body?.getReader()
    let length = 0
    try {
      while (body !== undefined) {
        const next = await body.read().catch((error: unknown) => this.#troubleOf(error))
        if ('kind' in next) return next
        if (next.done) break
        length += next.value.length
        if (length > MAX_FEED_BYTES) return TOO_LONG
        for (let at = 0; at < next.value.length; at += SLICE_BYTES) {
          this.#reader.push(text.push(next.value.subarray(at, at + SLICE_BYTES)))
          await this.#pause()
          if (this.#watch.isLate) return ENDLESS
          if (this.#reader.isDone) return undefined
        }
        if (this.#clock.now() - this.#handedOverAt > MOST_WAITING_MS) this.#handOver()
      }
      this.#reader.push(text.end())
      return undefined
    } finally {
      // Nobody waits for the other end to hear of it.
      body?.cancel().catch(() => {})
    }
  }

  /** @throws {ShowError} where the caller gave it up */
  #troubleOf(cause: unknown): Trouble {
    this.#watch.check()
    return this.#watch.isLate ? ENDLESS : { kind: 'feed-unreachable', trouble: 'broken-off', cause }
  }

  /** Lets others have their turn: the page its frames, a worker the word that it is to stop. */
  async #pause(): Promise<void> {
    if (this.#clock.now() - this.#pausedAt < MOST_WORK_MS) return
    await nextTask()
    this.#pausedAt = this.#clock.now()
    this.#watch.check()
  }

  #add(episode: Episode): void {
    this.#watch.progress()
    const { notesHtml, ...rest } = episode
    if (notesHtml !== undefined) this.#notes.set(episode.guid, notesHtml)
    this.#batch.push(rest)
    if (this.#batch.length >= this.#batchLength) this.#handOver()
  }

  #handOver(): void {
    this.#watch.check()
    this.#handedOverAt = this.#clock.now()
    if (this.#batch.length === 0) return
    const episodes = this.#batch
    const head = this.#head
    this.#batch = []
    this.#batchLength = BATCH
    this.#head = undefined
    this.#onPart({ ...(head && { head }), episodes })
  }
}

/** A timer would wait for four milliseconds each time. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
