import { expect, test } from 'vitest'
import { NextAnnounce } from './next-announce.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

test('there is one next time: whichever was said last, until it is taken back', () => {
  const clock = new VirtualClock()
  const atMs: number[] = []
  const next = new NextAnnounce(clock, () => void atMs.push(clock.now()))
  expect(next.inMs).toBe(Number.POSITIVE_INFINITY)
  next.set(500)
  next.set(900)
  clock.advance(300)
  expect([clock.waiting, next.inMs]).toEqual([1, 600])
  clock.advance(1_000)
  expect(atMs).toEqual([900])
  next.set(100)
  next.cancel()
  clock.advance(1_000)
  expect(atMs).toEqual([900])
})
