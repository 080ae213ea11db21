import { expect, test } from 'vitest'
import { type PeerId, pieceIndex } from '../../shared/ids.ts'
import { PieceSuspects } from './suspects.ts'

const a = 'a'.repeat(40) as PeerId
const b = 'b'.repeat(40) as PeerId

test('a lone sender of a false piece is banned at once', () => {
  const suspects = new PieceSuspects()
  suspects.sent(pieceIndex(3), a)
  expect(suspects.failed(pieceIndex(3))).toEqual([a])
  expect(suspects.isBanned(a)).toBe(true)
  expect(suspects.isBanned(b)).toBe(false)
})

test('one of several senders is banned on the second false piece, the innocent stays', () => {
  const suspects = new PieceSuspects()
  suspects.sent(pieceIndex(1), a)
  suspects.sent(pieceIndex(1), b)
  expect(suspects.failed(pieceIndex(1))).toEqual([])
  suspects.sent(pieceIndex(2), a)
  expect(suspects.failed(pieceIndex(2))).toEqual([a])
  expect(suspects.isBanned(b)).toBe(false)
})

test('blocks of a piece that turned out true are held against nobody', () => {
  const suspects = new PieceSuspects()
  suspects.sent(pieceIndex(1), a)
  suspects.verified(pieceIndex(1))
  suspects.sent(pieceIndex(1), b)
  expect(suspects.failed(pieceIndex(1))).toEqual([b])
})
