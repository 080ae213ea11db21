import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Bitfield } from '../bitfield.ts'
import { parseEpisodeRow, toEpisodeRow } from './episode-row.ts'
import { testEpisode } from './test-episode.ts'

const { infoHash, lengthBytes, pieceLength, pieceCount } = testEpisode('a')
const bitfield = new Bitfield(pieceCount)
bitfield.set(4)
const episode = { infoHash, lengthBytes, pieceLength, pieceCount, name: 'a', bitfield, lastUsedAt: 5 }
const row = toEpisodeRow(episode)

test('what is written is read back', () => {
  expect(parseEpisodeRow(structuredClone(row))).toEqual(episode)
})

test.each([
  undefined,
  null,
  7,
  'row',
  [],
  {},
  { ...row, infoHash: 'A'.repeat(40) },
  { ...row, infoHash: 12 },
  { ...row, lengthBytes: -1 },
  { ...row, lengthBytes: '950' },
  { ...row, pieceLength: 0 },
  { ...row, pieceCount: 11 },
  { ...row, lengthBytes: 2 ** 50, pieceLength: 1, pieceCount: 2 ** 50 },
])('%o is no record', (value) => {
  expect(parseEpisodeRow(value)).toBeUndefined()
})

test.each([undefined, 'bits', [0, 0], new Uint8Array(1), Uint8Array.of(255, 255)])(
  'with %o for a bitfield the lengths still hold',
  (damaged) => {
    expect(parseEpisodeRow({ ...row, bitfield: damaged })).toEqual({ ...episode, bitfield: undefined })
  },
)

test('rows of the version before have nothing of what was added, and are read as ever', () => {
  const { givenBytes: _, listenersServed: __, pinned: ___, ...before } = row
  const read = parseEpisodeRow(structuredClone(before))
  expect(read).toEqual(episode)
  expect(Object.keys(read ?? {})).not.toContain('givenBytes')
})

test('what was given and that it is pinned are kept; what makes no sense of it is none', () => {
  const full = { ...episode, givenBytes: 12, listenersServed: 3, pinned: true } as const
  expect(parseEpisodeRow(structuredClone(toEpisodeRow(full)))).toEqual(full)
  expect(parseEpisodeRow({ ...row, givenBytes: -1, listenersServed: '3', pinned: 1 })).toEqual(episode)
})

test('a name or a time that makes no sense is none', () => {
  expect(parseEpisodeRow({ ...row, name: 5, lastUsedAt: Number.NaN })).toEqual({ ...episode, name: '', lastUsedAt: 0 })
})

test('nothing makes it throw', () => {
  const values = fc.record({
    infoHash: fc.constant(infoHash),
    lengthBytes: fc.anything(),
    pieceLength: fc.anything(),
    pieceCount: fc.anything(),
    bitfield: fc.anything({ withTypedArray: true }),
    lastUsedAt: fc.anything(),
  })
  fc.assert(fc.property(fc.oneof(values, fc.anything()), (value) => void parseEpisodeRow(value)))
})
