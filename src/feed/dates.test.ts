import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDate, parseDuration } from './dates.ts'

test.each([
  ['Tue, 01 Oct 2019 14:30:00 PST', '2019-10-01T22:30:00.000Z'],
  ['Wed, 12 Aug 2020 12:00:00 -0400', '2020-08-12T16:00:00.000Z'],
  ['1 Jan 2024 00:30:00 +0100', '2023-12-31T23:30:00.000Z'],
  ['Thu, 29 Feb 2024 23:59:60 -0100', '2024-03-01T00:59:59.000Z'],
  ['31 December 1999 23:00 EST', '2000-01-01T04:00:00.000Z'],
  ['Sept 5, 2020', undefined],
  ['5 Sept 2020', '2020-09-05T00:00:00.000Z'],
  ['Fri, 3 Jun 05 07:00:00 Z', '2005-06-03T07:00:00.000Z'],
  ['Fri, 3 Jun 99 07:00:00 GMT', '1999-06-03T07:00:00.000Z'],
  ['Wrongday, 03 Jun 2025 07:00:00 XYZ', '2025-06-03T07:00:00.000Z'],
  ['Tue, 03 Jun 2025 07:00:00 +0000 (UTC)', '2025-06-03T07:00:00.000Z'],
  ['2017-04-07T12:20:50+10:30', '2017-04-07T01:50:50.000Z'],
  ['2017-04-07 12:20', '2017-04-07T12:20:00.000Z'],
  ['2017-04-07T12:20:50.1234Z', '2017-04-07T12:20:50.123Z'],
  ['2017-04-07', '2017-04-07T00:00:00.000Z'],
  ['2017-02-29', undefined],
  ['31 Feb 2020 00:00:00 GMT', undefined],
  ['Tue, 03 Jun 2025 25:00:00 GMT', undefined],
  ['0001-01-01T00:00:00+01:00', undefined],
  ['yesterday', undefined],
  ['', undefined],
])('date %j is %s', (text, expected) => expect(parseDate(text)).toBe(expected))

test('every moment reads back from RFC 822 and ISO form, in any zone', () => {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  const moment = fc.date({ min: new Date('1970-01-02'), max: new Date('2099-12-30'), noInvalidDate: true })
  fc.assert(
    fc.property(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const iso = `${date.toISOString().slice(0, 19)}.000Z`
      const local = new Date(Date.parse(iso) + offset * 60_000)
      const two = (value: number) => String(value).padStart(2, '0')
      const size = Math.abs(offset)
      const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
      const clock = local.toISOString().slice(11, 19)
      expect(
        parseDate(`${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()} ${clock} ${zone}`),
      ).toBe(iso)
      expect(parseDate(`${local.toISOString().slice(0, 10)}T${clock}${zone}`)).toBe(iso)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['1:02:03', 3723],
  ['90:15', 5415],
  ['10475', 10475],
  [' 12.5 ', 12.5],
  ['00:01:00.250', 60.25],
  ['PT1H2M3S', 3723],
  ['0', undefined],
  ['00:00:00', undefined],
  ['-5', undefined],
  ['1:2:3:4', undefined],
  ['an hour', undefined],
  ['99999999', undefined],
])('duration %j is %s seconds', (text, expected) => expect(parseDuration(text)).toBe(expected))
