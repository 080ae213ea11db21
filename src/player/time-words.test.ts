import { afterEach, expect, test } from 'vitest'
import { setCurrentLocale } from './locale.ts'
import { chooseLocale, ENGLISH, LANGUAGES } from './locale-choice.ts'
import { clockTime, shortDuration, spokenPosition, spokenTime } from './time-words.ts'

afterEach(() => setCurrentLocale(ENGLISH))

/** French keeps numbers and units together with spaces that don't break. */
const plainSpaces = (words: string) => words.replace(/\s/g, ' ')

test('a clock shows hours only where there are some', () => {
  expect([0, 9.9, 63, 600, 3723].map(clockTime)).toEqual(['0:00', '0:09', '1:03', '10:00', '1:02:03'])
})

test('what is no time is shown as zero', () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, -4].map(clockTime)).toEqual(['0:00', '0:00', '0:00'])
})

test('spoken times leave out the parts that are zero, and count in the singular', () => {
  expect([0, 1, 61, 3600, 3723].map(spokenTime)).toEqual([
    '0 seconds',
    '1 second',
    '1 minute 1 second',
    '1 hour',
    '1 hour 2 minutes 3 seconds',
  ])
})

test('a position is spoken with the duration once that is known', () => {
  expect(spokenPosition(123, 600)).toBe('2 minutes 3 seconds of 10 minutes')
  expect(spokenPosition(123, Number.NaN)).toBe('2 minutes 3 seconds')
})

test('a list prints rounded durations, and nothing for unknown ones', () => {
  expect([38, 2520, 3600, 3900, 7199].map(shortDuration)).toEqual(['38 sec', '42 min', '1 hr', '1 hr 5 min', '2 hr'])
  expect([undefined, 0, Number.NaN].map(shortDuration)).toEqual(['', '', ''])
})

test('every language speaks times with its own plurals', () => {
  const spoken = LANGUAGES.map((language) => {
    setCurrentLocale(chooseLocale([language]))
    return plainSpaces(spokenTime(3_721))
  })
  expect(spoken).toEqual([
    '1 hour 2 minutes 1 second',
    '1 Stunde, 2 Minuten und 1 Sekunde',
    '1 hora 2 minutos 1 segundo',
    '1 heure 2 minutes 1 seconde',
    '1 時間2 分1 秒',
    'ساعة ودقيقتان وثانية',
  ])
})

test('every language prints durations in its own short units', () => {
  const printed = LANGUAGES.map((language) => {
    setCurrentLocale(chooseLocale([language]))
    return plainSpaces(shortDuration(3_900))
  })
  expect(printed).toEqual(['1 hr 5 min', '1 Std. 5 Min.', '1 h 5 min', '1 h 5 min', '1 時間 5 分', '1 س 5 د'])
})
