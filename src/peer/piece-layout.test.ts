import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Bitfield } from './bitfield.ts'
import { heldBytes, isPieceLayout, pieceBytes, pieceOf, pieceRange } from './piece-layout.ts'

const layout = { lengthBytes: 10, pieceLength: 4, pieceCount: 3 }

test('the last piece has what is left', () => {
  expect([0, 1, 2].map((index) => pieceRange(layout, index))).toEqual([
    { from: 0, to: 4 },
    { from: 4, to: 8 },
    { from: 8, to: 10 },
  ])
})

test('there are no pieces or bytes outside the file', () => {
  for (const index of [-1, 3, 1.5]) expect(() => pieceRange(layout, index)).toThrow(RangeError)
  for (const byte of [-1, 10, Number.NaN]) expect(() => pieceOf(layout, byte)).toThrow(RangeError)
})

test('lengths that contradict each other are no layout', () => {
  expect(isPieceLayout(layout)).toBe(true)
  expect(isPieceLayout({ ...layout, pieceCount: 2 })).toBe(false)
  expect(isPieceLayout({ ...layout, lengthBytes: 0, pieceCount: 0 })).toBe(false)
  expect(isPieceLayout({ ...layout, pieceLength: 0.5, pieceCount: 20 })).toBe(false)
  expect(isPieceLayout({ ...layout, lengthBytes: Number.NaN })).toBe(false)
})

test('every byte is in the piece whose range has it, and held bytes are the sum of held pieces', () => {
  const sizes = fc.record({
    lengthBytes: fc.integer({ min: 1, max: 500 }),
    pieceLength: fc.integer({ min: 1, max: 64 }),
  })
  fc.assert(
    fc.property(sizes, fc.nat(), fc.array(fc.nat()), ({ lengthBytes, pieceLength }, at, picks) => {
      const any = { lengthBytes, pieceLength, pieceCount: Math.ceil(lengthBytes / pieceLength) }
      const range = pieceRange(any, pieceOf(any, at % lengthBytes))
      expect(range.from <= at % lengthBytes && at % lengthBytes < range.to).toBe(true)
      const held = new Bitfield(any.pieceCount)
      for (const pick of picks) held.set(pick % any.pieceCount)
      expect(heldBytes(any, held)).toBe([...held.held()].reduce((sum, index) => sum + pieceBytes(any, index), 0))
    }),
  )
})
