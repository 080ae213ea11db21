import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { wavFile } from '../testing/node-sound-files.ts'
import { WavDecoder } from './wav-decoder.ts'

const SAMPLES = [0, 0.5, -0.5, 0.25, 1, -1, 0.125]

/** @returns the first channel. */
function decode(file: Uint8Array, sizes: readonly number[] = []): number[] {
  const decoder = new WavDecoder()
  const out: number[] = []
  let at = 0
  for (const size of [...sizes, file.length]) {
    out.push(...(decoder.decode(file.subarray(at, at + size)).channelData[0] ?? []))
    at += size
  }
  return out
}

test.each([
  ['8 bits', { bits: 8 }],
  ['16 bits', { bits: 16 }],
  ['24 bits in stereo', { bits: 24, channels: 2 }],
  ['32 bits', { bits: 32 }],
  ['floating point', { bits: 32, float: true }],
  ['the extensible head', { bits: 16, extensible: true }],
] as const)('%s: the samples come out as they went in, however the file is cut', (_what, options) => {
  const file = wavFile(SAMPLES, options)
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 12 }), (sizes) => {
      const out = decode(file, sizes)
      expect(out).toHaveLength(SAMPLES.length)
      out.forEach((sample, i) => {
        expect(Math.abs(sample - (SAMPLES[i] ?? 0))).toBeLessThan(0.01)
      })
    }),
    { numRuns: 30 },
  )
})

test('a size that is not known means to the end; what lies behind the sound is left', () => {
  expect(decode(wavFile(SAMPLES, { saidBytes: 0xffffffff }))).toHaveLength(SAMPLES.length)
  expect(decode(Buffer.concat([wavFile(SAMPLES), Buffer.alloc(100, 0x7f)]))).toHaveLength(SAMPLES.length)
})

test('what is no sound that we read is refused in words', () => {
  const file = Buffer.from(wavFile(SAMPLES))
  file.writeUInt16LE(85, 32)
  expect(() => decode(file)).toThrow(/format 85/)
  const without = Buffer.from(wavFile(SAMPLES))
  without.write('fmx ', 24)
  expect(() => decode(without)).toThrow(/does not say how/)
})

test('no bytes make it throw anything but words, or hold on to more than a megabyte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
      const decoder = new WavDecoder()
      try {
        decoder.decode(Buffer.concat([Buffer.from('RIFFxxxxWAVE'), tail]))
        decoder.decode(new Uint8Array(1_100_000))
      } catch (error) {
        expect(error).toHaveProperty('message', expect.stringMatching(/sound/))
      }
    }),
    { numRuns: 20 },
  )
})
