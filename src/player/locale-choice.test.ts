import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { chooseLocale, directionOf, ENGLISH, LANGUAGES, SOURCE_LANGUAGE } from './locale-choice.ts'

const languageFor = (...wishes: (string | null | undefined)[]) => chooseLocale(wishes).language

test('the first wish that there are words for is fulfilled', () => {
  expect(languageFor('ja', 'de')).toBe('ja')
  expect(languageFor('pt-BR', 'fr', 'de')).toBe('fr')
  expect(languageFor('en-GB', 'de')).toBe('en')
})

test('a region, a script or an underscore does not keep a language from being known', () => {
  expect(
    ['de-AT', 'de_CH', 'fr-CA', 'es-419', 'ar-Arab-EG', 'AR-eg', 'ja-JP-u-ca-japanese'].map((tag) => languageFor(tag)),
  ).toEqual(['de', 'de', 'fr', 'es', 'ar', 'ar', 'ja'])
})

test('dates and numbers follow the region that was wished for, always with Western digits', () => {
  expect(chooseLocale(['de-AT']).tag).toBe('de-AT-u-nu-latn')
  const { tag } = chooseLocale(['ar-EG-u-nu-arab'])
  expect(new Intl.NumberFormat(tag).format(1234)).toMatch(/^1\D?234$/)
})

test('what is missing or no language is passed over; where nothing is left, it is English', () => {
  expect(languageFor(null, undefined, '', 'C', 'de_DE.UTF-8', '*', 'x', 'es')).toBe('es')
  expect(chooseLocale([])).toEqual(ENGLISH)
  expect(chooseLocale(['tlh', 'pt-PT'])).toEqual(ENGLISH)
})

test('Arabic is written from right to left, the others are not', () => {
  expect(LANGUAGES.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar'])
})

test('lit-localize knows the same languages', () => {
  const config: unknown = JSON.parse(readFileSync(new URL('../../lit-localize.json', import.meta.url), 'utf8'))
  expect(config).toMatchObject({
    sourceLocale: SOURCE_LANGUAGE,
    targetLocales: LANGUAGES.filter((language) => language !== SOURCE_LANGUAGE),
  })
})
