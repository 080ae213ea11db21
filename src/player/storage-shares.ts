/** How what is kept shares the room there is: the parts of a bar, and what is said of it. Pure. */
import { msg, str } from '@lit/localize'
import type { StorageBudget } from '../peer/types.ts'
import { megabytes, roundMegabytes } from './data-words.ts'
import type { StorageView } from './views/storage-view.ts'

/** Parts of the bar; the smaller shows are one part together. */
const MOST_PARTS = 6

export interface StorageParts {
  /** Each 0 to 1 of the budget, the largest first; together never more than 1. */
  readonly parts: readonly number[]
  readonly bytes: number
  /** 0 to 1 */
  readonly share: number
}

export function storageParts(view: Pick<StorageView, 'shows' | 'budget' | 'quotaBytes'>): StorageParts {
  const { shows } = view
  const bytes = shows.reduce((sum, show) => sum + show.bytes, 0)
  // What is pinned may be more than the budget: then the bar is full, and its parts are parts of what there is.
  const whole = Math.max(limitBytes(view) ?? 0, bytes, 1)
  const sizes = shows.map((show) => show.bytes).sort((a, b) => b - a)
  const large = sizes.slice(0, MOST_PARTS - 1)
  const small = sizes.slice(MOST_PARTS - 1).reduce((sum, size) => sum + size, 0)
  const parts = [...large, small].filter((size) => size > 0).map((size) => size / whole)
  return { parts, bytes, share: Math.min(1, bytes / whole) }
}

/** `1.2 GB of 5 GB`; without a limit that is known only what is kept. */
export function storageWords(view: Pick<StorageView, 'budget' | 'quotaBytes'>, bytes: number): string {
  const kept = megabytes(bytes)
  const limit = limitBytes(view)
  if (limit === undefined) return kept
  const budget = roundMegabytes(limit)
  return msg(str`${kept} of ${budget}`)
}

export function budgetWords(budget: StorageBudget): string {
  return budget === 'unlimited' ? msg('As the browser allows') : roundMegabytes(budget)
}

function limitBytes({ budget, quotaBytes }: Pick<StorageView, 'budget' | 'quotaBytes'>): number | undefined {
  return budget === 'unlimited' ? quotaBytes : budget
}

const GB = 1_000_000_000
const CHOICES: readonly number[] = [GB / 2, GB, 2 * GB, 5 * GB, 10 * GB, 20 * GB, 50 * GB]

/** Budgets to choose from, ascending: those that the browser has room for, the one that holds, and none of ours. */
export function budgetChoices(budget: StorageBudget, quotaBytes: number | undefined): readonly StorageBudget[] {
  const possible = CHOICES.filter((choice) => quotaBytes === undefined || choice <= quotaBytes)
  const sizes = budget === 'unlimited' ? possible : [...new Set([...possible, budget])]
  return [...sizes.toSorted((a, b) => a - b), 'unlimited']
}
