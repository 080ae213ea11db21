import { expect, test } from 'vitest'
import { PieceSource } from '../peer/types.ts'
import { PieceSparks } from './piece-sparks.ts'

test('a piece that came falls to its place, and is gone', () => {
  const sparks = new PieceSparks()
  sparks.add([1], new Uint8Array(4).fill(PieceSource.peers))
  expect(sparks.all).toEqual([{ to: 0.375, source: PieceSource.peers, at: 0 }])
  sparks.advance(0.3)
  expect(sparks.all[0]?.at).toBeCloseTo(0.5)
  sparks.advance(0.31)
  expect(sparks.all).toEqual([])
})

test('many at once are no shower', () => {
  const sparks = new PieceSparks()
  sparks.add([...new Uint8Array(500).keys()], new Uint8Array(500))
  expect(sparks.all.length).toBeLessThan(20)
})
