import { expect, test } from 'vitest'
import { textFrame } from './ws-frame.ts'

/** RFC 6455, section 5.2, read back. */
function read(frame: string): { readonly first: number; readonly payload: string } {
  const bytes = Buffer.from(frame, 'latin1')
  const short = bytes.readUInt8(1)
  if (short < 126) return { first: bytes.readUInt8(0), payload: bytes.subarray(2).toString('latin1') }
  const [length, from] = short === 126 ? [bytes.readUInt16BE(2), 4] : [Number(bytes.readBigUInt64BE(2)), 10]
  expect(bytes.length).toBe(from + length)
  return { first: bytes.readUInt8(0), payload: bytes.subarray(from).toString('latin1') }
}

test.each([0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 70_000])('a frame of %i bytes has its header', (length) => {
  const payload = '\u00e9'.repeat(length)
  expect(read(textFrame(payload))).toEqual({ first: 0x81, payload })
})
