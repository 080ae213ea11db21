import { expect, test } from 'vitest'
import { titleWithMeter } from './title-meter.ts'

const shown = (bytesPerSecond: number) => titleWithMeter('The Long Vine', bytesPerSecond).replace(/[\u2068\u2069]/g, '')

test('what is given stands before the title, and nothing where nothing is', () => {
  expect(shown(0)).toBe('The Long Vine')
  expect(shown(150_000)).toBe('↑ 1.2 Mbit/s · The Long Vine')
  expect(shown(6_249)).toBe('The Long Vine')
  expect(shown(6_250)).toBe('↑ 0.1 Mbit/s · The Long Vine')
})

test('a rate that sways a little changes no title', () => {
  expect(shown(151_000)).toBe(shown(150_000))
})
