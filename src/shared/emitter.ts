/**
 * A value that changes and those who watch it: one frozen snapshot, `subscribe` returns its disposer.
 */
export interface Observable<T> {
  readonly snapshot: T
  /** `listener` runs synchronously after each change, never on subscribing. @returns the disposer. */
  subscribe(listener: (snapshot: T) => void): () => void
}

/** The writing end of an {@link Observable}. */
export class Subject<T> implements Observable<T> {
  #snapshot: T
  readonly #listeners = new Set<(snapshot: T) => void>()

  constructor(initial: T) {
    this.#snapshot = Object.freeze(initial)
  }

  get snapshot(): T {
    return this.#snapshot
  }

  /** Replaces the snapshot and tells everyone; a listener's own error reaches the console, not the others. */
  set(next: T): void {
    this.#snapshot = Object.freeze(next)
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.#snapshot)
      } catch (error) {
        console.error(error)
      }
    }
  }

  subscribe(listener: (snapshot: T) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
