/** Pieces that have just come, on their way down to their place in the strip. Pure: time is handed in. */

export interface Spark {
  /** Where in the strip it will land, 0 to 1. */
  readonly to: number
  /** Where it came from (`PieceSource`). */
  readonly source: number
  /** How far it has got, 0 to 1. */
  at: number
}

const FALL_SECONDS = 0.6
/** A cache that is found, or a long run from the host, is no shower. */
const MOST_SPARKS = 16

export class PieceSparks {
  readonly all: Spark[] = []

  /** @param came pieces, as indexes */
  add(came: readonly number[], pieces: Uint8Array): void {
    for (const piece of came) {
      if (this.all.length >= MOST_SPARKS) return
      this.all.push({ to: (piece + 0.5) / pieces.length, source: pieces[piece] ?? 0, at: 0 })
    }
  }

  advance(seconds: number): void {
    for (const spark of this.all) spark.at += seconds / FALL_SECONDS
    // They set out in order and are equally fast.
    while ((this.all[0]?.at ?? 0) >= 1) this.all.shift()
  }
}
