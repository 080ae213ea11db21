import { expect, test } from 'vitest'
import { HandClock } from '../testing/hand-clock.ts'
import { SlowRefusals } from './slow-refusals.ts'

test('a refusal waits, one without a delay does not, and each is said once', () => {
  const clock = new HandClock()
  const refusals = new SlowRefusals(clock, () => 0.5)
  const said: string[] = []
  refusals.after(1000, () => said.push('late'))
  refusals.after(0, () => said.push('now'))
  clock.advance(999)
  expect(said).toEqual(['now'])
  clock.advance(1)
  refusals.flush()
  expect(said).toEqual(['now', 'late'])
})

test('those who came together are refused one by one, a second later on average', () => {
  const clock = new HandClock()
  const draws = [0, 0.25, 0.75, 1]
  const refusals = new SlowRefusals(clock, () => draws.shift() ?? 0)
  const saidAt: number[] = []
  for (let i = 0; i < 4; i++) refusals.after(1000, () => saidAt.push(clock.now()))
  clock.advance(2000)
  expect(saidAt).toEqual([500, 750, 1250, 1500])
})

test('at the end all that wait are said', () => {
  const clock = new HandClock()
  const refusals = new SlowRefusals(clock, () => 0.5)
  const said: number[] = []
  for (let i = 0; i < 3; i++) refusals.after(1000, () => said.push(i))
  refusals.flush()
  clock.advance(5000)
  expect(said).toEqual([0, 1, 2])
})

test('five hundred wait, what is beyond is said at once', () => {
  const refusals = new SlowRefusals(new HandClock(), () => 0.5)
  let said = 0
  for (let i = 0; i < 1500; i++) refusals.after(1000, () => (said += 1))
  expect(said).toBe(1000)
})
