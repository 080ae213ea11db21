/**
 * Reads feeds where it runs, and keeps the notes of the last ones: they are most of a feed, and asked for one by one, so they
 * never go along with the list.
 */
import type { FeedEnd } from '../feed/index.ts'
import type { FeedDesk, FeedReading } from './feed-desk.ts'
import { fetchFeed } from './http-feed.ts'

/** The show that is open, and the one before it. */
const MOST_SHOWS = 2

/** Notes of yesterday are better than none: what the browser has of the feed is taken, so that it works offline, too. */
const FOR_NOTES = { withNotes: true, cache: 'force-cache', onPart: () => {} } as const

export class HttpFeedDesk implements FeedDesk {
  /** By feed, the one used last at the end. */
  readonly #notes = new Map<string, ReadonlyMap<string, string>>()

  async read(feedUrl: string, signal: AbortSignal, reading: FeedReading): Promise<FeedEnd> {
    const { end, notes } = await fetchFeed(feedUrl, signal, reading)
    if (reading.withNotes) this.#keep(feedUrl, notes)
    return end
  }

  async notes(feedUrl: string, guid: string, signal: AbortSignal): Promise<string | undefined> {
    const known = this.#notes.get(feedUrl) ?? (await fetchFeed(feedUrl, signal, FOR_NOTES)).notes
    this.#keep(feedUrl, known)
    return known.get(guid)
  }

  #keep(feedUrl: string, notes: ReadonlyMap<string, string>): void {
    this.#notes.delete(feedUrl)
    this.#notes.set(feedUrl, notes)
    for (const oldest of this.#notes.keys()) {
      if (this.#notes.size <= MOST_SHOWS) break
      this.#notes.delete(oldest)
    }
  }
}
