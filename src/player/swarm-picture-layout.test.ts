import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layoutPicture, MOST_SEATS, pointOn, type Seat, tendril } from './swarm-picture-layout.ts'

const overlap = (a: Seat, b: Seat) => a.radius + b.radius - Math.hypot(a.x - b.x, a.y - b.y)

test('nobody stands on anybody, and all are on the picture, from a small phone to a desktop', () => {
  for (const [width, height] of [
    [288, 380],
    [358, 400],
    [704, 440],
  ] as const) {
    for (let listeners = 0; listeners <= 10; listeners++) {
      const { host, seats, strip, you } = layoutPicture(width, height, listeners)
      const all = [you, host, ...seats]
      for (const [index, one] of all.entries()) {
        for (const other of all.slice(index + 1)) {
          expect(overlap(one, other), `${listeners} at ${width}`).toBeLessThan(0)
        }
        expect(one.x - one.radius).toBeGreaterThanOrEqual(0)
        expect(one.x + one.radius).toBeLessThanOrEqual(width)
        expect(one.y - one.radius).toBeGreaterThanOrEqual(0)
        expect(one.y + one.radius).toBeLessThan(strip.y)
      }
      expect(strip.y + strip.height).toBeLessThanOrEqual(height)
    }
  }
})

test('the host is above, one listener alone below, two on either side', () => {
  const one = layoutPicture(400, 400, 1)
  expect(one.host.y).toBeLessThan(one.you.y)
  expect(one.seats[0]?.y).toBeGreaterThan(one.you.y)
  const [right, left] = layoutPicture(400, 400, 2).seats
  expect(right?.x).toBeGreaterThan(200)
  expect(left?.x).toBeLessThan(200)
})

test('a crowd is cut off, and stands in two rings', () => {
  const { labelled, seats, you } = layoutPicture(704, 440, 60)
  expect(seats).toHaveLength(MOST_SEATS)
  expect(labelled).toBe(false)
  const distance = (index: number) => Math.abs((seats[index]?.x ?? 0) - you.x)
  expect(distance(5)).toBeLessThan(distance(6))
})

test('a tendril begins and ends at the rims, and what goes along it stays near', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 600 }), fc.integer({ min: 100, max: 400 }), (x, y) => {
      const from = { x: 0, y: 0, radius: 20 }
      const to = { x, y, radius: 15 }
      const line = tendril(from, to, 1)
      expect(Math.hypot(line.from.x, line.from.y)).toBeCloseTo(27)
      expect(Math.hypot(line.to.x - x, line.to.y - y)).toBeCloseTo(22)
      const at = { x: 0, y: 0 }
      pointOn(line, 0, 0, at)
      expect(at).toEqual(line.from)
      pointOn(line, 1, 0, at)
      expect(at.x).toBeCloseTo(line.to.x)
    }),
  )
})
