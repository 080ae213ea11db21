/**
 * Keeps the queue in localStorage one for each show, for all tabs of this site.
 *
 * Each change is made to what is stored at that moment, and other tabs' changes are told. Where storage is refused (opaque
 * frames, strict settings) or full, the queue lives as long as the page.
 */
import { type Observable, Subject } from '../shared/emitter.ts'
import { parseQueue } from './parsed-queue.ts'
import type { Queue, QueueStore } from './queue.ts'

/** A show's own queue stands under this and the show's key. */
const PREFIX = 'grapevine:queue:'

export class LocalStorageQueue implements QueueStore, Observable<Queue> {
  readonly #key: string
  readonly #queue: Subject<Queue>
  /** What storage was last known to hold; undefined while it is refused. */
  #stored: string | null | undefined

  /** @param show what tells this show from others: its feed's address */
  constructor(show: string) {
    this.#key = PREFIX + show
    this.#stored = this.#read()
    this.#queue = new Subject(parseQueue(this.#stored ?? null))
    addEventListener('storage', this.#onStorage)
  }

  get snapshot(): Queue {
    return this.#queue.snapshot
  }

  subscribe(listener: (queue: Queue) => void): () => void {
    return this.#queue.subscribe(listener)
  }

  update(change: (queue: Queue) => Queue): void {
    const stored = this.#read()
    // Not read, or not written the last time: then what this page has is newer.
    const now = stored === undefined || stored === this.#stored ? this.snapshot : parseQueue(stored)
    const next = change(now)
    if (next === this.snapshot) return
    this.#write(next)
    this.#queue.set(next)
  }

  /** Stops watching the other tabs. */
  dispose(): void {
    removeEventListener('storage', this.#onStorage)
  }

  readonly #onStorage = (event: StorageEvent): void => {
    // `key` is null when the whole storage was cleared: the queue is gone then, too.
    if (event.key !== this.#key && event.key !== null) return
    this.#stored = this.#read()
    if (this.#stored !== undefined) this.#queue.set(parseQueue(this.#stored))
  }

  #read(): string | null | undefined {
    try {
      return localStorage.getItem(this.#key)
    } catch {
      return undefined
    }
  }

  #write(queue: Queue): void {
    try {
      const text = JSON.stringify(queue)
      localStorage.setItem(this.#key, text)
      this.#stored = text
    } catch {
      // Refused or full: this page still has it.
    }
  }
}
