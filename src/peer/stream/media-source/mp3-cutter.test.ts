import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mp3Cutter } from './mp3-cutter.ts'
import { readFrameHeader } from './mp3-frame.ts'
import { APPEND_BYTES, UnfitError } from './segment-cutter.ts'
import { concat, FILES, frame, frames, id3 } from './test-media.ts'

/** Everything the cutter lets through, and the sizes it came in. */
function cut(file: Uint8Array, chunkBytes = 10_000) {
  const cutter = new Mp3Cutter()
  const segments: Uint8Array[] = []
  for (let at = 0; at < file.length; at += chunkBytes) {
    cutter.push(file.subarray(at, at + chunkBytes))
    for (let segment = cutter.take(); segment !== undefined; segment = cutter.take()) segments.push(segment)
  }
  for (let segment = cutter.end(); segment !== undefined; segment = cutter.end()) segments.push(segment)
  return { bytes: concat(...segments), segments, skippedBytes: cutter.skippedBytes }
}

test('each segment is whole frames, of a few seconds at most', () => {
  const { segments } = cut(frames(1000, 128), 150_000)
  for (const segment of segments) {
    expect(segment.length).toBeLessThan(APPEND_BYTES + 1500)
    expect(segment.length % 417).toBe(0)
  }
})

test('nothing of the sound is lost, however the bytes arrive', () => {
  const file = concat(frames(20, 64), frames(20, 320), frames(20, 32))
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 5000 }), (chunkBytes) => {
      expect(Buffer.from(cut(file, chunkBytes).bytes).equals(file)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

test('begun in the middle of a frame, it goes to the next, and says how far that was', () => {
  const file = frames(10, 128).subarray(100)
  const { bytes, skippedBytes } = cut(file)
  expect(skippedBytes).toBe(317)
  expect(bytes).toEqual(frames(9, 128))
})

test('tags in the middle and at the end are left out, whatever is in them', () => {
  const picture = id3(300_000, 0xff)
  const last = new Uint8Array(128)
  last.set(new TextEncoder().encode('TAG'))
  const { bytes, skippedBytes } = cut(concat(frames(30, 64), picture, frames(30, 128), last))
  expect(bytes).toEqual(concat(frames(30, 64), frames(30, 128)))
  expect(skippedBytes).toBe(0)
})

test('a tag is recognised across the border of two chunks', () => {
  const file = concat(frames(30, 64), id3(200_000), frames(30, 128))
  const border = frames(30, 64).length
  fc.assert(
    fc.property(fc.integer({ min: border - 12, max: border + 12 }), (chunkBytes) => {
      expect(cut(file, chunkBytes).bytes.length).toBe(concat(frames(30, 64), frames(30, 128)).length)
    }),
    { numRuns: 25 },
  )
})

test('damage costs the frames it hits, not those after it', () => {
  const file = frames(60, 128)
  file.fill(0x55, 417 * 20 - 5, 417 * 21 + 50)
  expect(cut(file).bytes.length).toBe(417 * 58)
})

test('a file of something else is refused soon', () => {
  const cutter = new Mp3Cutter()
  const junk = new TextEncoder().encode('this is no sound '.repeat(1000))
  expect(() => {
    for (let i = 0; i < 20; i++) {
      cutter.push(junk)
      cutter.take()
    }
  }).toThrow(UnfitError)
})

test('bytes that can be anything never break it, and what comes out begins with a frame', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.uint8Array({ maxLength: 300 }), (before, between) => {
      const { segments } = cut(concat(before, frame(64), frame(64), between, frame(128), frame(128)), 700)
      for (const segment of segments) expect(readFrameHeader(segment, 0)).toBeDefined()
    }),
  )
})

test('the demo show goes through whole, its tag left out', async () => {
  const file = await readFile(FILES.demoMp3)
  const { bytes } = cut(file, 65_536)
  // ID3 tag of 41,439 bytes; the rest is frames, the first with the Info tag in it.
  expect(bytes.length).toBe(file.length - 41_439)
})
