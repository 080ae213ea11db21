/** Real files through the real decoders: a quiet second, then a loud one. */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, test, vi } from 'vitest'
import { mediaBytes } from '../testing/node-show-folder.ts'
import { toneSamples, wavFile } from '../testing/node-sound-files.ts'
import { WaveformTap } from './node-waveform-tap.ts'

const FIXTURES = 'publish/sound/fixtures'
const WAV = wavFile(toneSamples([0.05, 0.8]))

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function look(chunks: AsyncIterable<Uint8Array>, path?: string) {
  const tap = new WaveformTap(path)
  const seen: Uint8Array[] = []
  for await (const chunk of tap.through(chunks)) seen.push(chunk)
  return { bytes: Buffer.concat(seen), outcome: tap.outcome() }
}

async function expectStep(chunks: AsyncIterable<Uint8Array>, path?: string) {
  const { outcome } = await look(chunks, path)
  const { durationSeconds, peaks } = 'waveform' in outcome ? outcome.waveform : { durationSeconds: outcome.problem }
  expect(durationSeconds).toBeGreaterThan(1.9)
  expect(durationSeconds).toBeLessThan(2.2)
  const middle = (peaks?.length ?? 0) / 2
  const mean = (part: readonly number[]) => part.reduce((sum, peak) => sum + peak, 0) / part.length
  expect(mean(peaks?.slice(4, middle - 4) ?? [])).toBeLessThan(40)
  expect(mean(peaks?.slice(middle + 4, -4) ?? [])).toBeGreaterThan(200)
}

test.each(['step.opus', 'step.flac', 'step.m4a'])('%s is heard, as one stream and in odd pieces', async (name) => {
  const path = `${FIXTURES}/${name}`
  await expectStep(createReadStream(path), path)
  await expectStep(cut(await readFile(path), 1_001), path)
})

test('WAV is heard, and bytes pass through as they are, also those of a file that is no sound', async () => {
  await expectStep(cut(WAV, 3))
  for (const file of [WAV, mediaBytes(100_000), new Uint8Array(3)]) {
    expect((await look(cut(file, 1_000))).bytes.equals(file)).toBe(true)
  }
})

test('the demo show is heard: MP3 with a cover in it, M4A, the sound of a video', async () => {
  const demo: [string, number, { end?: number }][] = [
    ['1-the-long-vine.mp3', 95, { end: 1_000_000 }],
    ['2-whispers-down-the-lane.m4a', 216, {}],
    ['3-how-pieces-travel.mp4', 64, {}],
  ]
  for (const [name, seconds, part] of demo) {
    const path = `public/demo/${name}`
    const { outcome } = await look(createReadStream(path, part), path)
    expect(outcome).toHaveProperty('waveform.peaks.length', 800)
    expect('waveform' in outcome && Math.floor(outcome.waveform.durationSeconds)).toBe(seconds)
  }
}, 30_000)

test.each([
  ['nothing', new Uint8Array(0), /none of MP3/],
  ['three bytes', new Uint8Array(3), /none of MP3/],
  ['random bytes', mediaBytes(50_000, 3), /none of MP3/],
  ['an MP3 that is none', Buffer.concat([Buffer.from('ID3'), mediaBytes(5_000)]), /no sound was found/],
  ['an Ogg file of something else', Buffer.from(`OggS${'\0'.repeat(22)}\x01\x05theor`), /only where it holds Opus/],
  ['an MP4 cut off', Buffer.from('\0\0\0\x10ftypM4A \0\0\0\0\0\0\x01\0moov'), /no sound was found/],
  ['an MP4 whose boxes have no end', Buffer.from('\0\0\0\x02ftypM4A     '), /damaged/],
  ['a WAV without a format', Buffer.from('RIFF\0\0\0\0WAVEdata\0\0\0\0'), /does not say how/],
])('%s gives no waveform, and words', async (_what, file, words) => {
  const { outcome } = await look(cut(file, 100))
  expect(outcome).toEqual({ problem: expect.stringMatching(words) })
})

test('a decoder that chokes on damage in the middle keeps nobody from reading on', async () => {
  // The decoder's own.
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  for (const name of ['step.opus', 'step.flac', 'step.m4a']) {
    const file = await readFile(`${FIXTURES}/${name}`)
    file.set(mediaBytes(2_000), Math.floor(file.length / 2))
    const { bytes, outcome } = await look(cut(file, 500), `${FIXTURES}/${name}`)
    expect(bytes.equals(file)).toBe(true)
    expect(outcome).toBeDefined()
  }
  said.mockRestore()
})
