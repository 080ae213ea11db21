import { expect, test } from 'vitest'
import { TitleMeter } from './dom-title-meter.ts'

function start() {
  const page = { title: 'Grapevine' }
  const timers: (() => void)[] = []
  const clock = {
    now: () => 0,
    after(_delayMs: number, run: () => void) {
      timers.push(run)
      return () => void timers.splice(timers.indexOf(run), 1)
    },
  }
  const pass = (): void => {
    for (const run of timers.splice(0)) run()
  }
  return { page, timers, pass, meter: new TitleMeter(clock, page) }
}

test('a new title is there at once, what is given joins it after a moment and leaves it when it ebbs', () => {
  const { page, pass, meter } = start()
  meter.setTitle('The Long Vine')
  expect(page.title).toBe('The Long Vine')
  meter.setRate(150_000)
  expect(page.title).toBe('The Long Vine')
  pass()
  expect(page.title).toContain('↑ 1.2 Mbit/s')
  expect(page.title).toContain(' · The Long Vine')
  meter.setRate(0)
  pass()
  expect(page.title).toBe('The Long Vine')
})

test('many rates make one change, and none is made once it is disposed', () => {
  const { page, timers, meter } = start()
  for (let rate = 0; rate < 1e6; rate += 1e5) meter.setRate(rate)
  expect(timers).toHaveLength(1)
  meter.dispose()
  expect([timers.length, page.title]).toEqual([0, 'Grapevine'])
})
