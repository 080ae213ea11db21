import { afterEach, expect, test } from 'vitest'
import { megabits, megabytes, percent, roundMegabytes } from './data-words.ts'
import { setCurrentLocale } from './locale.ts'
import { chooseLocale, ENGLISH } from './locale-choice.ts'

afterEach(() => setCurrentLocale(ENGLISH))

test('megabytes are decimal, and something is never nothing', () => {
  expect([0, 1, 60_000, 12_345_678, 1_234_000_000].map(megabytes)).toEqual([
    '0 MB',
    'under 0.1 MB',
    '0.1 MB',
    '12.3 MB',
    '1.2 GB',
  ])
})

test('no figure rounds up to a thousand megabytes', () => {
  expect(megabytes(999_990_000)).toBe('1.0 GB')
})

test('what was set is as round as it was set', () => {
  expect([0, 1_250_000, 250e6, 1e9].map(roundMegabytes)).toEqual(['0 MB', '1.3 MB', '250 MB', '1 GB'])
  expect([0, 10, 62_500, 125_000, 1_250_000].map(megabits)).toEqual([
    '0 Mbit/s',
    '0.1 Mbit/s',
    '0.5 Mbit/s',
    '1 Mbit/s',
    '10 Mbit/s',
  ])
})

test('nearly all is not all, and little is not nothing', () => {
  expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['0%', '1%', '50%', '99%', '100%'])
})

test('numbers are written as the language writes them', () => {
  setCurrentLocale(chooseLocale(['de']))
  expect(megabytes(12_345_678)).toBe('12,3 MB')
})
