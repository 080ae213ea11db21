import { expect, test } from 'vitest'
import { PieceSource } from '../peer/types.ts'
import { chapterStretches, chapterTitleAt, heldStretches } from './timeline.ts'

const at = (startSeconds: number, title: string) => ({ startSeconds, title })

test('chapters cut the timeline without a hole', () => {
  expect(chapterStretches([at(0, 'a'), at(25, 'b'), at(50, 'c')], 100)).toEqual([
    { from: 0, to: 0.25, title: 'a' },
    { from: 0.25, to: 0.5, title: 'b' },
    { from: 0.5, to: 1, title: 'c' },
  ])
})

test('what comes before a first chapter that starts late has no title', () => {
  expect(chapterStretches([at(40, 'a')], 100)).toEqual([
    { from: 0, to: 0.4, title: '' },
    { from: 0.4, to: 1, title: 'a' },
  ])
})

test('chapters past the end, and doubles, are left out', () => {
  expect(chapterStretches([at(0, 'a'), at(50, 'b'), at(50, 'c'), at(100, 'd'), at(170, 'e')], 100)).toEqual([
    { from: 0, to: 0.5, title: 'a' },
    { from: 0.5, to: 1, title: 'c' },
  ])
  expect(chapterStretches([at(500, 'a')], 100)).toEqual([])
})

test('without a duration nothing is cut', () => {
  for (const duration of [Number.NaN, Number.POSITIVE_INFINITY, 0, -1]) {
    expect(chapterStretches([at(0, 'a')], duration)).toEqual([])
  }
})

test('the title at a moment', () => {
  const chapters = [at(10, 'a'), at(20, 'b')]
  expect([0, 10, 19.9, 20, 999].map((seconds) => chapterTitleAt(chapters, seconds))).toEqual(['', 'a', 'a', 'b', 'b'])
})

test('pieces make few stretches, and those of an earlier visit are told apart', () => {
  // digits: the source of each piece
  const pieces = Uint8Array.from('3331122200', Number)
  expect(heldStretches(pieces)).toEqual([
    { from: 0, to: 0.3, cached: true },
    { from: 0.3, to: 0.8, cached: false },
  ])
  expect(heldStretches(new Uint8Array(0))).toEqual([])
  const whole = heldStretches(new Uint8Array(2000).fill(PieceSource.cache))
  expect(whole).toEqual([{ from: 0, to: 1, cached: true }])
})
