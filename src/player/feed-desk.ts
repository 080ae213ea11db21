/**
 * The port through which the page reads feeds. Its two implementations: a worker's (dom-feed-worker.ts), and one in the page
 * itself where there is no worker (http-feed-desk.ts).
 */
import type { FeedEnd, ShowHead } from '../feed/index.ts'
import type { Episode } from '../feed/types.ts'

export interface FeedPart {
  /** With the first part only. */
  readonly head?: ShowHead
  /** Those that are new, without their notes. */
  readonly episodes: readonly Episode[]
}

export interface FeedReading {
  /** Whether the notes of its episodes are kept at hand: someone looks at the show. */
  readonly withNotes: boolean
  /** Called with each batch of episodes, in the feed's order, before the reading ends; never once it is given up. */
  readonly onPart: (part: FeedPart) => void
}

export interface FeedDesk {
  /** @throws {ShowError} */
  read(feedUrl: string, signal: AbortSignal, reading: FeedReading): Promise<FeedEnd>
  /**
   * @returns the notes of that episode as the feed has them (unsanitised HTML), `undefined` where it has none; the feed is read
   * again where they are not at hand
   * @throws {ShowError}
   */
  notes(feedUrl: string, guid: string, signal: AbortSignal): Promise<string | undefined>
}
