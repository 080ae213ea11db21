import { expect, test } from 'vitest'
import { dayWords, markDays } from './day-groups.ts'

const NOON = new Date(2025, 2, 12, 12).getTime()
const HOUR = 3_600_000

test('today and yesterday are called so, other days by their date', () => {
  expect(dayWords(NOON - HOUR, NOON)).toBe('Today')
  expect(dayWords(NOON - 13 * HOUR, NOON)).toBe('Yesterday')
  expect(dayWords(NOON - 48 * HOUR, NOON)).toBe('Monday, March 10, 2025')
})

test('the first of each day bears its name', () => {
  const times = [NOON - HOUR, NOON - 2 * HOUR, NOON - 13 * HOUR, NOON - 14 * HOUR]
  expect(markDays(times, (time) => time, NOON).map(({ day }) => day)).toEqual([
    'Today',
    undefined,
    'Yesterday',
    undefined,
  ])
})
