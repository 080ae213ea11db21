/**
 * Opens the listener's library on disk, or one in memory where the browser gives us no disk, and says which and why.
 *
 * Never fails: without it shows can be listened to all the same, only nothing is kept but the positions in localStorage.
 */
import { openLibraryChannel } from './dom-library-channel.ts'
import type { EarlierStorage } from './earlier-rows.ts'
import { type GoneReason, LIBRARY_DATABASE } from './idb-library-database.ts'
import { IdbTables } from './idb-tables.ts'
import { KeptLibrary } from './kept-library.ts'
import type { Library } from './library.ts'
import type { LibraryChannel } from './library-channel.ts'
import { LibraryError } from './library-error.ts'

export interface OpenLibraryOptions {
  /** What was kept before there was a library: `localStorageEarlier`. */
  readonly earlier?: EarlierStorage
  /** Something was kept here on an earlier visit: where nothing is found now, the browser has cleared it. */
  readonly hadSomething?: boolean
  readonly now?: () => number
  readonly name?: string
  readonly openTimeoutMs?: number
}

const OPEN_TIMEOUT_MS = 5_000

/** Who opened it closes it. */
export async function openLibrary(options: OpenLibraryOptions = {}): Promise<Library> {
  const { earlier, hadSomething = false, now = Date.now } = options
  const { name = LIBRARY_DATABASE, openTimeoutMs = OPEN_TIMEOUT_MS } = options
  let library: KeptLibrary | undefined
  let goneBefore: GoneReason | undefined
  const onGone = (reason: GoneReason): void => {
    if (library === undefined) goneBefore = reason
    else void library.gone(reason)
  }
  let tables: IdbTables | undefined
  let channel: LibraryChannel | undefined
  try {
    tables = await IdbTables.open({ name, timeoutMs: openTimeoutMs, onGone })
    channel = openLibraryChannel(name)
    const problem = hadSomething && tables.isNew ? 'cleared' : undefined
    library = await KeptLibrary.open({ tables, now, earlier, channel, problem })
    if (goneBefore !== undefined) await library.gone(goneBefore)
    return library
  } catch (error) {
    if (!(error instanceof LibraryError) || error.kind === 'closed') throw error
    channel?.close()
    tables?.close()
    // Loaded where it is needed: hardly anywhere.
    const { MemoryTables } = await import('./memory-tables.ts')
    return KeptLibrary.open({ tables: new MemoryTables(), now, earlier, problem: error.kind })
  }
}
