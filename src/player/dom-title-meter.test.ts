import { expect, test } from 'vitest'
import { Subject } from '../shared/emitter.ts'
import { FakeTime } from './desk/testing/fake-time.ts'
import { TitleMeter } from './dom-title-meter.ts'

function start() {
  const page = { title: 'Grapevine' }
  const clock = new FakeTime()
  const givenBytes = new Subject(0)
  const desk = { givenBytes, meterInTitle: true }
  const meter = new TitleMeter('The Long Vine', { clock, page, desk })
  /** So much goes to others in each of so many seconds. */
  const give = (bytesPerSecond: number, seconds: number): void => {
    for (let nth = 0; nth < seconds * 10; nth++) {
      givenBytes.set(givenBytes.snapshot + bytesPerSecond / 10)
      clock.pass(100)
    }
  }
  const shown = () => page.title.replace(/[\u2068\u2069]/g, '')
  return { page, clock, desk, meter, give, shown }
}

test('a new title is there at once, what is given joins it after a moment and leaves it when it ebbs', () => {
  const { clock, meter, give, shown } = start()
  expect(shown()).toBe('The Long Vine')
  give(150_000, 1)
  expect(shown()).toBe('The Long Vine')
  give(150_000, 4)
  expect(shown()).toBe('↑ 1.2 Mbit/s · The Long Vine')
  meter.setTitle('Home')
  expect(shown()).toBe('↑ 1.2 Mbit/s · Home')
  clock.pass(2_000)
  clock.pass(2_000)
  expect(shown()).toBe('Home')
})

test('who wants none has none, and who changes their mind while bytes flow sees so in a moment', () => {
  const { desk, give, shown } = start()
  desk.meterInTitle = false
  give(150_000, 5)
  expect(shown()).toBe('The Long Vine')
  desk.meterInTitle = true
  give(150_000, 3)
  expect(shown()).toContain('↑ ')
  desk.meterInTitle = false
  give(150_000, 3)
  expect(shown()).toBe('The Long Vine')
})

test('a tab that was woken late divides by the time that passed', () => {
  const { clock, desk, shown } = start()
  desk.givenBytes.set(1)
  desk.givenBytes.set(1_500_001)
  clock.pass(10_000)
  expect(shown()).toBe('↑ 1.2 Mbit/s · The Long Vine')
})

test('where nothing is given there is no timer, and none is made once it is disposed', () => {
  const { clock, desk, meter, give, shown } = start()
  expect(clock.pending).toBe(0)
  give(150_000, 1)
  expect(clock.pending).toBe(1)
  clock.pass(2_000)
  clock.pass(2_000)
  expect(clock.pending).toBe(0)
  give(150_000, 1)
  meter.dispose()
  desk.givenBytes.set(9e9)
  expect([clock.pending, shown()]).toEqual([0, 'The Long Vine'])
})
