/**
 * Takes in files, whichever they are, and writes out what one has; says how far it is.
 *
 * Pure: the library, settings and where a file goes are handed in.
 */

import { msg } from '@lit/localize'
import type { ImportState } from '../elements/gv-add-show.ts'
import type { ExportState } from '../elements/gv-settings-view.ts'
import type { Library } from '../library/library.ts'
import type { TransferPlaces } from '../library/library-transfer.ts'
import type { Refresher } from '../library/refresher.ts'
import type { LibraryFile } from '../library-requests.ts'
import { fileKind } from './file-kind.ts'
import { askedWords } from './wish-words.ts'

export interface FileDeskOptions {
  readonly library: Pick<Library, 'subscriptions' | 'subscribe' | 'contents' | 'merge'>
  /** Everything else that goes into the file; rejects where it can't be had. */
  places(): Promise<Omit<TransferPlaces, 'library'>>
  readonly refresher: Pick<Refresher, 'refresh'>
  /** A task of its own. */
  breathe(): Promise<void>
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number
  /** A moment as the formats write it: ISO 8601, and RFC 822 as `Date.prototype.toUTCString`. */
  dates(moment: number): { readonly iso: string; readonly rfc822: string }
  save(name: string, type: string, parts: readonly string[]): void
  changed(): void
  say(words: string): void
  /** For developers. */
  warn(words: string, error: unknown): void
}

/** What there is to read of a `File`. */
export interface ChosenFile {
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
}

type FileWork = typeof import('./file-work.ts')

/** More bytes than either kind may have; see MOST_FILE_CHARACTERS. */
const MOST_BYTES = 64 * 1024 * 1024

export class FileDesk {
  readonly #options: FileDeskOptions
  #importing: ImportState = { kind: 'idle' }
  #exporting: ExportState = 'idle'
  #isOver = false

  constructor(options: FileDeskOptions) {
    this.#options = options
  }

  get importState(): ImportState {
    return this.#importing
  }

  get exportState(): ExportState {
    return this.#exporting
  }

  /** Whoever comes to it anew begins anew. */
  forget(): void {
    if (this.#importing.kind !== 'going') this.#importing = { kind: 'idle' }
    if (this.#exporting !== 'writing') this.#exporting = 'idle'
  }

  dispose(): void {
    this.#isOver = true
  }

  /** Rejects where the library could not keep it, or the engine could not be loaded for it: then nothing of it was taken. */
  async take(file: ChosenFile): Promise<void> {
    if (this.#importing.kind === 'going') return
    this.#setImport({ kind: 'going', done: 0, total: 1 })
    const work = await import('./file-work.ts').catch(() => undefined)
    if (work === undefined) {
      this.#setImport({ kind: 'idle' })
      return this.#options.say(msg('This part of the page could not be loaded.'))
    }
    try {
      const text = await readText(file, work)
      await (fileKind(text) === 'opml' ? this.#takeShows(text, work) : this.#takeEverything(text, work))
    } catch (error) {
      const words = wordsOf(error, work)
      this.#setImport({ kind: isOfContent(error, work) ? 'unreadable' : 'idle' })
      if (words === undefined) throw error
      this.#options.say(words)
    }
  }

  async write(what: LibraryFile): Promise<void> {
    if (this.#exporting === 'writing') return
    this.#setExport('writing')
    try {
      const work = await import('./file-work.ts')
      const { iso, rfc822 } = this.#options.dates(this.#options.now())
      const day = iso.slice(0, 10)
      if (what === 'opml') {
        const text = work.writeOpml(this.#options.library.subscriptions.snapshot, rfc822)
        this.#options.save(`grapevine-shows-${day}.opml`, 'text/x-opml', [text])
      } else {
        const parts = await this.#parts(iso, work)
        this.#options.save(`grapevine-${day}.json`, 'application/json', parts)
      }
      this.#setExport('written')
    } catch (error) {
      this.#options.warn('Grapevine: the library could not be written into a file.', error)
      this.#setExport('failed')
    }
  }

  async #parts(exportedAt: string, { exportEverything }: FileWork): Promise<readonly string[]> {
    const { library, places, breathe } = this.#options
    const parts: string[] = []
    for (const part of await exportEverything({ library, ...(await places()) }, exportedAt)) {
      parts.push(part)
      await breathe()
    }
    return parts
  }

  async #takeShows(text: string, { parseOpml }: FileWork): Promise<void> {
    const { library, refresher, breathe } = this.#options
    const { shows } = await parseOpml(text, breathe)
    const before = new Set(library.subscriptions.snapshot.map(({ feedUrl }) => feedUrl))
    const added = await library.subscribe(shows)
    const news = shows.map(({ feedUrl }) => feedUrl).filter((feedUrl) => !before.has(feedUrl))
    let done = 0
    this.#setImport({ kind: 'going', done, total: news.length })
    const counted = news.map(async (feedUrl) => {
      await refresher.refresh([feedUrl])
      done += 1
      if (this.#importing.kind === 'going') this.#setImport({ kind: 'going', done, total: news.length })
    })
    await Promise.all(counted)
    const isNew = new Set(news)
    const failed = library.subscriptions.snapshot.filter((one) => isNew.has(one.feedUrl) && one.problem !== undefined)
    this.#setImport({ kind: 'done', added, already: shows.length - added, failed: failed.length })
  }

  async #takeEverything(text: string, { importEverything }: FileWork): Promise<void> {
    const { library, places, now, say } = this.#options
    const before = library.subscriptions.snapshot.length
    const { toAsk } = await importEverything(text, { library, ...(await places()) }, now())
    const added = library.subscriptions.snapshot.length - before
    this.#setImport({ kind: 'done', added, already: 0, failed: 0 })
    if (toAsk.length > 0) say(askedWords(toAsk.length))
  }

  #setImport(state: ImportState): void {
    if (this.#isOver) return
    this.#importing = state
    this.#options.changed()
  }

  #setExport(state: ExportState): void {
    if (this.#isOver) return
    this.#exporting = state
    this.#options.changed()
  }
}

/** @throws {LibraryFileError} */
async function readText(file: ChosenFile, { LibraryFileError, decodeText }: FileWork): Promise<string> {
  if (file.size > MOST_BYTES) throw new LibraryFileError('too-large')
  // Moved or changed since it was chosen, or on a disk that is gone.
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw new LibraryFileError('no-access', { cause })
  })
  return decodeText(new Uint8Array(bytes), null)
}

function isOfContent(error: unknown, { LibraryFileError, OpmlError }: FileWork): boolean {
  return error instanceof OpmlError || (error instanceof LibraryFileError && error.kind !== 'no-access')
}

function wordsOf(error: unknown, work: FileWork): string | undefined {
  if (error instanceof work.OpmlError) return work.opmlErrorWords(error.kind)
  return error instanceof work.LibraryFileError ? work.libraryFileErrorWords(error.kind) : undefined
}
