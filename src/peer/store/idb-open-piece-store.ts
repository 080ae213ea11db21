/**
 * Opens the store on disk, or one in memory where the browser gives us no disk, and says which and why.
 *
 * Never fails: without a cache an episode plays and is shared all the same, only not after a reload.
 */
import { DatabaseError, type DatabaseErrorKind } from './idb-database.ts'
import { IdbPieceStore } from './idb-piece-store.ts'
import { DEFAULT_MEMORY_BUDGET_BYTES, type PieceStore, type PieceStoreOptions } from './piece-store.ts'
import { budgetInBytes, DEFAULT_STORAGE_BUDGET } from './storage-budget.ts'

export interface OpenPieceStoreOptions extends Partial<Omit<PieceStoreOptions, 'budgetBytes'>> {
  /** Asked at each eviction. Default: {@link DEFAULT_STORAGE_BUDGET}. */
  readonly diskBudgetBytes?: () => number
  /** Default 256 MiB; never more than on disk. */
  readonly memoryBudgetBytes?: number
  readonly databaseName?: string
  readonly openTimeoutMs?: number
  readonly hangTimeoutMs?: number
}

export interface OpenedPieceStore {
  readonly store: PieceStore
  /** Why it is in memory; absent where it is on disk. */
  readonly memoryBecause?: DatabaseErrorKind
}

/** Opens the browser's piece store. Who opened it closes it. */
export async function openPieceStore(options: OpenPieceStoreOptions = {}): Promise<OpenedPieceStore> {
  const {
    diskBudgetBytes = () => budgetInBytes(DEFAULT_STORAGE_BUDGET),
    memoryBudgetBytes = DEFAULT_MEMORY_BUDGET_BYTES,
    now = Date.now,
    ...rest
  } = options
  try {
    return { store: await IdbPieceStore.connect({ ...rest, now, budgetBytes: diskBudgetBytes }) }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    // Loaded where it is needed: hardly anywhere.
    const { MemoryPieceStore } = await import('./memory-piece-store.ts')
    const budgetBytes = () => Math.min(memoryBudgetBytes, diskBudgetBytes())
    return { store: new MemoryPieceStore({ ...rest, now, budgetBytes }), memoryBecause: error.kind }
  }
}
