/** Answers what the page asks its feeds' worker (feed-messages.ts). */
import type { FeedAnswer, FeedRequest } from './feed-messages.ts'
import { HttpFeedDesk } from './http-feed-desk.ts'
import { ShowError } from './show-error.ts'

/** A worker's own scope, or a port. */
export interface FeedServicePort {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(answer: FeedAnswer): void
}

/** Answers until the port is closed. What isn't a request is passed over. */
export function serveFeeds(port: FeedServicePort): void {
  const desk = new HttpFeedDesk()
  const open = new Map<number, AbortController>()

  async function answer(request: Exclude<FeedRequest, { ask: 'nothing' }>, signal: AbortSignal): Promise<void> {
    const { id, feedUrl } = request
    const post = (message: FeedAnswer) => {
      if (!signal.aborted) port.postMessage(message)
    }
    try {
      if (request.ask === 'notes') post({ id, notes: await desk.notes(feedUrl, request.guid, signal) })
      else {
        const { withNotes } = request
        post({ id, end: await desk.read(feedUrl, signal, { withNotes, onPart: (part) => post({ id, part }) }) })
      }
    } catch (error) {
      const failed = error instanceof ShowError ? error.kind : 'feed-unreadable'
      post({ id, failed, reason: String(error instanceof ShowError ? (error.cause ?? error) : error) })
    }
    open.delete(id)
  }

  port.addEventListener('message', ({ data }) => {
    if (!isRequest(data)) return
    open.get(data.id)?.abort()
    if (data.ask === 'nothing') {
      open.delete(data.id)
      return
    }
    const aborter = new AbortController()
    open.set(data.id, aborter)
    void answer(data, aborter.signal)
  })
}

/** Only the page speaks to its worker, and it sends nothing else. */
const isRequest = (data: unknown): data is FeedRequest => typeof data === 'object' && data !== null && 'ask' in data
