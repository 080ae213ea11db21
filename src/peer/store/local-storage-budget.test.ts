import { afterEach, expect, test, vi } from 'vitest'
import { LocalStorageBudget } from './local-storage-budget.ts'
import { DEFAULT_STORAGE_BUDGET } from './storage-budget.ts'

afterEach(() => vi.unstubAllGlobals())

function stubStorage(setItem?: () => void): void {
  const items = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: setItem ?? ((key: string, value: string) => items.set(key, value)),
  })
}

test('what is set is read by every tab, also by those that are open', () => {
  stubStorage()
  const [one, other] = [new LocalStorageBudget(), new LocalStorageBudget()]
  expect(other.read()).toBe(DEFAULT_STORAGE_BUDGET)
  one.write(5_000)
  expect(other.read()).toBe(5_000)
  other.write('unlimited')
  expect(one.read()).toBe('unlimited')
})

test('where storage is full or refused, what was set holds for this page', () => {
  stubStorage(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const budget = new LocalStorageBudget()
  budget.write(5_000)
  expect(budget.read()).toBe(5_000)
  vi.stubGlobal('localStorage', undefined)
  expect(new LocalStorageBudget().read()).toBe(DEFAULT_STORAGE_BUDGET)
})
