import { expect, test } from 'vitest'
import { rarityWords } from './rarity-words.ts'

test('what is rare is said to be worth keeping; of what nobody counted nothing is said', () => {
  expect(rarityWords(0)).toBe('Nobody else online has all of it: worth keeping.')
  expect(rarityWords(1)).toBe('Only 1 other listener has all of it: worth keeping.')
  expect(rarityWords(2)).toBe('Only 2 other listeners have all of it: worth keeping.')
  expect(rarityWords(3)).toBe('3 other listeners have all of it.')
  expect(rarityWords(undefined)).toBe('')
})
