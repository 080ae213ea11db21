import { expect, test } from 'vitest'
import { FileAttempts } from './file-attempts.ts'

test('six failures in a row are too many, and one that gets on begins a new row', () => {
  const attempts = new FileAttempts()
  expect(attempts.isFirst).toBe(true)
  expect([0, 0, 0, 0, 0].map((chunks) => attempts.failed(chunks))).toEqual([1, 2, 3, 4, 5])
  expect([attempts.isFirst, attempts.areTooMany]).toEqual([false, false])
  expect(attempts.failed(1)).toBe(1)
  for (let i = 0; i < 4; i++) attempts.failed(1)
  expect(attempts.areTooMany).toBe(false)
  attempts.failed(1)
  expect(attempts.areTooMany).toBe(true)
})

test('what was begun anew gets on only where it comes further than ever before', () => {
  const attempts = new FileAttempts()
  attempts.failed(5)
  expect([3, 5, 6].map((chunks) => attempts.failed(chunks))).toEqual([2, 3, 1])
})

test('a second no, and a third exchange, are too many', () => {
  const attempts = new FileAttempts()
  expect([attempts.refused(), attempts.refused()]).toEqual([false, true])
  expect([attempts.changed(), attempts.changed(), attempts.changed()]).toEqual([false, false, true])
})
