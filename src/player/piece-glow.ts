/**
 * Which pieces have just come, and how bright each still is.
 *
 * Pure: pictures of the pieces and the time that passed come in. The first picture of an episode glows nowhere: what is there was there.
 */
import { PieceSource } from '../peer/types.ts'

export const GLOW_SECONDS = 1.1

export class PieceGlow {
  #pieces: Uint8Array | undefined
  /** Brightness by piece. */
  readonly #bright = new Map<number, number>()

  get glowing(): boolean {
    return this.#bright.size > 0
  }

  /** @returns those that have come since the picture before. */
  show(pieces: Uint8Array): readonly number[] {
    const before = this.#pieces
    this.#pieces = pieces
    if (before === pieces) return []
    if (before === undefined || before.length !== pieces.length) {
      this.#bright.clear()
      return []
    }
    const came: number[] = []
    for (let piece = 0; piece < pieces.length; piece++) {
      if (before[piece] === PieceSource.missing && pieces[piece] !== PieceSource.missing) came.push(piece)
    }
    for (const piece of came) this.#bright.set(piece, 1)
    return came
  }

  advance(seconds: number): void {
    for (const [piece, bright] of this.#bright) {
      const left = bright - seconds / GLOW_SECONDS
      if (left <= 0) this.#bright.delete(piece)
      else this.#bright.set(piece, left)
    }
  }

  /** How bright each of so many columns is, 0 to 1: as its brightest piece. @param out filled in */
  fill(out: Float32Array): void {
    out.fill(0)
    const count = this.#pieces?.length ?? 0
    for (const [piece, bright] of this.#bright) {
      const column = columnOf(piece, count, out.length)
      out[column] = Math.max(out[column] ?? 0, bright * bright)
    }
  }
}

/** Where piece-columns.ts puts a piece. */
export function columnOf(piece: number, pieces: number, columns: number): number {
  if (pieces === 0 || columns === 0) return 0
  const guess = Math.floor((piece * columns) / pieces)
  // The columns' bounds are rounded down: a piece on one belongs to the next.
  const next = Math.floor(((guess + 1) * pieces) / columns)
  return Math.min(columns - 1, piece >= next ? guess + 1 : guess)
}
