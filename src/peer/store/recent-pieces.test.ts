import { expect, test } from 'vitest'
import { RecentPieces } from './recent-pieces.ts'
import { at } from './test-episode.ts'

test('past the bound the piece not asked for longest goes', () => {
  const recent = new RecentPieces(300)
  for (const index of [0, 1, 2]) expect(recent.set(at(index), new Uint8Array(100))).toEqual([])
  recent.get(at(0))
  expect(recent.set(at(3), new Uint8Array(150))).toEqual([1, 2])
  expect([0, 1, 2, 3].map((index) => recent.get(at(index))?.length)).toEqual([100, undefined, undefined, 150])
})

test('a piece larger than all is not kept', () => {
  const recent = new RecentPieces(50)
  expect(recent.set(at(0), new Uint8Array(100))).toEqual([0])
  expect(recent.get(at(0))).toBeUndefined()
})

test('what is set again or deleted counts once or not at all', () => {
  const recent = new RecentPieces(200)
  recent.set(at(0), new Uint8Array(100))
  recent.set(at(0), new Uint8Array(100))
  recent.delete(at(7))
  expect(recent.set(at(1), new Uint8Array(100))).toEqual([])
  recent.delete(at(0))
  expect(recent.set(at(2), new Uint8Array(100))).toEqual([])
})
