import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRangeHeader } from './media-range.ts'

const range = (from: number, to: number) => ({ kind: 'range', from, to })
const whole = { kind: 'whole' }
const unsatisfiable = { kind: 'unsatisfiable' }

test.each([
  [null, whole],
  ['', whole],
  ['bytes=0-', range(0, 1000)],
  ['bytes=0-0', range(0, 1)],
  ['bytes=0-1', range(0, 2)],
  ['bytes=999-', range(999, 1000)],
  ['bytes=999-999', range(999, 1000)],
  ['bytes=200-5000', range(200, 1000)],
  ['bytes=5-99999999999999999999999', range(5, 1000)],
  ['bytes=-500', range(500, 1000)],
  ['bytes=-5000', range(0, 1000)],
  ['BYTES=0-1', range(0, 2)],
  [' bytes= 0-1 ', range(0, 2)],
  ['bytes=-0', unsatisfiable],
  ['bytes=1000-', unsatisfiable],
  ['bytes=1000-1001', unsatisfiable],
  ['bytes=99999999999999999999999-', unsatisfiable],
  ['bytes=0-1,5-6', whole],
  ['bytes=1-0', whole],
  ['bytes=-', whole],
  ['bytes=', whole],
  ['bytes', whole],
  ['bytes=a-b', whole],
  ['bytes=0x1-2', whole],
  ['bytes=1 -2', whole],
  ['bytes=--5', whole],
  ['seconds=0-1', whole],
])('%j of 1000 bytes', (header, answer) => {
  expect(parseRangeHeader(header, 1000)).toEqual(answer)
})

test('an empty file has no range to send', () => {
  expect(parseRangeHeader('bytes=0-', 0)).toEqual(unsatisfiable)
  expect(parseRangeHeader('bytes=-1', 0)).toEqual(unsatisfiable)
  expect(parseRangeHeader(null, 0)).toEqual(whole)
})

test('a range sent is never empty and never outside the file', () => {
  const number = fc.oneof(fc.constant(''), fc.nat(2_000).map(String), fc.bigInt({ min: 0n }).map(String))
  fc.assert(
    fc.property(number, number, fc.nat(1_500), (first, last, lengthBytes) => {
      const answer = parseRangeHeader(`bytes=${first}-${last}`, lengthBytes)
      if (answer.kind !== 'range') return
      expect(answer.from).toBeGreaterThanOrEqual(0)
      expect(answer.to).toBeGreaterThan(answer.from)
      expect(answer.to).toBeLessThanOrEqual(lengthBytes)
    }),
  )
})

test('a range written by the book comes back as it was', () => {
  fc.assert(
    fc.property(fc.nat(999), fc.nat(999), (a, b) => {
      const [from, last] = a < b ? [a, b] : [b, a]
      expect(parseRangeHeader(`bytes=${from}-${last}`, 1000)).toEqual(range(from, last + 1))
    }),
  )
})

test('no header makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (rest, prefixed) => {
      const kind = parseRangeHeader(prefixed ? `bytes=${rest}` : rest, 1000).kind
      expect(['whole', 'range', 'unsatisfiable']).toContain(kind)
    }),
  )
})
