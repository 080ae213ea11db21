/**
 * Bytes as they arrive, cut into chunks as a file store takes them. Pure.
 *
 * The last chunk is known only by what does not come behind it: a full one is given out with the next byte, or as the {@link rest}.
 */
import { joinBytes } from '../../shared/join-bytes.ts'

export class FileChunks {
  readonly #chunkBytes: number
  #parts: Uint8Array[] = []
  #heldBytes = 0

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes
  }

  /** @returns the chunks that are full and not the last, in order */
  add(bytes: Uint8Array): readonly Uint8Array[] {
    const chunks: Uint8Array[] = []
    let rest = bytes
    while (rest.length > 0) {
      if (this.#heldBytes === this.#chunkBytes) chunks.push(this.rest())
      const part = rest.subarray(0, this.#chunkBytes - this.#heldBytes)
      this.#parts.push(part)
      this.#heldBytes += part.length
      rest = rest.subarray(part.length)
    }
    return chunks
  }

  /** What was not given out yet. */
  rest(): Uint8Array {
    const chunk = joinBytes(this.#parts, this.#heldBytes)
    this.#parts = []
    this.#heldBytes = 0
    return chunk
  }
}
