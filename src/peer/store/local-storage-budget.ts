/**
 * Keeps the storage budget in localStorage, for all tabs of this site: each asks before it makes room, so none needs to be told.
 *
 * Storage may be refused or full: then what was set holds for this page, and nothing throws.
 */
import type { StorageBudget } from '../types.ts'
import { parseBudget, type StorageBudgetStore } from './storage-budget.ts'

const KEY = 'grapevine:storage-budget'

export class LocalStorageBudget implements StorageBudgetStore {
  #unkept: StorageBudget | undefined

  read(): StorageBudget {
    if (this.#unkept !== undefined) return this.#unkept
    try {
      return parseBudget(localStorage.getItem(KEY))
    } catch {
      return parseBudget(null)
    }
  }

  write(budget: StorageBudget): void {
    try {
      localStorage.setItem(KEY, String(budget))
      this.#unkept = undefined
    } catch {
      this.#unkept = budget
    }
  }
}
