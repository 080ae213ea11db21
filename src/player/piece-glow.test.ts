import { expect, test } from 'vitest'
import { PieceSource } from '../peer/types.ts'
import { pieceColumns } from './piece-columns.ts'
import { columnOf, GLOW_SECONDS, PieceGlow } from './piece-glow.ts'

const pieces = (drawing: string) => Uint8Array.from([...drawing].map((letter) => '.opc'.indexOf(letter)))

function bright(glow: PieceGlow, columns: number): readonly number[] {
  const out = new Float32Array(columns)
  glow.fill(out)
  return [...out]
}

test('what was there at first does not glow; what comes does, and fades', () => {
  const glow = new PieceGlow()
  expect(glow.show(pieces('cc..'))).toEqual([])
  expect(glow.glowing).toBe(false)
  expect(glow.show(pieces('ccp.'))).toEqual([2])
  expect(bright(glow, 4)).toEqual([0, 0, 1, 0])
  glow.advance(GLOW_SECONDS / 2)
  expect(bright(glow, 4)[2]).toBeCloseTo(0.25)
  glow.advance(GLOW_SECONDS)
  expect(glow.glowing).toBe(false)
})

test('another episode begins anew', () => {
  const glow = new PieceGlow()
  glow.show(pieces('....'))
  glow.show(pieces('p...'))
  expect(glow.show(pieces('ppppp'))).toEqual([])
  expect(glow.glowing).toBe(false)
})

test('a piece glows in the very column that shows it', () => {
  for (const [count, width] of [
    [160, 90],
    [7, 3],
    [2000, 171],
    [5, 5],
  ] as const) {
    for (let piece = 0; piece < count; piece++) {
      // All held but this one: its column is the one that is missing.
      const all = new Uint8Array(count).fill(PieceSource.peers)
      all[piece] = PieceSource.missing
      expect(columnOf(piece, count, width)).toBe(pieceColumns(all, width).indexOf(PieceSource.missing))
    }
  }
})
