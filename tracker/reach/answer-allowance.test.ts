import { expect, test } from 'vitest'
import { AnswerAllowance } from './answer-allowance.ts'

const taken = (allowance: AnswerAllowance, address: string, times: number, now: number) =>
  Array.from({ length: times }, () => allowance.take(address, now)).filter(Boolean).length

test('an address gets its answers of a second, and no more', () => {
  const allowance = new AnswerAllowance(3, 100)
  expect(taken(allowance, 'a', 10, 0)).toBe(3)
  expect(taken(allowance, 'a', 10, 999)).toBe(0)
  expect(taken(allowance, 'b', 10, 999)).toBe(3)
})

test('the next second is a new one', () => {
  const allowance = new AnswerAllowance(3, 100)
  taken(allowance, 'a', 10, 0)
  expect(taken(allowance, 'a', 10, 1000)).toBe(3)
  expect(taken(allowance, 'a', 10, 61_000)).toBe(3)
})

test('all together get so many answers, and who had its own takes none of them', () => {
  const allowance = new AnswerAllowance(3, 5)
  expect(taken(allowance, 'a', 100, 0)).toBe(3)
  expect(taken(allowance, 'b', 100, 0)).toBe(2)
  expect(taken(allowance, 'c', 100, 0)).toBe(0)
  expect(taken(allowance, 'c', 100, 1000)).toBe(3)
})

test('a million made-up addresses leave no more behind than the answers of a second', () => {
  const allowance = new AnswerAllowance(3, 1000)
  for (let i = 0; i < 1_000_000; i++) allowance.take(`${i}`, i / 1000)
  expect(allowance.size).toBeLessThanOrEqual(1000)
})
