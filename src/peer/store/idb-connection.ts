/**
 * A connection to the database that outlives what browsers do to connections, and the two ways to run a transaction on it.
 *
 * Opened when first needed and opened again after it was ended from outside. All transactions span all stores: they are
 * short, and pieces must never be written without their record in sight.
 */
import {
  type Database,
  DatabaseError,
  openDatabase,
  type ReadTransaction,
  STORES,
  type WriteTransaction,
} from './idb-database.ts'

export class IdbConnection {
  readonly #name: string
  readonly #openTimeoutMs: number
  #opening: Promise<Database> | undefined
  #closed = false

  constructor(name: string, openTimeoutMs: number) {
    this.#name = name
    this.#openTimeoutMs = openTimeoutMs
  }

  /** @returns the open database; opens it where it is not. @throws {DatabaseError} as a rejection. */
  database(): Promise<Database> {
    if (this.#closed) return Promise.reject(new DatabaseError('closed', 'the store was closed'))
    if (this.#opening !== undefined) return this.#opening
    const opening: Promise<Database> = openDatabase(this.#name, this.#openTimeoutMs, () => this.#forget(opening))
    opening.catch(() => this.#forget(opening))
    this.#opening = opening
    return opening
  }

  async read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    const tx = await this.#begin((db) => db.transaction(STORES, 'readonly'))
    tx.done.catch(() => undefined)
    return work(tx)
  }

  /**
   * Runs `work` in one transaction: kept as a whole once this resolves, not at all where it rejects.
   * `work` must await nothing but requests of `tx`, or the browser ends the transaction under it.
   */
  async write<T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
    // 'relaxed': a power cut may cost the last pieces, never the agreement between pieces and bits.
    const tx = await this.#begin((db) => db.transaction(STORES, 'readwrite', { durability: 'relaxed' }))
    tx.done.catch(() => undefined)
    try {
      const result = await work(tx)
      await tx.done
      return result
    } catch (error) {
      abort(tx)
      throw error
    }
  }

  /** Ends it for good. The browser finishes transactions that run. */
  close(): void {
    this.#closed = true
    this.#reset()
  }

  async #begin<Tx>(start: (db: Database) => Tx): Promise<Tx> {
    try {
      return start(await this.database())
    } catch (error) {
      // The connection was closed between two of our turns: a new one serves as well.
      if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error
      this.#reset()
      return start(await this.database())
    }
  }

  #reset(): void {
    this.#opening?.then(
      (db) => db.close(),
      () => undefined,
    )
    this.#opening = undefined
  }

  #forget(opening: Promise<Database>): void {
    if (this.#opening === opening) this.#opening = undefined
  }
}

function abort(tx: WriteTransaction): void {
  try {
    tx.abort()
  } catch {
    // Aborted already: by the failing request, or by the browser.
  }
}
