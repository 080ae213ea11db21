/**
 * Counts what goes wrong while one file is fetched, and says when it has been enough.
 *
 * Pure. A host that gets on, however slowly and with however many breaks, is not given up.
 */

/** In a row, over about a minute, before it is said. */
const MOST_FAILURES = 6
/** A host that says no is asked once more: some do so only when they are busy. */
const MOST_REFUSALS = 2
/** A host that has another file there with each request is not waited for. */
const MOST_CHANGES = 3

export class FileAttempts {
  #failures = 0
  #refusals = 0
  #changes = 0
  #mostChunks = 0

  /** Host or store failed. @param chunks written of the file by then. @returns how many failures that makes in a row */
  failed(chunks: number): number {
    this.#failures = chunks > this.#mostChunks ? 1 : this.#failures + 1
    this.#mostChunks = Math.max(this.#mostChunks, chunks)
    return this.#failures
  }

  get areTooMany(): boolean {
    return this.#failures >= MOST_FAILURES
  }

  /** Nothing has failed yet. */
  get isFirst(): boolean {
    return this.#failures === 0
  }

  /** @returns whether that was once too often, as of {@link changed} */
  refused(): boolean {
    this.#refusals += 1
    return this.#refusals >= MOST_REFUSALS
  }

  changed(): boolean {
    this.#changes += 1
    return this.#changes >= MOST_CHANGES
  }
}
