/**
 * WebSocket frames by hand (RFC 6455, section 5.2): writes a client's, also those that no client should send, and reads a server's.
 *
 * A library would refuse to send most of what a fuzz run is about.
 */

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

export interface FrameShape {
  readonly opcode: number
  readonly payload: Uint8Array
  /** False: more fragments follow. */
  readonly isLast?: boolean
  /** The three reserved bits, 0 to 7. */
  readonly reserved?: number
  readonly isMasked?: boolean
  /** Written in place of the payload's length, in eight bytes. */
  readonly claimedLength?: bigint
}

const MASK = Uint8Array.of(0x5a, 0xc3, 0x0f, 0x99)

/** @returns one frame of a client. */
export function frameBytes(shape: FrameShape): Uint8Array {
  const { opcode, payload, isLast = true, reserved = 0, isMasked = true, claimedLength } = shape
  const length = lengthBytes(payload.length, claimedLength)
  const frame = new Uint8Array(1 + length.length + (isMasked ? 4 : 0) + payload.length)
  frame[0] = (isLast ? 0x80 : 0) | (reserved << 4) | opcode
  frame.set(length, 1)
  if (!isMasked) {
    frame.set(payload, 1 + length.length)
    return frame
  }
  frame[1] = (frame[1] ?? 0) | 0x80
  frame.set(MASK, 1 + length.length)
  const start = 5 + length.length
  for (let i = 0; i < payload.length; i++) frame[start + i] = (payload[i] ?? 0) ^ (MASK[i & 3] ?? 0)
  return frame
}

function lengthBytes(length: number, claimed: bigint | undefined): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(9))
  if (claimed === undefined && length < 126) return Uint8Array.of(length)
  if (claimed === undefined && length < 65_536) {
    bytes.setUint8(0, 126)
    bytes.setUint16(1, length)
    return new Uint8Array(bytes.buffer, 0, 3)
  }
  bytes.setUint8(0, 127)
  bytes.setBigUint64(1, claimed ?? BigInt(length))
  return new Uint8Array(bytes.buffer)
}

/** One text in as many frames as `cuts` (byte offsets, rising) make of it, with `between` after each but the last. */
export function textFrames(text: string, cuts: readonly number[] = [], between?: Uint8Array): readonly Uint8Array[] {
  const bytes = new TextEncoder().encode(text)
  const frames: Uint8Array[] = []
  const ends = [...cuts.filter((cut) => cut < bytes.length), bytes.length]
  let start = 0
  for (const [i, end] of ends.entries()) {
    const isLast = i === ends.length - 1
    const opcode = i === 0 ? OPCODE.text : OPCODE.continuation
    frames.push(frameBytes({ opcode, payload: bytes.subarray(start, end), isLast }))
    if (!isLast && between) frames.push(between)
    start = end
  }
  return frames
}

export interface ServerFrame {
  readonly opcode: number
  readonly payload: Buffer
}

/** Cuts what a server sends into frames, however it arrives. Our tracker neither masks nor fragments. */
export class ServerFrames {
  #rest: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): readonly ServerFrame[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: ServerFrame[] = []
    let at = 0
    for (;;) {
      const header = headerAt(this.#rest, at)
      if (header === undefined || this.#rest.length < header.end) break
      frames.push({ opcode: header.opcode, payload: this.#rest.subarray(header.start, header.end) })
      at = header.end
    }
    this.#rest = this.#rest.subarray(at)
    return frames
  }
}

function headerAt(bytes: Buffer, at: number): { opcode: number; start: number; end: number } | undefined {
  const size = bytes.length - at
  if (size < 2) return undefined
  const short = bytes.readUInt8(at + 1)
  const start = at + (short === 127 ? 10 : short === 126 ? 4 : 2)
  if (bytes.length < start) return undefined
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short === 126 ? bytes.readUInt16BE(at + 2) : short
  return { opcode: bytes.readUInt8(at) & 0x0f, start, end: start + length }
}
