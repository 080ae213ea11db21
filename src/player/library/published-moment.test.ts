import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publishedMoment } from './published-moment.ts'

test('a moment is what Date makes of it, for every day from 1970 on', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
      (date) => {
        expect(publishedMoment({ publishedAt: date.toISOString() })).toBe(date.getTime())
      },
    ),
  )
  expect(publishedMoment({ publishedAt: '2024-02-29T00:00:00Z' })).toBe(Date.UTC(2024, 1, 29))
})

test('what is no date, or before there were podcasts, is none', () => {
  for (const publishedAt of ['', 'yesterday', '2024-02-29', '1969-12-31T23:59:59.000Z']) {
    expect(publishedMoment({ publishedAt })).toBeUndefined()
  }
  expect(publishedMoment({})).toBeUndefined()
})
