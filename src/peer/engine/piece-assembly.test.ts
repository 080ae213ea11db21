import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
import { PieceAssembly } from './piece-assembly.ts'

const layout = { lengthBytes: 10, pieceLength: 4, pieceCount: 3 }
const file = Uint8Array.from({ length: 10 }, (_, i) => i)

test('a stream that runs over several pieces completes each in turn, the short last one too', () => {
  const assembly = new PieceAssembly(layout)
  expect(assembly.take(0, file.subarray(0, 5)).map(({ piece }) => piece)).toEqual([0])
  expect(assembly.filledBytes(pieceIndex(1))).toBe(1)
  expect(assembly.take(5, file.subarray(5)).map(({ piece, bytes }) => [piece, ...bytes])).toEqual([
    [1, 4, 5, 6, 7],
    [2, 8, 9],
  ])
})

test('bytes in the middle of a piece whose beginning is missing are dropped', () => {
  const assembly = new PieceAssembly(layout)
  expect(assembly.take(2, file.subarray(2, 4))).toEqual([])
  expect(assembly.filledBytes(pieceIndex(0))).toBe(0)
})

test('a prefix can be read before the piece is whole', () => {
  const assembly = new PieceAssembly(layout)
  assembly.take(4, file.subarray(4, 7))
  expect([...assembly.prefix(pieceIndex(1), 1, 10)]).toEqual([5, 6])
  expect([...assembly.prefix(pieceIndex(1), 1, 1)]).toEqual([5])
  expect(assembly.prefix(pieceIndex(1), 3, 10).length).toBe(0)
})

test('property: however a file is cut into chunks, and however often parts come again, each piece comes out true', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 10 })), { maxLength: 30 }),
      (cuts) => {
        const assembly = new PieceAssembly(layout)
        for (const [from, length] of cuts) {
          for (const { piece, bytes } of assembly.take(from, file.slice(from, from + length))) {
            expect([...bytes]).toEqual([...file.slice(piece * 4, piece * 4 + 4)])
          }
        }
      },
    ),
  )
})
