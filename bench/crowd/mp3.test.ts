import { expect, test } from 'vitest'
import { cutSegments, playlistOf } from './hls.ts'
import { makeMp3 } from './mp3.ts'

const mp3 = makeMp3(10)

test('the episode has the length and the bit rate it says it has', () => {
  expect(mp3.seconds).toBeGreaterThanOrEqual(10)
  expect(mp3.seconds).toBeLessThan(10.03)
  // 16,000 bytes a second, and one frame that tells the length.
  expect(mp3.bytes.length / 16_000).toBeCloseTo(mp3.seconds + 1152 / 44_100, 2)
  const info = new TextDecoder().decode(mp3.bytes.subarray(36, 40))
  const view = new DataView(mp3.bytes.buffer, mp3.bytes.byteOffset)
  expect([info, view.getUint32(44), view.getUint32(48)]).toEqual(['Info', mp3.frames.length - 1, mp3.bytes.length])
})

test('every frame begins with a header that tells where the next one begins', () => {
  for (const [index, start] of mp3.frames.entries()) {
    const [sync, version, rates = 0] = mp3.bytes.subarray(start, start + 3)
    expect([sync, version, rates & 0xf0]).toEqual([0xff, 0xfb, 0x90])
    const end = mp3.frames[index + 1] ?? mp3.bytes.length
    expect(end - start).toBe(417 + ((rates >> 1) & 1))
  }
})

test('the coded lines of a frame fill it and do not leave it', () => {
  const [, first = 0, second = 0] = mp3.frames
  const side = [...mp3.bytes.subarray(first + 4, first + 36)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const bits = [0, 1, 2, 3].map((part) => Number.parseInt(side.slice(20 + part * 59, 32 + part * 59), 2))
  const room = (second - first - 36) * 8
  const used = bits.reduce((sum, one) => sum + one, 0)
  expect(used).toBeLessThanOrEqual(room)
  expect(used).toBeGreaterThan(room * 0.98)
})

test('the same seconds make the same bytes', () => {
  expect(Buffer.compare(makeMp3(10).bytes, mp3.bytes)).toBe(0)
})

test('segments are the frames of the file, each with the time it starts at', () => {
  const segments = cutSegments(mp3)
  expect(segments.map(({ name }) => name)).toEqual(['0.mp3', '1.mp3', '2.mp3'])
  const tagBytes = 73
  const media = Buffer.concat(segments.map(({ bytes }) => bytes.subarray(tagBytes)))
  expect(Buffer.compare(media, mp3.bytes.subarray(mp3.frames[1]))).toBe(0)
  const second = segments[1]?.bytes ?? new Uint8Array(tagBytes)
  const view = new DataView(second.buffer, second.byteOffset)
  expect(new TextDecoder().decode(second.subarray(20, 64))).toBe('com.apple.streaming.transportStreamTimestamp')
  expect(Number(view.getBigUint64(tagBytes - 8)) / 90_000).toBeCloseTo(segments[0]?.seconds ?? 0, 4)
})

test('the playlist names every segment and its length', () => {
  const segments = cutSegments(mp3)
  const lines = playlistOf(segments).split('\n')
  expect(lines.filter((line) => line.endsWith('.mp3'))).toEqual(segments.map(({ name }) => name))
  const seconds = lines.flatMap((line) => (line.startsWith('#EXTINF:') ? Number.parseFloat(line.slice(8)) : []))
  expect(seconds.reduce((sum, one) => sum + one, 0)).toBeCloseTo(mp3.seconds, 3)
  expect(lines).toContain('#EXT-X-ENDLIST')
})
