import { afterEach, expect, test } from 'vitest'
import { setCurrentLocale } from './locale.ts'
import { chooseLocale, ENGLISH } from './locale-choice.ts'
import { plural } from './plural.ts'

afterEach(() => setCurrentLocale(ENGLISH))

test('one is counted in the singular, all else in the plural', () => {
  const listeners = (n: number) => plural(n, 'one {# listener} other {# listeners}')
  expect([0, 1, 2, 1500].map(listeners)).toEqual(['0 listeners', '1 listener', '2 listeners', '1,500 listeners'])
})

test('Arabic has six forms, and each number gets its own', () => {
  setCurrentLocale(chooseLocale(['ar']))
  const forms = 'zero {zero} one {one} two {two} few {few #} many {many #} other {other #}'
  expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map((n) => plural(n, forms))).toEqual([
    'zero',
    'one',
    'two',
    'few 3',
    'few 10',
    'many 11',
    'many 99',
    'other 100',
    'few 103',
  ])
})

test('Japanese has one form for all', () => {
  setCurrentLocale(chooseLocale(['ja']))
  expect([0, 1, 2].map((n) => plural(n, 'other {#人}'))).toEqual(['0人', '1人', '2人'])
})

test('a form that is missing falls back to the one for all else, and a sentence without forms stays as it is', () => {
  expect(plural(1, 'other {# things}')).toBe('1 things')
  expect(plural(1, 'Things')).toBe('Things')
})
