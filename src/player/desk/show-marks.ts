/**
 * What the library says of the episodes of the shows that are open: read when a show is first asked about, and again when it may say
 * something else.
 *
 * Pure. Until it has been read, nothing is marked. A reading at a time for each show: what changes meanwhile is read once behind it.
 */
import type { EpisodeMark, Library } from '../library/library.ts'

export type Marks = ReadonlyMap<string, EpisodeMark>

const NONE: Marks = new Map()
/** Shows of which marks are kept at hand, the one asked about last at the end. */
const MOST_SHOWS = 3

interface Entry {
  marks: Marks
  state: 'reading' | 'stale' | 'here'
}

export class ShowMarks {
  readonly #library: Pick<Library, 'marks'>
  readonly #changed: () => void
  readonly #entries = new Map<string, Entry>()

  constructor(library: Pick<Library, 'marks'>, changed: () => void) {
    this.#library = library
    this.#changed = changed
  }

  of(feedUrl: string): Marks {
    const entry = this.#entries.get(feedUrl)
    if (entry !== undefined) return entry.marks
    this.#entries.set(feedUrl, { marks: NONE, state: 'here' })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_SHOWS) break
      this.#entries.delete(oldest)
    }
    void this.#read(feedUrl)
    return NONE
  }

  /** They may be others. @param feedUrls of these shows; default: of all */
  refresh(feedUrls: Iterable<string> = [...this.#entries.keys()]): void {
    for (const feedUrl of feedUrls) void this.#read(feedUrl)
  }

  async #read(feedUrl: string): Promise<void> {
    const entry = this.#entries.get(feedUrl)
    if (entry === undefined) return
    if (entry.state !== 'here') {
      entry.state = 'stale'
      return
    }
    entry.state = 'reading'
    // What went wrong stands in the library's state.
    const marks = await this.#library.marks(feedUrl).catch(() => undefined)
    const isStale = (entry.state as Entry['state']) === 'stale'
    entry.state = 'here'
    if (marks !== undefined && !isSame(entry.marks, marks)) {
      entry.marks = marks
      this.#changed()
    }
    if (isStale) void this.#read(feedUrl)
  }
}

function isSame(a: Marks, b: Marks): boolean {
  if (a.size !== b.size) return false
  for (const [guid, mark] of b) {
    const other = a.get(guid)
    if (other?.isNew !== mark.isNew || other.atSeconds !== mark.atSeconds || other.isFinished !== mark.isFinished)
      return false
  }
  return true
}
