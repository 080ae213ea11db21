/**
 * Changes how much may be held, at once: what is over it then goes now and not with the next piece.
 *
 * Loaded when it is first asked for. Which episodes these are is decided in store/eviction.ts, as ever.
 */
import { planShrinking } from '../store/eviction.ts'
import { budgetInBytes, checkBudget, type StorageBudgetStore } from '../store/storage-budget.ts'
import type { ForgetOutcome, KeptBytes, KeptFile, StorageBudget } from '../types.ts'
import type { WholeFiles } from '../whole-files.ts'
import { forgetKept, type KeptLibrary, listKept } from './kept-episodes.ts'

/** @returns of `kept` what would go if this were the budget, the one to go first in front; whole files stay. @throws {RangeError} */
export function overBudget(
  kept: readonly KeptBytes[],
  files: readonly KeptFile[],
  budget: StorageBudget,
): readonly KeptBytes[] {
  const byHash = new Map(kept.map((one) => [one.infoHash, one]))
  const inUse = new Set(kept.filter((one) => one.inUse).map(({ infoHash }) => infoHash))
  const fileBytes = files.reduce((sum, { roomBytes }) => sum + roomBytes, 0)
  return planShrinking(kept, budgetInBytes(checkBudget(budget)), inUse, fileBytes).flatMap(
    (hash) => byHash.get(hash) ?? [],
  )
}

/** @returns what went. @throws {RangeError} as a rejection; then nothing was changed. */
export async function changeBudget(
  library: KeptLibrary & { readonly files: Pick<WholeFiles, 'known'> },
  store: StorageBudgetStore,
  budget: StorageBudget,
): Promise<ForgetOutcome> {
  store.write(checkBudget(budget))
  const over = overBudget(await listKept(library), await library.files.known(), budget)
  return forgetKept(
    library,
    over.map(({ infoHash }) => infoHash),
  )
}
