/**
 * What every change of the library has in common: one transaction, then the slices it touched, in this tab and the others; and
 * what became of the database meanwhile.
 *
 * Pure: tables and the line to other tabs are handed in. It knows no rows.
 */
import { type Observable, Subject } from '../../shared/emitter.ts'
import type { LibraryProblem, LibrarySlices, LibraryState, SliceName } from './library.ts'
import { ALL_SLICES, type LibraryChannel, type LibraryNews } from './library-channel.ts'
import { LibraryError } from './library-error.ts'
import { SliceSubjects } from './slice-subjects.ts'
import { emptySlices } from './slices.ts'
import type { RowReader, RowWriter, Tables } from './tables.ts'

export interface LibraryCoreOptions {
  readonly tables: Tables
  readonly channel?: LibraryChannel | undefined
  /** Known before anything was read, e.g. why it is in memory. */
  readonly problem?: LibraryProblem | undefined
}

export class LibraryCore {
  readonly #tables: Tables
  readonly #channel: LibraryChannel | undefined
  readonly #slices = new SliceSubjects(emptySlices)
  readonly #state: Subject<LibraryState>
  readonly #changedShows = new Subject<readonly string[]>([])
  readonly #deafen: () => void
  #wishes = 0

  constructor({ tables, channel, problem }: LibraryCoreOptions) {
    this.#tables = tables
    this.#channel = channel
    this.#state = new Subject<LibraryState>({ kind: tables.kind, ...(problem && { problem }) })
    this.#deafen = channel?.hear((news) => this.#hear(news)) ?? (() => {})
  }

  get state(): Observable<LibraryState> {
    return this.#state
  }

  get changedShows(): Observable<readonly string[]> {
    return this.#changedShows
  }

  slice<K extends SliceName>(name: K): Observable<LibrarySlices[K]> {
    return this.#slices.of(name)
  }

  read<T>(work: (rows: RowReader) => Promise<T>): Promise<T> {
    return this.#tables.read(work)
  }

  /**
   * @param slices that `work` may have changed
   * @param shows whose lists it may have changed
   * @throws {LibraryError} as a rejection; nothing was written then
   */
  async change<T>(
    slices: readonly SliceName[],
    work: (rows: RowWriter) => Promise<T>,
    shows: readonly string[] = [],
  ): Promise<T> {
    try {
      const [result, next] = await this.#tables.write(async (rows) => {
        const done = await work(rows)
        return [done, await this.#slices.read(rows, slices)] as const
      })
      this.#took(next)
      const { problem } = this.#state.snapshot
      if (problem === 'full' || problem === 'failed') this.#setProblem(undefined)
      if (slices.length > 0 || shows.length > 0) this.#channel?.tell({ slices, shows })
      if (shows.length > 0) this.#changedShows.set(shows)
      return result
    } catch (error) {
      this.#failed(error)
      throw error
    }
  }

  /** Shows a queue as it is wished at once, and again as it is kept once that is so. */
  async changeQueue(wished: LibrarySlices['queue'], work: (rows: RowWriter) => Promise<void>): Promise<void> {
    this.#slices.set({ queue: wished })
    this.#wishes += 1
    try {
      await this.change([], work)
    } finally {
      this.#wishes -= 1
    }
    this.#channel?.tell({ slices: ['queue'], shows: [] })
    await this.refresh(['queue'])
  }

  /** What is so although it could not be kept. */
  show(slices: Partial<LibrarySlices>): void {
    this.#took(slices)
  }

  async refresh(slices: readonly SliceName[]): Promise<void> {
    this.#took(await this.#tables.read((rows) => this.#slices.read(rows, slices)))
  }

  /** The database was taken away. Goes on with what is there now. */
  async gone(reason: 'upgrade' | 'lost'): Promise<void> {
    if (reason === 'upgrade') return this.#setProblem('newer-version')
    const had = !this.#slices.isEmpty
    const shows = this.#slices.of('subscriptions').snapshot.map(({ feedUrl }) => feedUrl)
    try {
      await this.refresh(ALL_SLICES)
      // A connection may end without a loss: then there is nothing to say.
      if (!had || !this.#slices.isEmpty) return
      this.#setProblem('cleared')
      this.#changedShows.set(shows)
    } catch (error) {
      this.#failed(error)
    }
  }

  close(): void {
    this.#deafen()
    this.#channel?.close()
    this.#tables.close()
  }

  /** The queue shows wishes before they are kept: what was read meanwhile knows less. */
  #took({ queue, ...next }: Partial<LibrarySlices>): void {
    this.#slices.set(queue === undefined || this.#wishes > 0 ? next : { ...next, queue })
  }

  #hear({ slices, shows }: LibraryNews): void {
    this.refresh(slices).catch((error: unknown) => this.#failed(error))
    if (shows.length > 0) this.#changedShows.set(shows)
  }

  #failed(error: unknown): void {
    if (error instanceof LibraryError && error.kind !== 'closed') this.#setProblem(error.kind)
  }

  #setProblem(problem: LibraryProblem | undefined): void {
    if (this.#state.snapshot.problem === problem) return
    this.#state.set({ kind: this.#tables.kind, ...(problem && { problem }) })
  }
}
