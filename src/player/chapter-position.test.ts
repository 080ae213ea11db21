import { expect, test } from 'vitest'
import type { Chapter } from '../feed/types.ts'
import { chapterAt, chapterEnd, chapterRequest, indexAt, listedChapters } from './chapter-position.ts'

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

test('who was sent to a chapter is in it, though the media element rounds the time down', () => {
  expect(indexAt(chapters, 59.999999)).toBe(1)
  expect(chapterRequest(chapters, 59.999999, 'next')?.toSeconds).toBe(180)
})

test('forward ends with the last chapter', () => {
  expect(chapterRequest(chapters, 61, 'next')?.toSeconds).toBe(180)
  expect(chapterRequest(chapters, 200, 'next')).toBeUndefined()
})

const image = (name: string) => `https://host.example/${name}.jpg`
const one: Chapter = { startSeconds: 10, title: 'One', imageUrl: image('one'), link: 'https://one.example/' }
const look: Chapter = { startSeconds: 20, endSeconds: 30, title: 'Look', imageUrl: image('look'), hidden: true }
const page: Chapter = { startSeconds: 40, title: '', link: 'https://page.example/', hidden: true }
const two: Chapter = { startSeconds: 60, endSeconds: 70, title: 'Two' }
const contents = [one, look, page, two]

test('hidden chapters are no entries, and nobody goes to them', () => {
  expect(listedChapters(contents)).toEqual([one, two])
  expect(listedChapters([one, two])).toEqual([one, two])
  expect(chapterRequest(contents, 12, 'next')?.toSeconds).toBe(60)
  expect(chapterRequest(contents, 45, 'previous')?.toSeconds).toBe(10)
})

test('a hidden chapter shows its image and link until it ends, the chapter goes on, or the next begins', () => {
  expect(chapterAt(contents, 5)).toEqual({})
  expect(chapterAt(contents, 15)).toEqual({ chapter: one, imageUrl: image('one'), link: 'https://one.example/' })
  expect(chapterAt(contents, 25)).toEqual({ chapter: one, imageUrl: image('look'), link: 'https://one.example/' })
  expect(chapterAt(contents, 30)).toEqual({ chapter: one, imageUrl: image('one'), link: 'https://one.example/' })
  expect(chapterAt(contents, 50)).toEqual({ chapter: one, imageUrl: image('one'), link: 'https://page.example/' })
  expect(chapterAt(contents, 65)).toEqual({ chapter: two })
})

test('after its end nothing is heard of a chapter; before the first one a hidden one counts', () => {
  expect(chapterAt(contents, 70)).toEqual({})
  expect(chapterAt([look, two], 25)).toEqual({ imageUrl: image('look') })
  expect(chapterAt([], 25)).toEqual({})
})

test('a chapter ends where it says, where the next begins, or with the episode', () => {
  expect(chapterEnd([one, two], 0, 600)).toBe(60)
  expect(chapterEnd([one, two], 1, 600)).toBe(70)
  expect(chapterEnd([one], 0, 600)).toBe(600)
  expect(chapterEnd([{ ...one, endSeconds: 90 }, two], 0, 600)).toBe(60)
})

test('an end that is not known, or not after the start, is none', () => {
  for (const duration of [0, Number.NaN, Number.POSITIVE_INFINITY, 10])
    expect(chapterEnd([one], 0, duration)).toBe(undefined)
  expect(chapterEnd([one, one], 0, 600)).toBe(undefined)
  expect(chapterEnd([], 0, 600)).toBe(undefined)
})
