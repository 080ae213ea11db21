/**
 * The library's tables in IndexedDB, on a connection that outlives what browsers do to connections.
 *
 * Opened when first needed, and again after the browser ended it. Where another tab brought a newer version, it stays closed:
 * everything is refused from then on, in words, because this page can't know what that version means by its rows.
 */
import type { IDBPTransaction } from 'idb'
import {
  type GoneReason,
  type LibraryDatabase,
  libraryError,
  type OpenDatabaseOptions,
  openLibraryDatabase,
} from './idb-library-database.ts'
import { LibraryError } from './library-error.ts'
import {
  type IndexKey,
  type IndexName,
  type Key,
  type RowReader,
  type RowWriter,
  TABLES,
  type TableName,
  type TableOfShow,
  type Tables,
} from './tables.ts'

type ReadTransaction = IDBPTransaction<unknown, TableName[], 'readonly'>
type WriteTransaction = IDBPTransaction<unknown, TableName[], 'readwrite'>

const TABLE_OF_INDEX: Readonly<Record<IndexName, TableName>> = { history: 'heard', unfinished: 'heard', newest: 'news' }

export class IdbTables implements Tables {
  readonly kind = 'indexeddb'
  readonly #options: OpenDatabaseOptions
  #opening: Promise<LibraryDatabase> | undefined
  #ended: 'closed' | 'newer-version' | undefined
  #isNew = false

  /** Opens the database. @throws {LibraryError} as a rejection. */
  static async open(options: OpenDatabaseOptions): Promise<IdbTables> {
    const tables = new IdbTables(options)
    await tables.#database()
    return tables
  }

  private constructor(options: OpenDatabaseOptions) {
    this.#options = options
  }

  /** There was no database before. */
  get isNew(): boolean {
    return this.#isNew
  }

  async read<T>(work: (rows: RowReader) => Promise<T>): Promise<T> {
    try {
      const tx = await this.#begin((db) => db.transaction([...TABLES], 'readonly'))
      tx.done.catch(() => undefined)
      return await work(new IdbReader(tx))
    } catch (error) {
      throw failure(error)
    }
  }

  async write<T>(work: (rows: RowWriter) => Promise<T>): Promise<T> {
    let tx: WriteTransaction | undefined
    try {
      tx = await this.#begin((db) => db.transaction([...TABLES], 'readwrite', { durability: 'relaxed' }))
      tx.done.catch(() => undefined)
      const result = await work(new IdbWriter(tx))
      await tx.done
      return result
    } catch (error) {
      if (tx === undefined) throw failure(error)
      const cause = tx.error ?? error
      abort(tx)
      // The request that failed knows less than the transaction: no room may show only when it is written out.
      throw failure(cause)
    }
  }

  close(): void {
    this.#ended = 'closed'
    this.#reset()
  }

  #database(): Promise<LibraryDatabase> {
    if (this.#ended === 'closed') return Promise.reject(new LibraryError('closed', 'the library was closed'))
    if (this.#ended === 'newer-version') {
      return Promise.reject(new LibraryError('newer-version', 'another tab has brought a newer version of this page'))
    }
    if (this.#opening !== undefined) return this.#opening
    const onGone = (reason: GoneReason): void => {
      if (reason === 'upgrade') this.#ended = 'newer-version'
      this.#opening = undefined
      this.#options.onGone(reason)
    }
    const opening = openLibraryDatabase({ ...this.#options, onGone }).then(({ db, created }) => {
      this.#isNew = created
      return db
    })
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined
    })
    this.#opening = opening
    return opening
  }

  async #begin<Tx>(start: (db: LibraryDatabase) => Tx): Promise<Tx> {
    try {
      return start(await this.#database())
    } catch (error) {
      // The connection was closed between two of our turns: a new one serves as well.
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
      this.#reset()
      return start(await this.#database())
    }
  }

  #reset(): void {
    this.#opening?.then(
      (db) => db.close(),
      () => undefined,
    )
    this.#opening = undefined
  }
}

class IdbReader implements RowReader {
  readonly #tx: ReadTransaction | WriteTransaction

  constructor(tx: ReadTransaction | WriteTransaction) {
    this.#tx = tx
  }

  get(table: TableName, key: Key): Promise<unknown> {
    return this.#tx.objectStore(table).get(validKey(key))
  }

  all(table: TableName): Promise<readonly unknown[]> {
    return this.#tx.objectStore(table).getAll()
  }

  ofShow(table: TableOfShow, feedUrl: string): Promise<readonly unknown[]> {
    return this.#tx.objectStore(table).getAll(rangeOf(feedUrl))
  }

  async latest(index: IndexName, limit: number, before?: IndexKey): Promise<readonly unknown[]> {
    const range = before === undefined ? null : IDBKeyRange.upperBound([...before], true)
    const rows: unknown[] = []
    let cursor = await this.#tx.objectStore(TABLE_OF_INDEX[index]).index(index).openCursor(range, 'prev')
    for (; cursor !== null && rows.length < limit; cursor = await cursor.continue()) rows.push(cursor.value)
    return rows
  }
}

class IdbWriter extends IdbReader implements RowWriter {
  readonly #tx: WriteTransaction

  constructor(tx: WriteTransaction) {
    super(tx)
    this.#tx = tx
  }

  async put(table: TableName, row: object): Promise<void> {
    await this.#tx.objectStore(table).put(row)
  }

  async delete(table: TableName, key: Key): Promise<void> {
    await this.#tx.objectStore(table).delete(validKey(key))
  }

  async deleteOfShow(table: TableOfShow, feedUrl: string): Promise<void> {
    await this.#tx.objectStore(table).delete(rangeOf(feedUrl))
  }

  async clear(table: TableName): Promise<void> {
    await this.#tx.objectStore(table).clear()
  }
}

const validKey = (key: Key): IDBValidKey => (typeof key === 'string' ? key : [...key])

/** All keys `[feedUrl, anything]`: an array sorts after every number and string. */
const rangeOf = (feedUrl: string): IDBKeyRange => IDBKeyRange.bound([feedUrl], [feedUrl, []])

/** A fault of ours stays what it is; only the browser's are the library's. */
function failure(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error
  const known = libraryError(error)
  return known.kind === 'refused' ? new LibraryError('failed', known.message, error) : known
}

function abort(tx: WriteTransaction): void {
  try {
    tx.abort()
  } catch {
    // Aborted already: by the failing request, or by the browser.
  }
}
