/**
 * Puts one piece together from one peer's blocks. All come from the same peer, so a piece that does not match its hash has
 * one culprit. Pure.
 */

/** What every client asks for at a time (BEP 3's `request`, in practice). */
export const BLOCK_BYTES = 16 * 1024

export interface Block {
  readonly offset: number
  readonly length: number
}

/** @returns the blocks of a piece of `length` bytes, in order. */
function blocksOf(length: number): readonly Block[] {
  const blocks: Block[] = []
  for (let offset = 0; offset < length; offset += BLOCK_BYTES) {
    blocks.push({ offset, length: Math.min(BLOCK_BYTES, length - offset) })
  }
  return blocks
}

export class PieceDownload {
  readonly blocks: readonly Block[]
  readonly #bytes: Uint8Array<ArrayBuffer>
  readonly #missing: Set<number>
  #receivedBytes = 0

  /** @param length bytes of the piece. */
  constructor(length: number) {
    this.blocks = blocksOf(length)
    this.#bytes = new Uint8Array(length)
    this.#missing = new Set(this.blocks.map(({ offset }) => offset))
  }

  get receivedBytes(): number {
    return this.#receivedBytes
  }

  /** @returns whether the block at `offset` is not here yet. */
  lacks(offset: number): boolean {
    return this.#missing.has(offset)
  }

  /** @returns the whole piece, once the last block is here. */
  take(offset: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
    if (!this.#missing.delete(offset)) return undefined
    this.#bytes.set(bytes, offset)
    this.#receivedBytes += bytes.length
    return this.#missing.size === 0 ? this.#bytes : undefined
  }
}
