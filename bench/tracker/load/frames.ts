/**
 * WebSocket frames (RFC 6455, section 5) as the load generator needs them: text frames out, whole frames in.
 *
 * A library's parser and stream machinery would cost the generator more than the server spends, and it would measure itself.
 * What a client has to do is done: every frame is masked. What trackers never send (fragments, masked frames) is an error, so
 * that nothing is counted by mistake. Pure.
 */

export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const

/** Header and mask of a frame in its 16-bit form; a multiple of 4, so that masking goes by words. */
export const TEXT_HEADER_BYTES = 8
const FIN = 0x80
const MASKED = 0x80
const LENGTH_16 = 126
const LENGTH_64 = 127

/** Bytes that texts are put together in, and masked. One for all sockets: a frame is copied out. */
export class TextFrame {
  readonly #bytes: Buffer
  readonly #words: Int32Array
  #end = TEXT_HEADER_BYTES

  /** @param maxBytes of a text, at most 65,535 */
  constructor(maxBytes: number) {
    const room = new ArrayBuffer(TEXT_HEADER_BYTES + Math.ceil(maxBytes / 4) * 4)
    this.#bytes = Buffer.from(room)
    this.#words = new Int32Array(room)
  }

  add(part: Buffer): this {
    part.copy(this.#bytes, this.#end)
    this.#end += part.length
    return this
  }

  /** @returns the frame; what is added next belongs to another. Texts are longer than 125 bytes. */
  take(mask: number): Buffer {
    const bytes = this.#bytes
    const end = this.#end
    bytes[0] = FIN | OPCODE.text
    bytes[1] = MASKED | LENGTH_16
    bytes.writeUInt16BE(end - TEXT_HEADER_BYTES, 2)
    bytes.writeInt32LE(mask, 4)
    const words = this.#words
    const lastWord = Math.ceil(end / 4)
    for (let i = TEXT_HEADER_BYTES / 4; i < lastWord; i++) words[i] = (words[i] ?? 0) ^ mask
    this.#end = TEXT_HEADER_BYTES
    return Buffer.from(bytes.subarray(0, end))
  }
}

/** A pong with what the ping said, masked with zeros. @param payload at most 125 bytes */
export function pongFrame(payload: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(FIN | OPCODE.pong, MASKED | payload.length, 0, 0, 0, 0), payload])
}

/** Hands on whole frames out of a stream of bytes. */
export class FrameSplitter {
  readonly #onFrame: (opcode: number, payload: Buffer) => void
  #rest: Buffer | undefined

  /** @param onFrame Gets a view of the chunk, which holds for as long as the call. */
  constructor(onFrame: (opcode: number, payload: Buffer) => void) {
    this.#onFrame = onFrame
  }

  /** @throws Error where no tracker would send such a frame */
  push(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    while (bytes.length - at >= 2) {
      const first = bytes[at] ?? 0
      const second = bytes[at + 1] ?? 0
      if ((first & 0xf0) !== FIN || second >= MASKED) throw new Error('a fragment, an extension or a masked frame came')
      const header = second === LENGTH_64 ? 10 : second === LENGTH_16 ? 4 : 2
      if (bytes.length - at < header) break
      const length = header === 2 ? second : header === 4 ? bytes.readUInt16BE(at + 2) : bytes.readUInt32BE(at + 6)
      const end = at + header + length
      if (bytes.length < end) break
      this.#onFrame(first & 0x0f, bytes.subarray(at + header, end))
      at = end
    }
    this.#rest = at === bytes.length ? undefined : Buffer.from(bytes.subarray(at))
  }
}
