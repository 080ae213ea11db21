/**
 * A connection to the database that outlives what browsers do to connections, and the two ways to run a transaction on it.
 *
 * Opened when first needed and opened again after it was ended from outside. All transactions span all stores: they are
 * short, and pieces must never be written without their record in sight. A database that does not get on (browsers have
 * such bugs, and disks such hours) fails what waits for it, and everything after it at once, until it answers again:
 * who plays goes on without a cache, and waits once, not for each piece.
 */
import {
  type Database,
  DatabaseError,
  openDatabase,
  type ReadTransaction,
  STORES,
  type WriteTransaction,
} from './idb-database.ts'
import { Patience } from './idb-patience.ts'

export interface ConnectionLimits {
  /** An open that was not answered after so long has failed. */
  readonly openTimeoutMs: number
  /** With nothing finished for so long while something waits, the database hangs. */
  readonly hangTimeoutMs: number
}

export class IdbConnection {
  readonly #name: string
  readonly #openTimeoutMs: number
  readonly #patience: Patience
  #opening: Promise<Database> | undefined
  #closed = false

  constructor(name: string, { openTimeoutMs, hangTimeoutMs }: ConnectionLimits) {
    this.#name = name
    this.#openTimeoutMs = openTimeoutMs
    this.#patience = new Patience(hangTimeoutMs)
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

  /** @throws {DatabaseError} as a rejection, also where the database hangs. */
  async read<T>(work: (tx: ReadTransaction) => Promise<T>): Promise<T> {
    this.#patience.check()
    const tx = await this.#begin((db) => db.transaction(STORES, 'readonly'))
    tx.done.catch(() => undefined)
    return this.#patience.wait(work(tx))
  }

  /**
   * Runs `work` in one transaction: kept as a whole once this resolves, not at all where it rejects (where the database hangs,
   * perhaps later). `work` must await nothing but requests of `tx`, or the browser ends the transaction under it.
   */
  async write<T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
    this.#patience.check()
    // 'relaxed': a power cut may cost the last pieces, never the agreement between pieces and bits.
    const tx = await this.#begin((db) => db.transaction(STORES, 'readwrite', { durability: 'relaxed' }))
    tx.done.catch(() => undefined)
    try {
      return await this.#patience.wait(work(tx).then((result) => tx.done.then(() => result)))
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
