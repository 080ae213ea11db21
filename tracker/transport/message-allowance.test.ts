import { expect, test } from 'vitest'
import { MessageAllowance } from './message-allowance.ts'

const SECOND = 1000
const take = (allowance: MessageAllowance, times: number, now: number) =>
  Array.from({ length: times }, () => allowance.take(now)).at(-1)

test('a minute of messages may come at once, then no more', () => {
  const allowance = new MessageAllowance(60, 0)
  expect(take(allowance, 60, 0)).toBe('pass')
  expect(allowance.take(0)).toBe('first-drop')
  expect(allowance.take(0)).toBe('drop')
})

test('less than a minute of messages may come at once, and no less in the minute', () => {
  const allowance = new MessageAllowance(60, 0, 10)
  expect(take(allowance, 10, 0)).toBe('pass')
  expect(allowance.take(0)).toBe('first-drop')
  for (let second = 2; second <= 60; second++) expect(allowance.take(second * SECOND)).toBe('pass')
})

test('the allowance fills evenly, and never beyond a minute', () => {
  const allowance = new MessageAllowance(60, 0)
  take(allowance, 60, 0)
  expect(take(allowance, 10, 10 * SECOND)).toBe('pass')
  expect(allowance.take(10 * SECOND)).toBe('first-drop')
  expect(take(allowance, 60, 3600 * SECOND)).toBe('pass')
  expect(allowance.take(3600 * SECOND)).toBe('first-drop')
})

test('who slows down is heard again, and told again', () => {
  const allowance = new MessageAllowance(60, 0)
  take(allowance, 62, 0)
  expect(allowance.take(4 * SECOND)).toBe('pass')
  expect(take(allowance, 2, 4 * SECOND)).toBe('first-drop')
})

test('who goes on for another minute of messages is cut', () => {
  const allowance = new MessageAllowance(60, 0)
  expect(take(allowance, 120, 0)).toBe('drop')
  expect(allowance.take(0)).toBe('close')
})
