/**
 * How a file is cut into pieces (BEP 3): which bytes a piece has, and which piece a byte is in.
 */
import { type PieceIndex, pieceIndex } from '../shared/ids.ts'

export interface PieceLayout {
  /** Bytes of the file, at least 1. */
  readonly lengthBytes: number
  /** Bytes of every piece but the last, which has what is left. */
  readonly pieceLength: number
  /** `ceil(lengthBytes / pieceLength)`. */
  readonly pieceCount: number
}

/** Bytes `from` (inclusive) to `to` (exclusive). */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/** @returns the piece's bytes in the file. Throws RangeError where there is no such piece. */
export function pieceRange(layout: PieceLayout, index: number): ByteRange {
  if (!Number.isInteger(index) || index < 0 || index >= layout.pieceCount) {
    throw new RangeError(`piece ${index} is not one of ${layout.pieceCount}`)
  }
  const from = index * layout.pieceLength
  return { from, to: Math.min(from + layout.pieceLength, layout.lengthBytes) }
}

/** @returns the bytes of one piece; the last one may be shorter. Throws RangeError where there is no such piece. */
export function pieceBytes(layout: PieceLayout, index: number): number {
  const { from, to } = pieceRange(layout, index)
  return to - from
}

/** @returns the piece that has the byte at `byteOffset`. Throws RangeError outside the file. */
export function pieceOf(layout: PieceLayout, byteOffset: number): PieceIndex {
  if (!(byteOffset >= 0 && byteOffset < layout.lengthBytes)) {
    throw new RangeError(`byte ${byteOffset} is not in a file of ${layout.lengthBytes}`)
  }
  return pieceIndex(Math.floor(byteOffset / layout.pieceLength))
}

/** @returns the bytes of `count` held pieces, of which the last piece of the file is one or not. */
export function heldBytes(layout: PieceLayout, held: { readonly count: number; get(index: number): boolean }): number {
  if (layout.pieceCount === 0) return 0
  const last = layout.pieceCount - 1
  const lastIsShorterBy = layout.pieceLength - pieceBytes(layout, last)
  return held.count * layout.pieceLength - (held.get(last) ? lastIsShorterBy : 0)
}

/** @returns whether the three numbers are whole, positive and fit each other. */
export function isPieceLayout(layout: PieceLayout): boolean {
  return (
    Number.isSafeInteger(layout.lengthBytes) &&
    Number.isSafeInteger(layout.pieceLength) &&
    layout.lengthBytes > 0 &&
    layout.pieceLength > 0 &&
    layout.pieceCount === Math.ceil(layout.lengthBytes / layout.pieceLength)
  )
}
