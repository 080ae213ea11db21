/**
 * How much may be held on this device: what is accepted as such a budget, and what holds as long as nobody chose.
 *
 * Pure. Callers' mistakes are refused in words; what was stored and got damaged counts as never set.
 */
import type { StorageBudget } from '../types.ts'

/** 1 GB. */
export const DEFAULT_STORAGE_BUDGET: StorageBudget = 1_000_000_000

/** Keeps the choice for the whole site. */
export interface StorageBudgetStore {
  /** As it holds now, also after another tab wrote. */
  read(): StorageBudget
  write(budget: StorageBudget): void
}

function isBudget(value: unknown): value is StorageBudget {
  return value === 'unlimited' || (Number.isSafeInteger(value) && Number(value) > 0)
}

/** @throws {RangeError} that says what is wanted. */
export function checkBudget(budget: StorageBudget): StorageBudget {
  if (!isBudget(budget)) throw new RangeError("a storage budget is a whole number of bytes above 0, or 'unlimited'")
  return budget
}

/** As it was stored. Never throws. */
export function parseBudget(text: string | null): StorageBudget {
  const value = text === 'unlimited' ? text : Number(text)
  return isBudget(value) ? value : DEFAULT_STORAGE_BUDGET
}

/** `Infinity`: the browser's own limit is the only one. */
export function budgetInBytes(budget: StorageBudget): number {
  return budget === 'unlimited' ? Number.POSITIVE_INFINITY : budget
}
