import { expect, test } from 'vitest'
import { VirtualClock } from '../signal/testing/virtual-clock.ts'
import { PlanSchedule } from './plan-schedule.ts'

function stage() {
  const clock = new VirtualClock()
  const plannedAtMs: number[] = []
  const schedule = new PlanSchedule(clock, () => {
    schedule.begin()
    plannedAtMs.push(clock.now())
  })
  return { clock, schedule, plannedAtMs }
}

test('a burst of facts is one plan, and the next one waits its turn', () => {
  const { clock, schedule, plannedAtMs } = stage()
  schedule.soon()
  schedule.soon()
  clock.advance(30)
  schedule.soon()
  schedule.soon()
  clock.advance(1_000)
  schedule.soon()
  clock.advance(1_000)
  expect(plannedAtMs).toEqual([0, 100, 1_030])
})

test('of two times the sooner one counts, and a plan that is made has both in it', () => {
  const { clock, schedule, plannedAtMs } = stage()
  schedule.in(500)
  schedule.in(900)
  schedule.in(200)
  expect(clock.waiting).toBe(1)
  clock.advance(1_000)
  expect(plannedAtMs).toEqual([200])
  schedule.in(50)
  schedule.begin()
  expect(clock.waiting).toBe(0)
})

test('a timer that comes late counts at once, and is forgotten slowly', () => {
  const { clock, schedule } = stage()
  const comesLate = (lateMs: number): number => {
    schedule.in(100)
    clock.skip(100 + lateMs)
    clock.advance(0)
    return schedule.lateMs
  }
  expect([comesLate(40), comesLate(0), comesLate(60)]).toEqual([40, 36, 60])
})

test('once it is over nothing is planned any more', () => {
  const { clock, schedule } = stage()
  schedule.in(100)
  schedule.dispose()
  schedule.soon()
  expect(clock.waiting).toBe(0)
})
