import { expect, test } from 'vitest'
import { pieceColumns } from './piece-columns.ts'

/** `.` missing, `o` origin, `p` peers, `c` cache. */
const pieces = (drawing: string) => Uint8Array.from([...drawing].map((letter) => '.opc'.indexOf(letter)))
const columns = (drawing: string, width: number) =>
  [...pieceColumns(pieces(drawing), width)].map((source) => '.opc'[source]).join('')

test('with room enough every piece has its own column', () => {
  expect(columns('.opc', 100)).toBe('.opc')
})

test('a column is held only when all its pieces are', () => {
  expect(columns('oo.ppp', 3)).toBe('o.p')
})

test('a column shows the source of most, listeners in a tie', () => {
  expect(columns('oopcccop', 2)).toBe('oc')
  expect(columns('op', 1)).toBe('p')
})

test('no pieces, no columns', () => {
  expect(columns('', 10)).toBe('')
  expect(columns('opc', 0)).toBe('')
})
