import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { byteAt, secondsAt } from './byte-time-map.ts'
import { findFrame, id3Length, readFrameHeader } from './mp3-frame.ts'
import { readMp3Layout } from './mp3-layout.ts'
import { concat, FILES, FRAME_SECONDS, frame, frames, id3, vbri, xing } from './test-media.ts'

function layoutOf(file: Uint8Array, feedSeconds?: number) {
  return readMp3Layout({ bytes: file.subarray(0, 8192), at: 0, fileBytes: file.length, feedSeconds })
}

test('a frame header says length, samples and bitrate', () => {
  expect(readFrameHeader(frame(128), 0)).toEqual({
    lengthBytes: 417,
    samples: 1152,
    sampleRate: 44_100,
    bitsPerSecond: 128_000,
    sideInfoBytes: 17,
  })
  // MPEG 2, 22.05 kHz, 64 kbit/s, stereo, padded.
  expect(readFrameHeader(new Uint8Array([0xff, 0xf3, 0x82, 0x00]), 0)).toMatchObject({
    lengthBytes: 209,
    samples: 576,
    sampleRate: 22_050,
    sideInfoBytes: 17,
  })
  // MPEG 2.5, 8 kHz, 8 kbit/s, mono.
  expect(readFrameHeader(new Uint8Array([0xff, 0xe3, 0x18, 0xc0]), 0)).toMatchObject({
    lengthBytes: 72,
    sampleRate: 8000,
    sideInfoBytes: 9,
  })
})

test.each([
  ['no sync', [0xff, 0x1b, 0x90, 0]],
  ['a reserved version', [0xff, 0xeb, 0x90, 0]],
  ['layer II', [0xff, 0xfd, 0x90, 0]],
  ['the free bitrate', [0xff, 0xfb, 0x00, 0]],
  ['a bad bitrate', [0xff, 0xfb, 0xf0, 0]],
  ['a reserved sample rate', [0xff, 0xfb, 0x9c, 0]],
  ['only three bytes', [0xff, 0xfb, 0x90]],
])('%s is no frame', (_, bytes) => {
  expect(readFrameHeader(new Uint8Array(bytes), 0)).toBeUndefined()
})

test('a frame counts only where another follows it', () => {
  const junk = new Uint8Array(50).fill(0x20)
  junk.set([0xff, 0xfb, 0x90, 0xc0], 10)
  const bytes = concat(junk, frames(3, 64), new Uint8Array(500))
  expect(findFrame(bytes, 0)).toEqual({ at: 50, found: true })
  expect(findFrame(frame(64), 0)).toEqual({ at: 0, found: false })
})

test('the length of an ID3 tag is read seven bits a byte', () => {
  expect(id3Length(id3(70_000), 0)).toBe(70_010)
  expect(id3Length(new Uint8Array(10), 0)).toBe(0)
})

test('the demo show: tag, first sound and duration', async () => {
  const file = await readFile(FILES.demoMp3)
  const at = id3Length(file, 0)
  const layout = readMp3Layout({
    bytes: file.subarray(at, at + 4096),
    at,
    fileBytes: file.length,
    feedSeconds: undefined,
  })
  // 27,844 frames, as `ffprobe` counts them.
  expect(layout?.durationSeconds).toBeCloseTo(727.353, 3)
  expect(layout?.soundFrom).toBeGreaterThan(at)
  expect(readFrameHeader(file, layout?.soundFrom ?? 0)).toMatchObject({ bitsPerSecond: 80_000 })
})

test('even bitrate: any byte is known to the frame', async () => {
  const file = await readFile(FILES.demoMp3)
  const at = id3Length(file, 0)
  const layout = readMp3Layout({
    bytes: file.subarray(at, at + 4096),
    at,
    fileBytes: file.length,
    feedSeconds: undefined,
  })
  if (layout === undefined) throw new Error('not read')
  let byte = layout.soundFrom
  let count = 0
  for (let found = readFrameHeader(file, byte); found !== undefined; found = readFrameHeader(file, byte)) {
    expect(Math.abs(secondsAt(layout.map, byte) - count * FRAME_SECONDS)).toBeLessThan(FRAME_SECONDS)
    byte += found.lengthBytes
    count += 1
  }
  expect(count).toBe(27_844)
})

test('uneven bitrate: places come from the Xing table', () => {
  // 1000 frames at 32, then 1000 at 320 kbit/s.
  const sound = concat(frames(1000, 32), frames(1000, 320))
  const tag = frame(64).length
  const whole = tag + sound.length
  const placeOf = (percent: number) =>
    tag + (percent <= 50 ? percent * 20 * 104 : 1000 * 104 + (percent - 50) * 20 * 1044)
  const table = Array.from({ length: 100 }, (_, i) => Math.floor((placeOf(i) / whole) * 256))
  const layout = layoutOf(concat(xing({ frames: 2000, bytes: whole, table }), sound))
  expect(layout?.durationSeconds).toBeCloseTo(2000 * FRAME_SECONDS, 6)
  expect(layout?.soundFrom).toBe(tag)
  // The table has 256 steps.
  const step = whole / 256
  for (const percent of [20, 50, 75, 90])
    expect(
      Math.abs(byteAt(layout?.map ?? [], (percent / 100) * 2000 * FRAME_SECONDS) - placeOf(percent)),
    ).toBeLessThanOrEqual(step * 2)
})

test('uneven bitrate: places come from the VBRI table', () => {
  const sound = concat(frames(100, 32), frames(100, 320))
  const tag = frame(320).length
  const table = [5200, 5200, 52_200, 52_200]
  const file = concat(vbri({ frames: 200, bytes: tag + sound.length, framesPerEntry: 50, table }), sound)
  const layout = layoutOf(file)
  expect(layout?.durationSeconds).toBeCloseTo(200 * FRAME_SECONDS, 6)
  expect(byteAt(layout?.map ?? [], 100 * FRAME_SECONDS)).toBe(tag + 10_400)
  expect(byteAt(layout?.map ?? [], 150 * FRAME_SECONDS)).toBe(tag + 10_400 + 52_200)
})

test('a tag made for another file (joined since) is stretched over what is there', () => {
  const sound = frames(400, 64)
  const file = concat(xing({ frames: 100, bytes: 101 * frame(64).length }), sound)
  expect(layoutOf(file)?.durationSeconds).toBeCloseTo(400 * FRAME_SECONDS, 0)
})

test('no tag: the bitrate of the first frames, where it is even', () => {
  expect(layoutOf(frames(300, 128))?.durationSeconds).toBeCloseTo(300 * FRAME_SECONDS, 1)
})

test('no tag and an uneven bitrate: the feed knows better', () => {
  const file = concat(frames(2, 32), frames(2, 320), frames(100, 64))
  expect(layoutOf(file, 99)?.durationSeconds).toBe(99)
  expect(layoutOf(file)?.durationSeconds).toBeGreaterThan(0)
})

test('what is no MP3 has no layout', () => {
  expect(layoutOf(new Uint8Array(5000).fill(0xff))).toBeUndefined()
  expect(layoutOf(new TextEncoder().encode('<!doctype html>'.repeat(300)))).toBeUndefined()
  expect(layoutOf(new Uint8Array(0))).toBeUndefined()
})
