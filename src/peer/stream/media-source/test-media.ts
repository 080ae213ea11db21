/** MP3 files for the tests, of nothing but headers; and where the real files are. */

/** kbit/s to the header's index, MPEG 1 Layer III. */
const RATE_INDEX: Readonly<Record<number, number>> = { 32: 1, 64: 5, 128: 9, 320: 14 }
export const FRAME_SECONDS = 1152 / 44_100

/** One frame of 44.1 kHz mono; its sound is zeros, or `fill`. */
export function frame(kbits: number, fill = 0): Uint8Array<ArrayBuffer> {
  const index = RATE_INDEX[kbits]
  if (index === undefined) throw new Error(`no index for ${kbits} kbit/s`)
  const bytes = new Uint8Array(Math.floor((144 * kbits * 1000) / 44_100)).fill(fill)
  bytes.set([0xff, 0xfb, index << 4, 0xc0])
  return bytes
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function frames(count: number, kbits: number): Uint8Array<ArrayBuffer> {
  return concat(...Array.from({ length: count }, () => frame(kbits)))
}

/** An ID3v2 tag with `size` bytes in it. */
export function id3(size: number, fill = 0): Uint8Array<ArrayBuffer> {
  const tag = new Uint8Array(10 + size).fill(fill)
  tag.set([0x49, 0x44, 0x33, 3, 0, 0, (size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127])
  return tag
}

/** A frame that holds a Xing tag: frames, bytes (itself included) and, where given, the table. */
export function xing(counts: { frames: number; bytes: number; table?: readonly number[] }): Uint8Array<ArrayBuffer> {
  const bytes = frame(64)
  const view = new DataView(bytes.buffer)
  const at = 4 + 17
  bytes.set(new TextEncoder().encode(counts.table ? 'Xing' : 'Info'), at)
  view.setUint32(at + 4, counts.table ? 7 : 3)
  view.setUint32(at + 8, counts.frames)
  view.setUint32(at + 12, counts.bytes)
  if (counts.table) bytes.set(counts.table, at + 16)
  return bytes
}

/** A frame that holds a VBRI tag whose table has two bytes an entry. */
export function vbri(counts: { frames: number; bytes: number; framesPerEntry: number; table: readonly number[] }) {
  const bytes = frame(320)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('VBRI'), 36)
  view.setUint32(36 + 10, counts.bytes)
  view.setUint32(36 + 14, counts.frames)
  for (const [i, value] of [counts.table.length, 1, 2, counts.framesPerEntry].entries())
    view.setUint16(36 + 18 + i * 2, value)
  for (const [i, size] of counts.table.entries()) view.setUint16(36 + 26 + i * 2, size)
  return bytes
}

export const FILES = {
  /** Eleven minutes, mono, 80 kbit/s, with a picture in its ID3 tag. */
  demoMp3: 'public/demo/1-the-long-vine.mp3',
  demoM4a: 'public/demo/2-whispers-down-the-lane.m4a',
  demoMp4: 'public/demo/3-how-pieces-travel.mp4',
  /** 40 s in fragments of 2 s, no index, no duration. */
  fragmented: 'e2e/support/fixtures/tone-fragmented.m4a',
  /** 30 s of sound and pictures in fragments of 2 s, with an index. */
  indexed: 'e2e/support/fixtures/test-picture-indexed.mp4',
} as const
