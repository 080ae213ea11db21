import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anchorBefore, byteAt, byteTimeMap, secondsAt } from './byte-time-map.ts'

const map = byteTimeMap([
  { seconds: 0, byte: 1000 },
  { seconds: 10, byte: 2000 },
  { seconds: 20, byte: 5000 },
])

test('between two known places time and bytes run evenly', () => {
  expect(byteAt(map, 5)).toBe(1500)
  expect(byteAt(map, 15)).toBe(3500)
  expect(secondsAt(map, 3500)).toBe(15)
})

test('past either end is the end', () => {
  expect([byteAt(map, -1), byteAt(map, 99)]).toEqual([1000, 5000])
  expect([secondsAt(map, 0), secondsAt(map, 9999)]).toEqual([0, 20])
})

test('what would go back in time or in the file is left out', () => {
  const kept = byteTimeMap([
    { seconds: 0, byte: 0 },
    { seconds: 2, byte: 50 },
    { seconds: 3, byte: 50 },
    { seconds: 4, byte: 20 },
    { seconds: 5, byte: 60 },
  ])
  expect(kept.map(({ seconds }) => seconds)).toEqual([0, 2, 5])
})

test('the anchor before a place is the last that is not past it', () => {
  expect(anchorBefore(map, 19.9)?.byte).toBe(2000)
  expect(anchorBefore(map, 10)?.byte).toBe(2000)
  expect(anchorBefore(map, -5)?.byte).toBe(1000)
})

test('there and back again is the same place, whatever the map', () => {
  const anchors = fc.array(fc.record({ seconds: fc.nat(9999), byte: fc.nat(1e9) }), { minLength: 2 })
  fc.assert(
    fc.property(anchors, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const drawn = byteTimeMap(list)
      const [first, last] = [drawn[0], drawn.at(-1)]
      if (first === undefined || last === undefined || first === last) return
      const seconds = first.seconds + share * (last.seconds - first.seconds)
      const byte = byteAt(drawn, seconds)
      expect(Math.abs(byteAt(drawn, secondsAt(drawn, byte)) - byte)).toBeLessThanOrEqual(1)
    }),
  )
})
