/**
 * The one queue of the library as the page of one show knows queues: its own episodes by guid, those of others by their keys.
 *
 * Pure. So the player and its list of what is queued work as they did when each show had a queue of its own.
 */
import type { Queue, QueueStore } from '../queue.ts'
import { asSeenFrom, fromPageOf } from './global-queue.ts'
import type { Library } from './library.ts'

export class LibraryQueueStore implements QueueStore {
  readonly #library: Pick<Library, 'queue' | 'changeQueue'>
  readonly #feedUrl: string
  readonly #show: { readonly title?: string }

  /** @param feedUrl of the show in the player @param show its words, for entries that are added here */
  constructor(library: Pick<Library, 'queue' | 'changeQueue'>, feedUrl: string, show: { readonly title?: string }) {
    this.#library = library
    this.#feedUrl = feedUrl
    this.#show = show
  }

  get snapshot(): Queue {
    return asSeenFrom(this.#library.queue.snapshot, this.#feedUrl)
  }

  subscribe(listener: (queue: Queue) => void): () => void {
    return this.#library.queue.subscribe((queue) => listener(asSeenFrom(queue, this.#feedUrl)))
  }

  update(change: (queue: Queue) => Queue): void {
    this.#library
      .changeQueue((queue) => fromPageOf(change(asSeenFrom(queue, this.#feedUrl)), this.#feedUrl, this.#show))
      // The library's state says it; this page still shows the queue as it was wished.
      .catch(() => {})
  }
}
