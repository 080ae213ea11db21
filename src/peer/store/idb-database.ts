/**
 * How a database of the engine is opened, and the schema of the one that pieces are in.
 *
 * Three object stores, so that asking what is held reads neither pieces nor torrent files:
 * `pieces` keyed `[infoHash, index]`, `episodes` keyed by info hash (record with bitfield), `torrents` keyed by info hash.
 * Whole files are in a database of their own (idb-file-store.ts). A connection closes itself when a newer version of us waits for the database (`blocking`), and ends when the browser says so
 * (`terminated`: site data cleared, storage gone); either way `onGone` is told, once it is of no more use.
 */
import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'
import type { EpisodeRow } from './episode-row.ts'

export interface GrapevineDb extends DBSchema {
  pieces: { key: [infoHash: string, index: number]; value: Uint8Array }
  episodes: { key: string; value: EpisodeRow }
  torrents: { key: string; value: Uint8Array }
}

/** What a database of ours consists of. */
export interface DatabaseShape<Schema extends DBSchema> {
  readonly name: string
  readonly version: number
  readonly stores: StoreNames<Schema>[]
  /** Makes the stores that are not there yet. */
  upgrade(db: IDBPDatabase<Schema>): void
}

export type ReadOf<Schema extends DBSchema> = IDBPTransaction<Schema, StoreNames<Schema>[], 'readonly'>
export type WriteOf<Schema extends DBSchema> = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>
export type ReadTransaction = ReadOf<GrapevineDb>
export type WriteTransaction = WriteOf<GrapevineDb>

const DATABASE_NAME = 'grapevine'

/** @param name of another one than the browser's one, in tests */
export const pieceDatabase = (name = DATABASE_NAME): DatabaseShape<GrapevineDb> => ({
  name,
  version: 1,
  stores: ['pieces', 'episodes', 'torrents'],
  upgrade(db) {
    for (const store of ['pieces', 'torrents'] as const) {
      if (!db.objectStoreNames.contains(store)) db.createObjectStore(store)
    }
    if (!db.objectStoreNames.contains('episodes')) db.createObjectStore('episodes', { keyPath: 'infoHash' })
  },
})

export type DatabaseErrorKind =
  /** The browser has no IndexedDB here. */
  | 'missing'
  /** It did not open in time: another tab holds an older version, or the browser hangs. */
  | 'blocked'
  /** A newer version of us has been here. */
  | 'newer-version'
  /** The browser refused or failed: private mode, opaque frame, broken profile. */
  | 'refused'
  /** It opened, and then stopped answering. */
  | 'hung'
  /** We closed it. */
  | 'closed'

export class DatabaseError extends Error {
  readonly kind: DatabaseErrorKind

  constructor(kind: DatabaseErrorKind, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DatabaseError'
    this.kind = kind
  }
}

/** @param onGone runs when the connection was ended from outside; the caller then opens another. @throws {DatabaseError} */
export async function openDatabase<Schema extends DBSchema>(
  shape: DatabaseShape<Schema>,
  timeoutMs: number,
  onGone: () => void,
): Promise<IDBPDatabase<Schema>> {
  const db = await openWithin(shape, timeoutMs, onGone)
  if (shape.stores.every((store) => db.objectStoreNames.contains(store))) return db
  // Something else of this name and version: nothing of ours is in it, and with it there would never be a cache here.
  db.close()
  await within(deleteDB(shape.name), timeoutMs, () => undefined)
  return openWithin(shape, timeoutMs, onGone)
}

function openWithin<Schema extends DBSchema>(
  shape: DatabaseShape<Schema>,
  timeoutMs: number,
  onGone: () => void,
): Promise<IDBPDatabase<Schema>> {
  if (!hasIndexedDb()) return Promise.reject(new DatabaseError('missing', 'this browser offers no IndexedDB here'))
  return within(openOurs(shape, onGone), timeoutMs, (db) => db.close())
}

/** `async`, because frames without storage throw SecurityError before there is a promise. */
async function openOurs<Schema extends DBSchema>(
  { name, version, upgrade }: DatabaseShape<Schema>,
  onGone: () => void,
): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, version, {
    upgrade: (db) => upgrade(db),
    // Older versions of us close themselves in `blocking`; the timeout below covers those that do not.
    blocked() {},
    blocking(_current, _blocked, event) {
      const db = event.target as IDBDatabase
      db.close()
      onGone()
    },
    terminated: onGone,
  })
}

/** @param late what to do with a result that comes after the time is up. */
function within<T>(work: Promise<T>, timeoutMs: number, late: (result: T) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      reject(new DatabaseError('blocked', `the database did not open within ${timeoutMs} ms`))
    }, timeoutMs)
    work.then(
      (result) => {
        clearTimeout(timer)
        if (timedOut) late(result)
        else resolve(result)
      },
      (error: unknown) => {
        clearTimeout(timer)
        const newer = error instanceof DOMException && error.name === 'VersionError'
        reject(new DatabaseError(newer ? 'newer-version' : 'refused', `the database did not open: ${error}`, error))
      },
    )
  })
}

function hasIndexedDb(): boolean {
  try {
    return typeof indexedDB === 'object' && indexedDB !== null
  } catch {
    // Some browsers throw SecurityError at the mere name in frames without storage.
    return false
  }
}
