/**
 * Fits an episode's pieces into the columns there is room for.
 *
 * Pure. Where several pieces share a column, it shows the best news among what is there for certain: a column counts as
 * held only when all its pieces are, and then shows the source most of them came from.
 */
import { PieceSource } from '../peer/types.ts'

/** One entry per column: 0 where a piece is missing, else the source ({@link PieceSource}) of most. */
export function pieceColumns(pieces: Uint8Array, columns: number): Uint8Array {
  const width = Math.max(0, Math.min(Math.floor(columns), pieces.length))
  const out = new Uint8Array(width)
  for (let column = 0; column < width; column++) {
    const from = Math.floor((column * pieces.length) / width)
    const to = Math.floor(((column + 1) * pieces.length) / width)
    out[column] = sourceOfMost(pieces.subarray(from, to))
  }
  return out
}

function sourceOfMost(group: Uint8Array): number {
  const counts = [0, 0, 0, 0]
  for (const source of group) counts[source] = (counts[source] ?? 0) + 1
  if ((counts[PieceSource.missing] ?? 0) > 0) return PieceSource.missing
  // In a tie listeners win: they are what the strip is there to show.
  let best: number = PieceSource.peers
  for (const source of [PieceSource.origin, PieceSource.cache]) {
    if ((counts[source] ?? 0) > (counts[best] ?? 0)) best = source
  }
  return best
}
