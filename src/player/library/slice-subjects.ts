/** The slices as observables, read together, told only where they became different. Pure. */
import { type Observable, Subject } from '../../shared/emitter.ts'
import type { LibrarySlices, SliceName } from './library.ts'
import { SLICE_READERS } from './slices.ts'
import type { RowReader } from './tables.ts'

type Subjects = { readonly [K in SliceName]: Subject<LibrarySlices[K]> }

export class SliceSubjects {
  readonly #subjects: Subjects

  constructor(initial: LibrarySlices) {
    this.#subjects = {
      subscriptions: new Subject(initial.subscriptions),
      continueListening: new Subject(initial.continueListening),
      newEpisodes: new Subject(initial.newEpisodes),
      queue: new Subject(initial.queue),
      history: new Subject(initial.history),
      downloads: new Subject(initial.downloads),
      settings: new Subject(initial.settings),
    }
  }

  of<K extends SliceName>(name: K): Observable<LibrarySlices[K]> {
    return this.#subjects[name]
  }

  /** Nothing is followed, heard, queued or wanted. */
  get isEmpty(): boolean {
    const { subscriptions, continueListening, queue, history, downloads } = this.#subjects
    const lists = [subscriptions, continueListening, queue, downloads]
    return lists.every(({ snapshot }) => snapshot.length === 0) && history.snapshot.heard.length === 0
  }

  async read(rows: RowReader, names: readonly SliceName[]): Promise<Partial<LibrarySlices>> {
    const entries: [SliceName, unknown][] = []
    for (const name of names) entries.push([name, await SLICE_READERS[name](rows)])
    return Object.fromEntries(entries) as Partial<LibrarySlices>
  }

  set(next: Partial<LibrarySlices>): void {
    for (const name of Object.keys(next) as SliceName[]) this.#setOne(name, next[name])
  }

  #setOne<K extends SliceName>(name: K, value: LibrarySlices[K] | undefined): void {
    const subject: Subject<LibrarySlices[K]> = this.#subjects[name]
    if (value !== undefined && JSON.stringify(value) !== JSON.stringify(subject.snapshot)) subject.set(value)
  }
}
