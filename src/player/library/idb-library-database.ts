/**
 * How the library's database is opened, upgraded, and let go.
 *
 * The steps are data (schema.ts); here they are carried out inside the one upgrade transaction, so that an upgrade that fails
 * leaves the older version as it was. A connection closes itself when another tab waits to upgrade or delete the database, and
 * ends when the browser says so; either way `onGone` is told why, once it is of no more use.
 */
import { type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import { LibraryError } from './library-error.ts'
import { UPGRADE_STEPS, type UpgradeStep, versionOf } from './schema.ts'
import { TABLES } from './tables.ts'

export const LIBRARY_DATABASE = 'grapevine-library'

export type LibraryDatabase = IDBPDatabase<unknown>
type UpgradeTransaction = IDBPTransaction<unknown, string[], 'versionchange'>

/** `upgrade`: another tab has a newer version of this page. `lost`: the browser took the database, or somebody deleted it. */
export type GoneReason = 'upgrade' | 'lost'

export interface OpenDatabaseOptions {
  readonly name: string
  /** An open that was not answered after so long has failed. */
  readonly timeoutMs: number
  readonly onGone: (reason: GoneReason) => void
  readonly steps?: readonly UpgradeStep[]
}

/** Chromium, clearing a site's data, ends its connections first, and aborts every open until it is done. */
const CLEARING = { tries: 6, pauseMs: 60 } as const

export interface OpenedDatabase {
  readonly db: LibraryDatabase
  /** There was none before. */
  readonly created: boolean
}

/** @throws {LibraryError} as a rejection: `missing`, `refused`, `blocked`, `newer-version`, `full`. */
export async function openLibraryDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  if (!hasIndexedDb()) throw new LibraryError('missing', 'this browser offers no IndexedDB here')
  return within(openPatiently(options), options.timeoutMs)
}

async function openPatiently(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  for (let nth = 1; ; nth++) {
    try {
      return await openOurs(options)
    } catch (error) {
      if (nth === CLEARING.tries || !(error instanceof DOMException && error.name === 'AbortError')) throw error
      await new Promise((resolve) => setTimeout(resolve, nth * CLEARING.pauseMs))
    }
  }
}

/** `async`, because frames without storage throw SecurityError before there is a promise. */
async function openOurs({ name, onGone, steps = UPGRADE_STEPS }: OpenDatabaseOptions): Promise<OpenedDatabase> {
  let created = false
  let failure: unknown
  const db = await openDB<unknown>(name, versionOf(steps), {
    async upgrade(database, oldVersion, _newVersion, tx) {
      created = oldVersion === 0
      try {
        await upgrade(database, tx as UpgradeTransaction, steps, oldVersion)
      } catch (error) {
        failure = error
        // Nobody waits for this function: without the abort a half-done upgrade would count as done.
        abort(tx as UpgradeTransaction)
      }
    },
    // Older versions of us close themselves in `blocking`; the timeout covers those that do not.
    blocked() {},
    blocking(_current, newVersion, event) {
      const connection = event.target as IDBDatabase
      connection.close()
      onGone(newVersion === null ? 'lost' : 'upgrade')
    },
    terminated: () => onGone('lost'),
  }).catch((error: unknown) => {
    // An upgrade that failed fails again.
    throw failure === undefined
      ? error
      : new LibraryError('refused', `the library could not be upgraded: ${failure}`, error)
  })
  if (steps === UPGRADE_STEPS && !TABLES.every((table) => db.objectStoreNames.contains(table))) {
    db.close()
    throw new LibraryError('refused', 'the database of that name is not the library')
  }
  return { db, created }
}

async function upgrade(
  db: LibraryDatabase,
  tx: UpgradeTransaction,
  steps: readonly UpgradeStep[],
  oldVersion: number,
): Promise<void> {
  for (const step of steps.filter(({ version }) => version > oldVersion)) {
    for (const { table, keyPath } of step.tables ?? []) {
      db.createObjectStore(table, { keyPath: typeof keyPath === 'string' ? keyPath : [...keyPath] })
    }
    for (const { table, index, keyPath } of step.indexes ?? []) {
      tx.objectStore(table).createIndex(index, [...keyPath])
    }
    for (const { table, change } of step.rows ?? []) {
      // One row after the other: a library may be large, and is never read whole.
      for (let cursor = await tx.objectStore(table).openCursor(); cursor !== null; cursor = await cursor.continue()) {
        const changed = change(cursor.value)
        if (changed === undefined) await cursor.delete()
        else if (changed !== cursor.value) await cursor.update(changed)
      }
    }
  }
}

function abort(tx: UpgradeTransaction): void {
  // The open fails with it, and says so.
  tx.done.catch(() => undefined)
  try {
    tx.abort()
  } catch {
    // Aborted already: by the request that failed.
  }
}

function within(work: Promise<OpenedDatabase>, timeoutMs: number): Promise<OpenedDatabase> {
  return new Promise((resolve, reject) => {
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      reject(new LibraryError('blocked', `the library did not open within ${timeoutMs} ms`))
    }, timeoutMs)
    work.then(
      (opened) => {
        clearTimeout(timer)
        if (timedOut) opened.db.close()
        else resolve(opened)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(libraryError(error))
      },
    )
  })
}

/** What IndexedDB threw, as one of ours. */
export function libraryError(error: unknown): LibraryError {
  if (error instanceof LibraryError) return error
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'VersionError') {
    return new LibraryError('newer-version', 'the library was written by a newer version of this page', error)
  }
  if (name === 'QuotaExceededError') return new LibraryError('full', 'there is no room left for the library', error)
  return new LibraryError('refused', `the library's database failed: ${error}`, error)
}

function hasIndexedDb(): boolean {
  try {
    return typeof indexedDB === 'object' && indexedDB !== null
  } catch {
    // Some browsers throw SecurityError at the mere name in frames without storage.
    return false
  }
}
