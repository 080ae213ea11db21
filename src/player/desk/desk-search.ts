/** The search as its view has it: read before the first letter, counted, and read again where shows have changed. Pure. */
import type { Library } from '../library/library.ts'
import { LibrarySearch, type SearchResult } from '../library/library-search.ts'

export class DeskSearch {
  readonly #library: Library
  readonly #breathe: () => Promise<void>
  readonly #changed: () => void
  readonly #stop: () => void
  #search: LibrarySearch | undefined
  #count: number | undefined

  constructor(library: Library, breathe: () => Promise<void>, changed: () => void) {
    this.#library = library
    this.#breathe = breathe
    this.#changed = changed
    this.#stop = library.changedShows.subscribe(() => {
      this.#count = undefined
      changed()
    })
  }

  /** Episodes; undefined while they are not counted. */
  get count(): number | undefined {
    return this.#library.subscriptions.snapshot.length === 0 ? 0 : this.#count
  }

  /** Never rejects. */
  async prepare(signal: AbortSignal): Promise<void> {
    await this.find('', signal)
    if (signal.aborted) return
    this.#count = this.#search?.size ?? 0
    this.#changed()
  }

  /** @returns `undefined` where it was aborted, or the library can't be read. */
  async find(query: string, signal: AbortSignal): Promise<SearchResult | undefined> {
    this.#search ??= new LibrarySearch(this.#library, this.#breathe)
    return this.#search.search(query, signal).catch(() => undefined)
  }

  dispose(): void {
    this.#stop()
    this.#search?.dispose()
  }
}
