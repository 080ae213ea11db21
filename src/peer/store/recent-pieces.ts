/**
 * Pieces kept in memory up to so many bytes, those not asked for longest dropped first.
 */
import type { PieceIndex } from '../../shared/ids.ts'

export class RecentPieces {
  readonly #maxBytes: number
  /** In order of use, the oldest first. */
  readonly #pieces = new Map<PieceIndex, { readonly bytes: Uint8Array; readonly size: number }>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(index: PieceIndex): Uint8Array | undefined {
    const entry = this.#pieces.get(index)
    if (entry === undefined) return undefined
    this.#pieces.delete(index)
    this.#pieces.set(index, entry)
    return entry.bytes
  }

  /** Keeps a piece, unless it alone is too large. @returns the pieces dropped for it, itself among them if it was not kept. */
  set(index: PieceIndex, bytes: Uint8Array): readonly PieceIndex[] {
    this.delete(index)
    // The size is noted: a buffer that somebody transfers away has 0 bytes afterwards.
    this.#pieces.set(index, { bytes, size: bytes.length })
    this.#bytes += bytes.length
    const dropped: PieceIndex[] = []
    for (const oldest of this.#pieces.keys()) {
      if (this.#bytes <= this.#maxBytes) break
      this.delete(oldest)
      dropped.push(oldest)
    }
    return dropped
  }

  delete(index: PieceIndex): void {
    this.#bytes -= this.#pieces.get(index)?.size ?? 0
    this.#pieces.delete(index)
  }
}
