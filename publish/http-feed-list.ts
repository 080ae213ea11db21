/**
 * Published feeds as the list of what a tracker serves: asked again regularly, so that a new episode is served minutes after it was
 * published, and one that left its feed no longer.
 *
 * A feed that can't be read changes nothing: what it listed last holds, and the log says so once. Feeds know no taking back, so
 * what left one is unlisted and never withdrawn; where old episodes leave the feed for its length alone, an allowlist beside it
 * keeps them (docs/publishing.md). Addresses of feeds may be secret: the log has the host alone.
 */
import type { Millis } from '../src/shared/clock.ts'
import type { InfoHash } from '../src/shared/ids.ts'
import {
  type AdmissionList,
  type ListContext,
  type OpenList,
  type ReadCounts,
  type Standing,
  TrackerError,
} from '../tracker/index.ts'
import { PolledFeed } from './http-polled-feed.ts'

/** A feed that was never read is asked again sooner: its show is served nowhere until then. */
const FIRST_RETRY_MS = 30_000

interface Source {
  readonly feed: PolledFeed
  /** For the log. */
  readonly name: string
  lastGoodAt: Millis | undefined
  isBad: boolean
  underWay: Promise<void> | undefined
  cancel: () => void
}

/** @param feeds http(s) URLs of feeds, or of the grapevine.json beside one. @throws TrackerError `bad-settings` for what is no such URL, `allowlist-unreadable` where none could be read at first */
export function openFeedList(feeds: readonly string[], pollSeconds: number): OpenList {
  return (context) => FeedList.open(feeds, pollSeconds * 1000, context)
}

class FeedList implements AdmissionList {
  readonly #sources: readonly Source[]
  readonly #pollMs: number
  readonly #context: ListContext
  readonly #abort = new AbortController()
  #served: ReadonlySet<string> = new Set()
  #ok = 0
  #failed = 0
  #isOpen = false

  private constructor(feeds: readonly string[], pollMs: number, context: ListContext) {
    this.#sources = feeds.map((url, index) => ({
      feed: new PolledFeed(url),
      name: nameOf(url, index),
      lastGoodAt: undefined,
      isBad: false,
      underWay: undefined,
      cancel: () => {},
    }))
    this.#pollMs = pollMs
    this.#context = context
  }

  static async open(feeds: readonly string[], pollMs: number, context: ListContext): Promise<FeedList> {
    const list = new FeedList(feeds, pollMs, context)
    await list.reload()
    if (list.#sources.every(({ lastGoodAt }) => lastGoodAt === undefined)) {
      list.close()
      throw new TrackerError('allowlist-unreadable', 'none of the feeds could be read: see the log')
    }
    list.#isOpen = true
    return list
  }

  get size(): number {
    return this.#served.size
  }

  /** `lastGoodAt` is that of the feed that was read longest ago. */
  get reads(): ReadCounts {
    const times = this.#sources.map(({ lastGoodAt }) => lastGoodAt)
    const known = times.filter((time) => time !== undefined)
    const lastGoodAt = known.length < times.length ? undefined : Math.min(...known)
    return { ok: this.#ok, failed: this.#failed, lastGoodAt }
  }

  standing(infoHash: InfoHash): Standing {
    return this.#served.has(infoHash) ? 'listed' : 'unlisted'
  }

  async reload(): Promise<void> {
    await Promise.all(this.#sources.map((source) => this.#look(source)))
  }

  close(): void {
    this.#abort.abort()
    for (const { cancel } of this.#sources) cancel()
  }

  #look(source: Source): Promise<void> {
    if (this.#abort.signal.aborted) return Promise.resolve()
    source.cancel()
    source.underWay ??= this.#lookNow(source).finally(() => {
      source.underWay = undefined
    })
    return source.underWay
  }

  async #lookNow(source: Source): Promise<void> {
    const { clock, log } = this.#context
    const look = await source.feed.look(this.#abort.signal)
    if (this.#abort.signal.aborted) return
    if (look.outcome === 'failed') {
      this.#failed += 1
      const holds = source.lastGoodAt === undefined ? '' : ' What it listed before still holds.'
      if (!source.isBad) log.warn(`${source.name}: cannot be read: ${look.problem}.${holds}`)
    } else {
      this.#ok += 1
      source.lastGoodAt = clock.now()
      if (look.outcome === 'changed') this.#serve(source)
      else if (source.isBad) log.info(`${source.name}: answers again`)
    }
    source.isBad = look.outcome === 'failed'
    const delayMs = source.lastGoodAt === undefined ? Math.min(FIRST_RETRY_MS, this.#pollMs) : this.#pollMs
    source.cancel = clock.after(delayMs, () => void this.#look(source))
  }

  #serve({ name, feed }: Source): void {
    const { log, onChange, written } = this.#context
    this.#served = new Set(this.#sources.flatMap((source) => [...source.feed.infoHashes].map(written)))
    log.info(`${name}: read, lists ${feed.infoHashes.size} files`)
    if (this.#isOpen) onChange()
  }
}

/** @throws TrackerError `bad-settings`, where `fetch` would refuse the address, and quote it in the log */
function nameOf(feed: string, index: number): string {
  const url = URL.canParse(feed) ? new URL(feed) : undefined
  if (url !== undefined && url.username === '' && url.password === '') return `feed ${index + 1} (${url.host})`
  const words = `URL ${index + 1} of 'feeds' must be an address without a name and password`
  throw new TrackerError('bad-settings', `tracker settings: ${words}`)
}
