import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Mp4Options, mp4File } from '../testing/node-sound-files.ts'
import { Mp4Frames } from './mp4-frames.ts'

const CONFIG = Uint8Array.of(0x12, 0x10)
const FRAMES = [5, 1, 300, 20, 7].map((length, i) => new Uint8Array(length).fill(i + 1))
const file = (options?: Mp4Options) => mp4File(FRAMES, CONFIG, options)

function read(bytes: Uint8Array, cut = bytes.length, moov?: Uint8Array) {
  const mp4 = new Mp4Frames(moov)
  const out: (readonly [number, number | undefined])[] = []
  for (let at = 0; at < bytes.length; at += cut) {
    out.push(...mp4.push(bytes.subarray(at, at + cut)).map((frame) => [frame.length, frame[0]] as const))
  }
  return { frames: out, config: mp4.config }
}
const EXPECTED = FRAMES.map((frame) => [frame.length, frame[0]])

test('frames come out whole and in order, from between pictures, however the file is cut', () => {
  for (const perChunk of [1, 2, 5]) {
    const bytes = file({ perChunk })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length }), (cut) => {
        expect(read(bytes, cut)).toEqual({ frames: EXPECTED, config: CONFIG })
      }),
      { numRuns: 20 },
    )
  }
})

test('a table of contents at the end must be at hand beforehand', () => {
  const bytes = file({ moovAtEnd: true })
  expect(() => read(bytes)).toThrow(/faststart/)
  const moov = bytes.subarray(Buffer.from(bytes).indexOf('moov') + 4)
  expect(read(bytes, 100, moov).frames).toEqual(EXPECTED)
})

test('what holds no AAC, and what contradicts itself, is refused in words', () => {
  expect(() => read(file({ objectType: 0x6b }))).toThrow(/no sound in AAC/)
  expect(() => read(file({ sizes: [1e6, 1, 1, 1, 1] }))).toThrow(/too large/)
  expect(() => read(file({ sizes: [5_400, 1, 300, 20, 7] }))).toThrow(/order of time/)
  const cut = Buffer.from(file())
  cut.writeUInt32BE(1e9, cut.indexOf('stsz') + 12)
  expect(() => read(cut)).not.toThrow()
})

test('no damage makes it throw anything but words', () => {
  const whole = file()
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }), (changes) => {
      const bytes = Uint8Array.from(whole)
      for (const [at, value] of changes) bytes[at] = value
      try {
        read(bytes, 777)
      } catch (error) {
        expect(error).not.toBeInstanceOf(RangeError)
        expect(error).not.toBeInstanceOf(TypeError)
      }
    }),
    { numRuns: 500 },
  )
})
