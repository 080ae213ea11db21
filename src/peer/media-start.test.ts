import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headerBytes } from './media-start.ts'

test('an MP3 that begins with sound has nothing before it', () => {
  expect(headerBytes(Uint8Array.of(0xff, 0xfb, 0x90, 0, 0, 0, 0, 0, 0, 0))).toBe(0)
})

test('an ID3 tag is as long as it says, in sevens of bits', () => {
  expect(headerBytes(Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 2, 1))).toBe(10 + 2 * 128 + 1)
  expect(headerBytes(Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0x10, 0, 0, 2, 1))).toBe(20 + 2 * 128 + 1)
})

test('of an MP4 all boxes before the media count', () => {
  const file = new Uint8Array(64)
  const view = new DataView(file.buffer)
  const box = (at: number, length: number, name: string) => {
    view.setUint32(at, length)
    file.set(new TextEncoder().encode(name), at + 4)
  }
  box(0, 24, 'ftyp')
  box(24, 16, 'moov')
  box(40, 24, 'mdat')
  expect(headerBytes(file)).toBe(40)
  // The index itself is not here yet: its length is.
  box(24, 5_000, 'moov')
  expect(headerBytes(file.subarray(0, 40))).toBe(5_024)
})

test('the demo’s episodes: the header ends where the first frame of sound begins', async () => {
  const file = await readFile('public/demo/1-the-long-vine.mp3')
  const at = headerBytes(file.subarray(0, 4096))
  expect(at).toBeGreaterThan(0)
  expect([file[at], (file[at + 1] ?? 0) & 0xe0]).toEqual([0xff, 0xe0])
})

test('no bytes make it throw or believe in headers without end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.constantFrom('', 'ID3', '\0\0\0\u0018ftyp'), (rest, start) => {
      const head = Uint8Array.from([...[...start].map((c) => c.charCodeAt(0)), ...rest])
      expect(headerBytes(head)).toBeLessThanOrEqual(16 << 20)
    }),
  )
})
