/** How what is kept shares the room there is: the parts of a bar, and what is said of it. Pure. */
import { msg, str } from '@lit/localize'
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

export function storageParts({ shows, budgetBytes }: StorageView): StorageParts {
  const bytes = shows.reduce((sum, show) => sum + show.bytes, 0)
  // What is pinned may be more than the budget: then the bar is full, and its parts are parts of what there is.
  const whole = Math.max(budgetBytes, bytes, 1)
  const sizes = shows.map((show) => show.bytes).sort((a, b) => b - a)
  const large = sizes.slice(0, MOST_PARTS - 1)
  const small = sizes.slice(MOST_PARTS - 1).reduce((sum, size) => sum + size, 0)
  const parts = [...large, small].filter((size) => size > 0).map((size) => size / whole)
  return { parts, bytes, share: Math.min(1, bytes / whole) }
}

/** `1.2 GB of 5 GB`. */
export function storageWords({ budgetBytes }: StorageView, bytes: number): string {
  const kept = megabytes(bytes)
  const budget = roundMegabytes(budgetBytes)
  return msg(str`${kept} of ${budget}`)
}

const GB = 1_000_000_000
const CHOICES: readonly number[] = [GB / 2, GB, 2 * GB, 5 * GB, 10 * GB, 20 * GB, 50 * GB]

/** Budgets to choose from: those that the browser has room for, and the one that holds. In bytes, ascending. */
export function budgetChoices(budgetBytes: number, quotaBytes: number | undefined): readonly number[] {
  const possible = CHOICES.filter((choice) => quotaBytes === undefined || choice <= quotaBytes)
  return [...new Set([...possible, budgetBytes])].sort((a, b) => a - b)
}
