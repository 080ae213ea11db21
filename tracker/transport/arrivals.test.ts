import { expect, test } from 'vitest'
import { Arrivals } from './arrivals.ts'

const SECOND = 1000
const takeMany = (arrivals: Arrivals, address: string, times: number, now: number) =>
  Array.from({ length: times }, () => arrivals.take(address, now)).filter((isTaken) => isTaken).length

test('all sockets that an address may have come at once, then no more; others are not concerned', () => {
  const arrivals = new Arrivals(200)
  expect(takeMany(arrivals, '192.0.2.1', 300, 0)).toBe(200)
  expect(takeMany(arrivals, '192.0.2.2', 300, 0)).toBe(200)
})

test('where an address may have few sockets, they may come and go all the same', () => {
  expect(takeMany(new Arrivals(1), '192.0.2.1', 100, 0)).toBe(50)
})

test('they come back evenly, in 20 s; being refused does not delay that', () => {
  const arrivals = new Arrivals(200)
  takeMany(arrivals, '192.0.2.1', 5000, 0)
  expect(takeMany(arrivals, '192.0.2.1', 300, SECOND)).toBe(10)
  expect(takeMany(arrivals, '192.0.2.1', 300, 3600 * SECOND)).toBe(200)
})

test('an address that flooded gets no socket for a minute, however often it asks', () => {
  const arrivals = new Arrivals(200)
  arrivals.bar('192.0.2.1', 0)
  for (let at = 0; at < 60 * SECOND; at += SECOND) expect(arrivals.take('192.0.2.1', at)).toBe(false)
  expect(arrivals.take('192.0.2.1', 60 * SECOND)).toBe(true)
  expect(arrivals.take('192.0.2.2', 0)).toBe(true)
})

test('an address is forgotten when it has all of its sockets again', () => {
  const arrivals = new Arrivals(2)
  for (let i = 0; i < 1000; i++) arrivals.take(`192.0.2.${i}`, 0)
  expect(arrivals.size).toBe(1000)
  arrivals.take('198.51.100.1', SECOND)
  expect(arrivals.size).toBe(1)
})
