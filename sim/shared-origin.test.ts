import { expect, test } from 'vitest'
import { SharedOrigin } from './shared-origin.ts'

test('one answer is as fast as its connection', () => {
  const origin = new SharedOrigin(1_000, [10, 40])
  const slow = origin.begin(7, 0, 0)
  const fast = origin.begin(8, 1, 0)
  expect(origin.sent(slow, 100)).toBeCloseTo(1_000)
  expect(origin.sent(fast, 100)).toBeCloseTo(4_000)
})

test('what is too little for all is shared evenly, and what the slow leave goes to the fast', () => {
  const origin = new SharedOrigin(30, [5, 100])
  const slow = origin.begin(0, 0, 0)
  const fast = [origin.begin(1, 1, 0), origin.begin(2, 1, 0)]
  // 30 a ms: 5 for the slow, 12.5 for each of the others.
  expect(origin.sent(slow, 10)).toBeCloseTo(50)
  for (const flow of fast) expect(origin.sent(flow, 10)).toBeCloseTo(125)
  expect(origin.close(fast[0] ?? -1, 1_000, 10)).toBeCloseTo(125)
  expect(origin.sent(fast[1] ?? -1, 20)).toBeCloseTo(125 + 250)
})

test('marks are told when their byte is sent, in order, though speeds change', () => {
  const origin = new SharedOrigin(10, [10])
  const a = origin.begin(1, 0, 0)
  origin.mark(a, 100)
  expect(origin.nextMs).toBeCloseTo(10)
  const b = origin.begin(2, 0, 5)
  origin.mark(b, 20)
  // Since 5 ms each has 5 a ms: b needs 4 ms for 20, a 10 ms for the other 50.
  expect(origin.nextMs).toBeCloseTo(9)
  expect(origin.takeMark(origin.nextMs)).toBe(2)
  expect(origin.nextMs).toBeCloseTo(15)
  origin.mark(a, 60)
  expect(origin.nextMs).toBeCloseTo(9)
  origin.close(a, 1_000, 9)
  expect(origin.nextMs).toBe(Number.POSITIVE_INFINITY)
})

test('only what was sent is counted', () => {
  const origin = new SharedOrigin(10, [10])
  const flow = origin.begin(0, 0, 0)
  expect(origin.close(flow, 1_000, 30)).toBeCloseTo(300)
  const other = origin.begin(0, 0, 30)
  expect(origin.close(other, 50, 100)).toBe(50)
  expect(origin.sentBytes).toBeCloseTo(350)
})
