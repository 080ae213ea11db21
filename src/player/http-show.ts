/**
 * Loads a show from its feed: in a worker, so that the page stays free; in the page, piece by piece, where there is none. A feed
 * that can't be had is an error with a kind; one that can be had in part is a show that says so.
 */
import type { ShowHead } from '../feed/index.ts'
import type { Episode, Show } from '../feed/types.ts'
import { WorkerFeedDesk, WorkerGone } from './dom-feed-worker.ts'
import type { FeedDesk, FeedPart } from './feed-desk.ts'
import { ShowError } from './show-error.ts'

/** Undefined before the first feed; null where no worker can be had. */
let worker: WorkerFeedDesk | null | undefined
let own: Promise<FeedDesk> | undefined

function workerDesk(): WorkerFeedDesk | null {
  if (worker !== undefined) return worker
  worker = null
  try {
    if (typeof Worker === 'function') {
      worker = new WorkerFeedDesk(
        new Worker(new URL('./http-feed-worker.ts', import.meta.url), { type: 'module', name: 'feeds' }),
      )
    }
  } catch {
    // A policy of the page may forbid workers.
  }
  return worker
}

/** The reader is large: it is loaded only where no worker has it. */
function ownDesk(): Promise<FeedDesk> {
  own ??= import('./http-feed-desk.ts').then(
    ({ HttpFeedDesk }) => new HttpFeedDesk(),
    (cause: unknown) => {
      own = undefined
      throw new ShowError('feed-unreachable', { cause })
    },
  )
  return own
}

async function withDesk<T>(use: (desk: FeedDesk) => Promise<T>): Promise<T> {
  const desk = workerDesk()
  if (desk === null) return use(await ownDesk())
  try {
    return await use(desk)
  } catch (error) {
    if (!(error instanceof WorkerGone)) throw error
    worker = null
    return use(await ownDesk())
  }
}

/**
 * @param feedUrl absolute
 * @param onPart called with the show as far as it is known, `incomplete`, each time some 100 more of its episodes are (the first
 * time with 50); never for a show of few episodes, and never after this settled or `signal` was aborted
 * @returns the whole show. Its episodes have no `notesHtml`: {@link loadNotes}
 * @throws {ShowError} `feed-unreachable` (or reading it is forbidden to other sites: a browser doesn't tell them apart),
 * `feed-refused` (the host answered with an error), `feed-unreadable`, `feed-too-large`, `feed-endless`
 */
export function loadShow(feedUrl: string, signal: AbortSignal, onPart?: (show: Show) => void): Promise<Show> {
  return read(feedUrl, signal, true, onPart)
}

/** As {@link loadShow}, for a show that nobody looks at: its notes are not kept at hand, and push out nobody else's. */
export function refreshShow(feedUrl: string, signal: AbortSignal): Promise<Show> {
  return read(feedUrl, signal, false)
}

function read(feedUrl: string, signal: AbortSignal, withNotes: boolean, onPart?: (show: Show) => void): Promise<Show> {
  return withDesk(async (desk) => {
    const episodes: Episode[] = []
    let head: ShowHead | undefined
    const take = (part: FeedPart) => {
      head ??= part.head
      for (const episode of part.episodes) episodes.push(episode)
      if (head !== undefined && !signal.aborted) {
        onPart?.({ ...head, episodes: [...episodes], warnings: [], incomplete: true })
      }
    }
    const end = await desk.read(feedUrl, signal, { withNotes, onPart: take })
    return { ...end, episodes }
  })
}

/**
 * @returns the notes of one episode as the feed has them: unsanitised HTML, never to be put into a page as it is; `undefined`
 * where it has none
 * @throws {ShowError} as {@link loadShow}: notes that are not at hand are read from the feed again
 */
export function loadNotes(feedUrl: string, guid: string, signal: AbortSignal): Promise<string | undefined> {
  return withDesk((desk) => desk.notes(feedUrl, guid, signal))
}
