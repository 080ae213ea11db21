import { expect, test } from 'vitest'
import { allowanceOptions, parseAllowance, speedOptions } from './sharing-settings-options.ts'

test('from nothing to as much as wanted, in order', () => {
  expect(allowanceOptions(250e6).map(({ words }) => words)).toEqual([
    'Nothing',
    '50 MB a day',
    '100 MB a day',
    '250 MB a day',
    '500 MB a day',
    '1 GB a day',
    'As much as wanted',
  ])
  expect(speedOptions(125_000).map(({ words }) => words)).toEqual([
    '0.5 Mbit/s',
    '1 Mbit/s',
    '2 Mbit/s',
    '5 Mbit/s',
    '10 Mbit/s',
  ])
})

test('what a script set is among the choices, in its place', () => {
  expect(allowanceOptions(75_000_000).map(({ value }) => value)).toEqual([
    0,
    50e6,
    75e6,
    100e6,
    250e6,
    500e6,
    1e9,
    'unlimited',
  ])
  expect(speedOptions(40_000)[0]).toEqual({ value: 40_000, words: '0.3 Mbit/s' })
})

test('every choice is read back as it was meant, and nonsense as nothing', () => {
  for (const { value } of allowanceOptions(0)) expect(parseAllowance(String(value))).toBe(value)
  expect(['', 'much', '-5', '1.5'].map(parseAllowance)).toEqual([undefined, undefined, undefined, undefined])
})
