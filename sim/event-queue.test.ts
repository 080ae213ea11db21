import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventQueue } from './event-queue.ts'

test('events come in the order of their times, with what was said of them', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 3_000 }), (times) => {
      const queue = new EventQueue()
      for (const [index, time] of times.entries()) queue.push(time, index % 7, index, -index)
      const seen: number[] = []
      while (queue.pop()) {
        expect(queue.timeMs).toBe(times[queue.a])
        expect(queue.kind).toBe(queue.a % 7)
        expect(queue.b).toBe(0 - queue.a)
        seen.push(queue.timeMs)
      }
      expect(seen).toEqual([...times].sort((a, b) => a - b))
      expect(queue.nextMs).toBe(Number.POSITIVE_INFINITY)
    }),
    { numRuns: 30 },
  )
})

test('pushing and popping may alternate', () => {
  const queue = new EventQueue()
  queue.push(5, 0, 5)
  queue.push(1, 0, 1)
  queue.pop()
  expect(queue.a).toBe(1)
  queue.push(3, 0, 3)
  expect(queue.nextMs).toBe(3)
  queue.pop()
  queue.pop()
  expect(queue.a).toBe(5)
  expect(queue.pop()).toBe(false)
})
