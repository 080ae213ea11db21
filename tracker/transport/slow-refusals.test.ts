import { expect, test } from 'vitest'
import { HandClock } from '../testing/hand-clock.ts'
import { SlowRefusals } from './slow-refusals.ts'

test('a refusal waits, one without a delay does not, and each is said once', () => {
  const clock = new HandClock()
  const refusals = new SlowRefusals(clock)
  const said: string[] = []
  refusals.after(1000, () => said.push('late'))
  refusals.after(0, () => said.push('now'))
  clock.advance(999)
  expect(said).toEqual(['now'])
  clock.advance(1)
  refusals.flush()
  expect(said).toEqual(['now', 'late'])
})

test('at the end all that wait are said', () => {
  const clock = new HandClock()
  const refusals = new SlowRefusals(clock)
  const said: number[] = []
  for (let i = 0; i < 3; i++) refusals.after(1000, () => said.push(i))
  refusals.flush()
  clock.advance(5000)
  expect(said).toEqual([0, 1, 2])
})

test('five hundred wait, what is beyond is said at once', () => {
  const refusals = new SlowRefusals(new HandClock())
  let said = 0
  for (let i = 0; i < 1500; i++) refusals.after(1000, () => (said += 1))
  expect(said).toBe(1000)
})
