/**
 * A connection to the database that outlives what browsers do to connections, and the two ways to run a transaction on it.
 *
 * Opened when first needed and opened again after it was ended from outside. All transactions span all stores: they are
 * short, and bytes must never be written without their record in sight. A database that does not get on (browsers have
 * such bugs, and disks such hours) fails what waits for it, and everything after it at once, until it answers again:
 * who plays goes on without a cache, and waits once, not for each piece.
 */
import type { DBSchema, IDBPDatabase } from 'idb'
import { DatabaseError, type DatabaseShape, openDatabase, type ReadOf, type WriteOf } from './idb-database.ts'
import { Patience } from './idb-patience.ts'

export interface ConnectionLimits {
  /** An open that was not answered after so long has failed. */
  readonly openTimeoutMs: number
  /** With nothing finished for so long while something waits, the database hangs. */
  readonly hangTimeoutMs: number
}

export class IdbConnection<Schema extends DBSchema> {
  readonly #shape: DatabaseShape<Schema>
  readonly #openTimeoutMs: number
  readonly #patience: Patience
  #opening: Promise<IDBPDatabase<Schema>> | undefined
  #closed = false

  constructor(shape: DatabaseShape<Schema>, { openTimeoutMs, hangTimeoutMs }: ConnectionLimits) {
    this.#shape = shape
    this.#openTimeoutMs = openTimeoutMs
    this.#patience = new Patience(hangTimeoutMs)
  }

  /** @returns the open database; opens it where it is not. @throws {DatabaseError} as a rejection. */
  database(): Promise<IDBPDatabase<Schema>> {
    if (this.#closed) return Promise.reject(new DatabaseError('closed', 'the store was closed'))
    if (this.#opening !== undefined) return this.#opening
    const opening: Promise<IDBPDatabase<Schema>> = openDatabase(this.#shape, this.#openTimeoutMs, () =>
      this.#forget(opening),
    )
    opening.catch(() => this.#forget(opening))
    this.#opening = opening
    return opening
  }

  /** @throws {DatabaseError} as a rejection, also where the database hangs. */
  async read<T>(work: (tx: ReadOf<Schema>) => Promise<T>): Promise<T> {
    this.#patience.check()
    const tx = await this.#begin((db) => db.transaction(this.#shape.stores, 'readonly'))
    tx.done.catch(() => undefined)
    return this.#patience.wait(work(tx))
  }

  /**
   * Runs `work` in one transaction: kept as a whole once this resolves, not at all where it rejects (where the database hangs,
   * perhaps later). `work` must await nothing but requests of `tx`, or the browser ends the transaction under it.
   */
  async write<T>(work: (tx: WriteOf<Schema>) => Promise<T>): Promise<T> {
    this.#patience.check()
    // 'relaxed': a power cut may cost the last pieces, never the agreement between pieces and bits.
    const tx = await this.#begin((db) => db.transaction(this.#shape.stores, 'readwrite', { durability: 'relaxed' }))
    tx.done.catch(() => undefined)
    try {
      return await this.#patience.wait(work(tx).then((result) => tx.done.then(() => result)))
    } catch (error) {
      abort(tx)
      // Requests of a transaction that the browser ends say only that it was ended: why, it says itself.
      throw tx.error ?? error
    }
  }

  /** Ends it for good. The browser finishes transactions that run. */
  close(): void {
    this.#closed = true
    this.#reset()
  }

  async #begin<Tx>(start: (db: IDBPDatabase<Schema>) => Tx): Promise<Tx> {
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

  #forget(opening: Promise<IDBPDatabase<Schema>>): void {
    if (this.#opening === opening) this.#opening = undefined
  }
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort()
  } catch {
    // Aborted already: by the failing request, or by the browser.
  }
}
