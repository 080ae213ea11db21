import { expect, test } from 'vitest'
import { budgetInBytes, checkBudget, DEFAULT_STORAGE_BUDGET, parseBudget } from './storage-budget.ts'

test.each([1, 500_000_000, 'unlimited'] as const)('what is accepted comes back as it was stored: %s', (budget) => {
  expect(checkBudget(budget)).toBe(budget)
  expect(parseBudget(String(budget))).toBe(budget)
})

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])(
  '%s is no budget, and that is said',
  (budget) => {
    expect(() => checkBudget(budget)).toThrow(/whole number of bytes/)
  },
)

test.each([null, '', '0', '-5', 'much', 'Infinity', '1e999', '{"bytes":5}'])(
  'what makes no sense in storage counts as never set: %s',
  (text) => expect(parseBudget(text)).toBe(DEFAULT_STORAGE_BUDGET),
)

test('without a limit of ours, bytes have no end', () => {
  expect(budgetInBytes('unlimited')).toBe(Number.POSITIVE_INFINITY)
  expect(budgetInBytes(7)).toBe(7)
})
