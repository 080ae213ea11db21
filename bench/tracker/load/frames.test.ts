import { expect, test } from 'vitest'
import { FrameSplitter, OPCODE, pongFrame, TEXT_HEADER_BYTES, TextFrame } from './frames.ts'

/** As a server would read it. */
function unmask(frame: Buffer): string {
  const mask = frame.subarray(4, TEXT_HEADER_BYTES)
  return Buffer.from(frame.subarray(TEXT_HEADER_BYTES).map((byte, i) => byte ^ (mask[i % 4] ?? 0))).toString()
}

function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const { length } = payload
  if (length < 126) return Buffer.concat([Uint8Array.of(0x81, length), payload])
  if (length < 65_536) return Buffer.concat([Uint8Array.of(0x81, 126, length >> 8, length & 255), payload])
  const long = Buffer.alloc(10)
  long.set([0x81, 127])
  long.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([long, payload])
}

test('a text frame says its length and can be unmasked, whatever its length modulo four', () => {
  const frame = new TextFrame(1000)
  for (const length of [126, 127, 128, 129, 1000]) {
    const text = 'é'.repeat(length >> 1) + 'x'.repeat(length & 1)
    const sent = frame
      .add(Buffer.from(text.slice(0, 30)))
      .add(Buffer.from(text.slice(30)))
      .take(0x7f_12_ab_03)
    expect([...sent.subarray(0, 2)]).toEqual([0x81, 0xfe])
    expect(sent.readUInt16BE(2)).toBe(length)
    expect(unmask(sent)).toBe(text)
  }
})

test('frames come whole, in order, wherever the stream is cut', () => {
  const texts = ['a', 'b'.repeat(125), 'c'.repeat(126), '', 'd'.repeat(70_000)]
  const stream = Buffer.concat(texts.map(serverFrame))
  for (const step of [1, 2, 3, 7, 128, stream.length]) {
    const got: string[] = []
    const splitter = new FrameSplitter((opcode, payload) => got.push(`${opcode}${payload}`))
    for (let at = 0; at < stream.length; at += step) splitter.push(stream.subarray(at, at + step))
    expect(got).toEqual(texts.map((text) => `${OPCODE.text}${text}`))
  }
})

test('what no tracker sends is an error, not a message', () => {
  for (const first of [0x01, 0xc1]) {
    expect(() => new FrameSplitter(() => {}).push(Buffer.from([first, 1, 65]))).toThrow('fragment')
  }
  expect(() => new FrameSplitter(() => {}).push(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 65]))).toThrow('masked')
})

test('a pong repeats what the ping said', () => {
  expect([...pongFrame(Buffer.from('hi'))]).toEqual([0x8a, 0x82, 0, 0, 0, 0, 104, 105])
})
