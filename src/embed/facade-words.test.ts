import { expect, test } from 'vitest'
import { FACADE_WORDS, facadeWords } from './facade-words.ts'

test("the facade speaks the visitor's language, else English, and none lacks a word", () => {
  expect(facadeWords(['pt-BR', 'fr-CA', 'de']).language).toBe('fr')
  expect(facadeWords(['xx']).language).toBe('en')
  expect(facadeWords([]).words).toBe(FACADE_WORDS.en)
  for (const words of Object.values(FACADE_WORDS)) {
    expect(Object.keys(words)).toEqual(Object.keys(FACADE_WORDS.en))
    expect(words.play).toContain('{title}')
    expect(Object.values(words).every((text) => text.trim() !== '')).toBe(true)
  }
})
