import { expect, test } from 'vitest'
import { chapterRequest, indexAt } from './chapter-position.ts'

const chapters = [0, 60, 180].map((startSeconds) => ({ startSeconds }))

test('the chapter heard is the last one that has started', () => {
  expect([-1, 0, 59.9, 60, 500].map((at) => indexAt(chapters, at))).toEqual([-1, 0, 0, 1, 2])
  expect(indexAt([], 5)).toBe(-1)
})

test('back goes to the start of the chapter, and early in it to the one before', () => {
  expect(chapterRequest(chapters, 70, 'previous')?.toSeconds).toBe(60)
  expect(chapterRequest(chapters, 61, 'previous')?.toSeconds).toBe(0)
  expect(chapterRequest(chapters, 1, 'previous')).toBeUndefined()
})

test('forward ends with the last chapter', () => {
  expect(chapterRequest(chapters, 61, 'next')?.toSeconds).toBe(180)
  expect(chapterRequest(chapters, 200, 'next')).toBeUndefined()
})
