import { expect, test } from 'vitest'
import { FlowRate } from './flow-rate.ts'

/** 1,000 bytes every 10 ms, looked at every `everyMs`. */
function flowFor(rate: FlowRate, fromMs: number, toMs: number, everyMs: number): number {
  let shown = 0
  for (let now = fromMs; now <= toMs; now += everyMs) shown = rate.look(now * 100, now)
  return shown
}

test('a steady flow is shown as it is within seconds, however often it is looked at', () => {
  expect(flowFor(new FlowRate(0), 500, 5_000, 500)).toBeCloseTo(100_000, -4)
  expect(flowFor(new FlowRate(0), 50, 5_000, 50)).toBeCloseTo(100_000, -4)
})

test('what has ended fades, and then is nothing', () => {
  const rate = new FlowRate(0)
  flowFor(rate, 500, 5_000, 500)
  const after = [6_000, 7_000, 8_000].map((now) => rate.look(500_000, now))
  expect(after[0]).toBeLessThan(60_000)
  expect(after[2]).toBeLessThan(15_000)
  expect(rate.look(500_000, 60_000)).toBe(0)
})

test('a look right after another one shows the same', () => {
  const rate = new FlowRate(0)
  const shown = rate.look(50_000, 500)
  expect(rate.look(500_000, 600)).toBe(shown)
})
