import { expect, test } from 'vitest'
import type { StorageBudget } from '../peer/types.ts'
import { budgetChoices, budgetWords, storageParts, storageWords } from './storage-shares.ts'
import type { StorageView } from './views/storage-view.ts'

const view = (sizes: readonly number[], budget: StorageBudget = 1e9): StorageView => ({
  shows: sizes.map((bytes, i) => ({ feedUrl: `https://${i}.example/`, title: String(i), bytes, episodes: [] })),
  budget,
  choices: [],
  isPersistent: false,
})

test('each show has its part, the largest first, the small ones one together', () => {
  expect(storageParts(view([1e8, 5e8]))).toEqual({ parts: [0.5, 0.1], bytes: 6e8, share: 0.6 })
  expect(storageParts(view(Array.from({ length: 40 }, () => 1e7))).parts).toHaveLength(6)
  expect(storageParts(view([]))).toEqual({ parts: [], bytes: 0, share: 0 })
})

test('more than the budget is a full bar, and no wider', () => {
  const { parts, share } = storageParts(view([8e8, 7e8]))
  expect(share).toBe(1)
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1)
  expect(storageParts(view([5], 0)).share).toBe(1)
})

test('what is kept is said of what may be', () => {
  expect(storageWords(view([], 5e9), 1.24e9)).toBe('1.2 GB of 5 GB')
})

test('without a limit of ours the browser’s room is what may be kept, where it says', () => {
  const unlimited = { ...view([1e9], 'unlimited'), quotaBytes: 4e9 }
  expect(storageParts(unlimited).share).toBe(0.25)
  expect(storageWords(unlimited, 1e9)).toBe('1.0 GB of 4 GB')
  expect(storageParts(view([1e9], 'unlimited')).share).toBe(1)
  expect(storageWords(view([], 'unlimited'), 1e9)).toBe('1.0 GB')
})

test('budgets beyond the browser’s room are not offered; the one that holds, and none, are', () => {
  expect(budgetChoices(3e9, 6e9)).toEqual([5e8, 1e9, 2e9, 3e9, 5e9, 'unlimited'])
  expect(budgetChoices(5e9, undefined)).toHaveLength(8)
  expect(budgetChoices(8e9, 1e8)).toEqual([8e9, 'unlimited'])
  expect(budgetChoices('unlimited', 6e8)).toEqual([5e8, 'unlimited'])
  expect([5e8, 'unlimited' as const].map(budgetWords)).toEqual(['500 MB', 'As the browser allows'])
})
