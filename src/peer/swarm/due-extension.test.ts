import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
import { encodeDue, parseDues, ToldDues, UNTOLD_DUE_MS } from './due-extension.ts'

test('what is told is read', () => {
  expect(parseDues(encodeDue({ piece: pieceIndex(7), dueMs: 1234.4 }), 8)).toEqual([{ piece: 7, dueMs: 1234 }])
  expect(parseDues(encodeDue({ piece: pieceIndex(7), dueMs: Number.POSITIVE_INFINITY }), 8)).toEqual([
    { piece: 7, dueMs: 0xffff_ffff },
  ])
})

test('no bytes break it, and no piece outside the file is believed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      for (const { piece } of parseDues(bytes, 5) ?? []) expect(piece).toBeLessThan(5)
    }),
  )
})

test('who said nothing waits its turn; who says a lot is forgotten first', () => {
  const told = new ToldDues()
  expect(told.atMs(pieceIndex(0), 100)).toBe(100 + UNTOLD_DUE_MS)
  for (let i = 0; i < 100; i++) told.said([{ piece: pieceIndex(i), dueMs: 10 }], 0)
  expect(told.atMs(pieceIndex(99), 0)).toBe(10)
  expect(told.atMs(pieceIndex(0), 0)).toBe(UNTOLD_DUE_MS)
})
