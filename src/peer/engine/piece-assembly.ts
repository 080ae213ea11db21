/**
 * Puts pieces together from a byte stream that may start, stop and go on anywhere at a piece's beginning.
 *
 * Each unfinished piece is a prefix: bytes 0 to `filled`. What does not continue a prefix is dropped, so that a piece is never
 * made of bytes that were not sent in its order. Pure; hashing is the caller's.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import { type PieceLayout, pieceOf, pieceRange } from '../piece-layout.ts'

interface Partial {
  readonly bytes: Uint8Array<ArrayBuffer>
  filled: number
}

export class PieceAssembly {
  readonly #layout: PieceLayout
  readonly #partials = new Map<PieceIndex, Partial>()

  constructor(layout: PieceLayout) {
    this.#layout = layout
  }

  /** Bytes of `piece` that are there, from its beginning. */
  filledBytes(piece: PieceIndex): number {
    return this.#partials.get(piece)?.filled ?? 0
  }

  /** @returns a copy of bytes `from` (in the piece) on, at most `limit`; empty where the prefix does not reach that far. */
  prefix(piece: PieceIndex, from: number, limit: number): Uint8Array<ArrayBuffer> {
    const partial = this.#partials.get(piece)
    if (partial === undefined || partial.filled <= from) return new Uint8Array(0)
    return partial.bytes.slice(from, Math.min(partial.filled, from + limit))
  }

  /**
   * Takes bytes of the file from `offset` on. @returns the pieces they completed, whole; those are forgotten here.
   */
  take(
    offset: number,
    chunk: Uint8Array,
  ): readonly { readonly piece: PieceIndex; readonly bytes: Uint8Array<ArrayBuffer> }[] {
    const done: { piece: PieceIndex; bytes: Uint8Array<ArrayBuffer> }[] = []
    let at = offset
    let rest = chunk
    while (rest.length > 0 && at < this.#layout.lengthBytes) {
      const piece = pieceOf(this.#layout, at)
      const range = pieceRange(this.#layout, piece)
      const part = rest.subarray(0, range.to - at)
      const bytes = this.#extend(piece, range.to - range.from, at - range.from, part)
      if (bytes !== undefined) done.push({ piece, bytes })
      at += part.length
      rest = rest.subarray(part.length)
    }
    return done
  }

  drop(piece: PieceIndex): void {
    this.#partials.delete(piece)
  }

  clear(): void {
    this.#partials.clear()
  }

  #extend(piece: PieceIndex, length: number, from: number, part: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
    let partial = this.#partials.get(piece)
    if (partial === undefined) {
      if (from !== 0) return undefined
      partial = { bytes: new Uint8Array(length), filled: 0 }
      this.#partials.set(piece, partial)
    }
    const skip = partial.filled - from
    if (skip < 0 || skip >= part.length) return undefined
    partial.bytes.set(part.subarray(skip), partial.filled)
    partial.filled += part.length - skip
    if (partial.filled < length) return undefined
    this.#partials.delete(piece)
    return partial.bytes
  }
}
