/**
 * Fetches a show's feed. A feed that can't be had is an error with a kind; no answer is taken beyond a bound: a feed's address
 * is anybody's word.
 */
import { parseShow } from '../feed/index.ts'
import type { Show } from '../feed/types.ts'
import { BodyTooLargeError } from '../shared/http-body.ts'
import { readText } from './http-text.ts'
import { ShowError } from './show-error.ts'

/** Room for thousands of episodes with long notes. */
const MAX_FEED_BYTES = 32 * 1024 * 1024

/** @throws {ShowError} `feed-unreachable`, `feed-refused` (the host answered with an error), `feed-unreadable`, `feed-too-large`. */
export async function loadShow(feedUrl: string, signal: AbortSignal): Promise<Show> {
  const xml = await fetchFeed(feedUrl, signal)
  try {
    return parseShow(xml, feedUrl)
  } catch (cause) {
    throw new ShowError('feed-unreadable', { cause })
  }
}

async function fetchFeed(feedUrl: string, signal: AbortSignal): Promise<string> {
  let response: Response
  try {
    // `no-cache` still revalidates: a new episode shows at once, an unchanged feed costs a 304.
    response = await fetch(feedUrl, { signal, cache: 'no-cache', credentials: 'omit' })
  } catch (cause) {
    throw new ShowError('feed-unreachable', { cause })
  }
  if (!response.ok) throw new ShowError('feed-refused', { cause: new Error(`status ${response.status}`) })
  try {
    return await readText(response, MAX_FEED_BYTES)
  } catch (cause) {
    throw new ShowError(cause instanceof BodyTooLargeError ? 'feed-too-large' : 'feed-unreachable', { cause })
  }
}
