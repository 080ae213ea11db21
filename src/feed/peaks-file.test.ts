import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { FeedError } from './feed-error.ts'
import { MAX_PEAKS, parsePeaksFile } from './peaks-file.ts'

const FILE = { version: 1, durationSeconds: 12.5, peaks: [0, 255, 17] }

test('a file of peaks is read, and unknown fields are passed over', () => {
  expect(parsePeaksFile(FILE)).toEqual(FILE)
  const whole = { ...FILE, infoHash: 'a'.repeat(40), lengthBytes: 7 }
  expect(parsePeaksFile({ ...whole, mood: 'loud' })).toEqual(whole)
  expect(parsePeaksFile({ ...FILE, peaks: [] }).peaks).toEqual([])
})

test.each([
  ['peaks[1]', { peaks: [1, 256] }],
  ['peaks[0]', { peaks: [-1] }],
  ['peaks[0]', { peaks: [0.5] }],
  ['peaks[0]', { peaks: [null] }],
  ['peaks', { peaks: 'AAAA' }],
  ['peaks', { peaks: Array(MAX_PEAKS + 1).fill(0) }],
  ['durationSeconds', { durationSeconds: Number.POSITIVE_INFINITY }],
  ['durationSeconds', { durationSeconds: -1 }],
  ['infoHash', { infoHash: 'abc' }],
  ['lengthBytes', { lengthBytes: 0 }],
])('%s is refused in words that name it, where it is not as it must be: %j', (name, change) => {
  const read = () => parsePeaksFile({ ...FILE, ...change })
  expect(read).toThrow(FeedError)
  expect(read).toThrow(`The waveform's file can't be used: ${name} must be`)
})

test('any JSON value is read or refused in words; a later version is told apart', () => {
  expect(() => parsePeaksFile({ ...FILE, version: 2 })).toThrow(expect.objectContaining({ kind: 'other-version' }))
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('peaks', 'durationSeconds', 'version'),
      (value, name) => {
        for (const given of [value, { ...FILE, [name]: value }]) {
          try {
            parsePeaksFile(given)
          } catch (error) {
            expect(error).toBeInstanceOf(FeedError)
          }
        }
      },
    ),
    { numRuns: 100 },
  )
})
