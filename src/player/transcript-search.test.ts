import { expect, test } from 'vitest'
import { findCues, foundWords, stepFound } from './transcript-search.ts'

const cues = ['red', 'green', 'red', 'blue', 'red'].map((text, index) => ({
  startSeconds: index,
  endSeconds: index + 1,
  text,
}))

test('the first match looked at is the next one that will be heard, or else the first', () => {
  expect(findCues(cues, 'red', -1).at).toBe(0)
  expect(findCues(cues, 'red', 2).at).toBe(1)
  expect(findCues(cues, 'red', 3).at).toBe(2)
  expect(findCues(cues, 'green', 4).at).toBe(0)
})

test('after the last match comes the first, and the other way round', () => {
  const found = findCues(cues, 'red', -1)
  expect(stepFound(found, 1).at).toBe(1)
  expect(stepFound(found, -1).at).toBe(2)
  expect(stepFound(stepFound(found, -1), 1).at).toBe(0)
  const none = findCues(cues, 'pink', -1)
  expect(stepFound(none, 1)).toBe(none)
})

test('what was found is said in words; nothing is said before anything was searched', () => {
  expect(foundWords(findCues(cues, '  ', 0))).toBe('')
  expect(foundWords(findCues(cues, 'red', 2))).toBe('2 of 3')
  expect(foundWords(findCues(cues, ' pink ', 2))).toBe('Nothing found for “pink”')
})

test('more than 500 matches are cut, and it is said', () => {
  const many = Array.from({ length: 501 }, () => ({ startSeconds: 0, endSeconds: 0, text: 'red' }))
  const found = findCues(many, 'red', -1)
  expect(found.matches).toHaveLength(500)
  expect(foundWords(found)).toBe('1 of the first 500 matches')
  expect(foundWords(findCues(many.slice(1), 'red', -1))).toBe('1 of 500')
})
