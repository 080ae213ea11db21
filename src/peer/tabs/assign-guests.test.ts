import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pieceIndex } from '../../shared/ids.ts'
import type { PeerRequest, PeerView } from '../plan.ts'
import { assignGuests } from './assign-guests.ts'

const peer = (id: string, holds: string, rate = 0, choking = false): PeerView => ({
  id,
  has: (piece) => holds[piece] === '#',
  heldPieces: holds.split('#').length - 1,
  choking,
  rateBytesPerSecond: rate,
  latencyMs: 0,
})
const pieces = (...indices: number[]) => indices.map(pieceIndex)
const request = (piece: number, id: string, silentMs = 0): PeerRequest => ({
  piece: pieceIndex(piece),
  peer: id,
  receivedBytes: 0,
  silentMs,
})
const show = (asks: ReturnType<typeof assignGuests>) => asks.map((ask) => `${ask.piece}${ask.peer}`).join(' ')

test('a piece goes to a peer that has it and sends', () => {
  const peers = [peer('a', '..##'), peer('b', '####', 0, true), peer('c', '#...')]
  expect(show(assignGuests(pieces(0, 1, 2), peers, [], []))).toBe('0c 2a')
})

test('the shortest queue for its pace comes first, our own wishes counted', () => {
  const peers = [peer('a', '####', 100_000), peer('b', '####', 300_000)]
  expect(show(assignGuests(pieces(0, 1, 2, 3), peers, [], []))).toBe('0b 1b 2a 3b')
  const own = pieces(7, 8, 9).map((piece) => ({ piece, peer: 'b' }))
  expect(show(assignGuests(pieces(0), peers, [], own))).toBe('0a')
})

test('what is under way stays where it is; a silent peer loses it', () => {
  const peers = [peer('a', '####', 10), peer('b', '####', 900_000)]
  expect(show(assignGuests(pieces(0, 1), peers, [request(1, 'a')], []))).toBe('1a 0b')
  expect(show(assignGuests(pieces(1), peers, [request(1, 'a', 6_000)], []))).toBe('1b')
})

test('nothing is asked twice, nor what we ask for ourselves, nor of who does not have it', () => {
  const index = fc.nat(7)
  fc.assert(
    fc.property(
      fc.array(index),
      fc.array(fc.tuple(index, fc.constantFrom('a', 'b', 'gone'))),
      fc.array(index),
      fc.string({ unit: fc.constantFrom('#', '.'), minLength: 8, maxLength: 8 }),
      (wanted, underWay, own, holds) => {
        const peers = [peer('a', holds), peer('b', '########')]
        const ours = own.map((piece) => ({ piece: pieceIndex(piece), peer: 'b' }))
        const requests = underWay.map(([piece, id]) => request(piece, id))
        const asks = assignGuests(pieces(...wanted), peers, requests, ours)
        expect(new Set(asks.map(({ piece }) => piece)).size).toBe(asks.length)
        for (const { piece, peer: id } of asks) {
          expect(wanted).toContain(piece)
          expect(own).not.toContain(piece)
          expect(['a', 'b']).toContain(id)
        }
      },
    ),
  )
})
