import { expect, test } from 'vitest'
import { allowanceSentence, allowanceShare } from './allowance-words.ts'

test('what was given today is told with what may be', () => {
  expect(allowanceSentence({ givenTodayBytes: 12_400_000, limitBytes: 250_000_000 })).toBe(
    '12.4 MB of 250 MB given today.',
  )
  expect(allowanceSentence({ givenTodayBytes: 0, limitBytes: undefined })).toMatch(/^0 MB given today, without/)
  expect(allowanceSentence({ givenTodayBytes: 0, limitBytes: 0 })).toMatch(/allowance is 0/)
})

test('the bar never overflows, and is left out where there is no limit', () => {
  expect(allowanceShare({ givenTodayBytes: 300, limitBytes: 250 })).toBe(1)
  expect(allowanceShare({ givenTodayBytes: 50, limitBytes: 200 })).toBe(0.25)
  expect(allowanceShare({ givenTodayBytes: 50, limitBytes: undefined })).toBeUndefined()
  expect(allowanceShare({ givenTodayBytes: 0, limitBytes: 0 })).toBeUndefined()
})
