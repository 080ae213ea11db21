/**
 * The day's account in IndexedDB, one for all tabs of the site: a database of its own, one row a day.
 *
 * A booking is one read-write transaction, and the browser runs those one after the other across tabs, so no update is lost. A page
 * that is being left can't wait for a read: it adds a note with a single request, and the next booking of any tab enters it.
 * News go to the other tabs by BroadcastChannel, where there is one.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import {
  type AllowanceLedger,
  type AllowanceRow,
  type Booked,
  type Booking,
  bookOn,
  type DayKey,
  emptyRow,
} from './allowance.ts'

interface AllowanceDb extends DBSchema {
  days: { key: string; value: AllowanceRow }
  notes: { key: number; value: Booking }
}

const NAME = 'grapevine-allowance'
/** Two, because midnight and time zones: a tab may still be in yesterday. */
const DAYS_KEPT = 2
const OPEN_TIMEOUT_MS = 2_000

export class IdbAllowance implements AllowanceLedger {
  readonly #name: string
  readonly #channel: BroadcastChannel | undefined
  #db: IDBPDatabase<AllowanceDb> | undefined

  private constructor(name: string) {
    this.#name = name
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : undefined
  }

  /** @throws as a rejection where the browser gives no IndexedDB, or does not open it in time. */
  static async open(name = NAME): Promise<IdbAllowance> {
    const ledger = new IdbAllowance(name)
    try {
      await ledger.#open()
      return ledger
    } catch (error) {
      ledger.close()
      throw error
    }
  }

  /** It opens with the first booking, and tries again with the next where it can't. */
  static unopened(name = NAME): IdbAllowance {
    return new IdbAllowance(name)
  }

  async book(booking: Booking): Promise<Booked> {
    const db = this.#db ?? (await this.#open())
    const tx = db.transaction(['days', 'notes'], 'readwrite')
    // The transaction's own end is awaited below; if a request fails first, it rejects unheard.
    tx.done.catch(() => undefined)
    const days = tx.objectStore('days')
    const notes = tx.objectStore('notes')
    const [before, left] = await Promise.all([days.get(booking.day), notes.getAll()])
    const row = left
      .filter((note) => note.day === booking.day)
      .reduce((sum, note) => bookOn(sum, note).row, readRow(before, booking.day))
    const answer = bookOn(row, booking)
    const old = (await days.getAllKeys()).filter((day) => day !== booking.day).slice(0, -(DAYS_KEPT - 1))
    await Promise.all([days.put(answer.row, booking.day), ...old.map((day) => days.delete(day)), notes.clear()])
    await tx.done
    if (!sameRow(answer.row, before)) this.#channel?.postMessage(answer.row)
    return answer
  }

  leave(booking: Booking): void {
    try {
      const tx = this.#db?.transaction('notes', 'readwrite')
      tx?.done.catch(() => undefined)
      tx?.store.add({ ...booking, wantedBytes: 0 }).catch(() => undefined)
      tx?.commit()
    } catch {
      // Its connection is gone: what was held counts as given until the day is over.
    }
  }

  watch(changed: (row: AllowanceRow) => void): () => void {
    const listener = ({ data }: MessageEvent<AllowanceRow>): void => changed(readRow(data, data.day))
    this.#channel?.addEventListener('message', listener)
    return () => this.#channel?.removeEventListener('message', listener)
  }

  close(): void {
    this.#db?.close()
    this.#db = undefined
    this.#channel?.close()
  }

  async #open(): Promise<IDBPDatabase<AllowanceDb>> {
    const gone = (): void => {
      this.#db = undefined
    }
    const opening = openDB<AllowanceDb>(this.#name, 1, {
      upgrade(db) {
        db.createObjectStore('days')
        db.createObjectStore('notes', { autoIncrement: true })
      },
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        gone()
      },
      terminated: gone,
    })
    this.#db = await within(opening, OPEN_TIMEOUT_MS)
    return this.#db
  }
}

/** A row that someone damaged counts as empty where it makes no sense. */
function readRow(value: AllowanceRow | undefined, day: DayKey): AllowanceRow {
  const bytes = (count: unknown): number => (Number.isFinite(count) ? Math.max(0, Number(count)) : 0)
  return value === undefined
    ? emptyRow(day)
    : { day, givenBytes: bytes(value.givenBytes), reservedBytes: bytes(value.reservedBytes) }
}

function sameRow(one: AllowanceRow, other: AllowanceRow | undefined): boolean {
  return one.givenBytes === other?.givenBytes && one.reservedBytes === other.reservedBytes
}

function within<T extends { close(): void }>(opening: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      reject(new Error(`the allowance's database did not open within ${timeoutMs} ms`))
    }, timeoutMs)
    opening.then(
      (db) => {
        clearTimeout(timer)
        if (late) db.close()
        else resolve(db)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
