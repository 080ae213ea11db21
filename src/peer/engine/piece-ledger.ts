/**
 * Counts where this episode's verified bytes came from, piece by piece. Pure.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import type { ReadonlyBitfield } from '../bitfield.ts'
import { type PieceLayout, pieceBytes } from '../piece-layout.ts'
import { PieceSource, type TransferMeter } from '../types.ts'

export class PieceLedger {
  readonly #layout: PieceLayout
  readonly #sources: Uint8Array

  /** @param held what was in the cache when the session began. */
  constructor(layout: PieceLayout, held: ReadonlyBitfield) {
    this.#layout = layout
    this.#sources = new Uint8Array(layout.pieceCount)
    for (const piece of held.held()) this.#sources[piece] = PieceSource.cache
  }

  fromOrigin(piece: PieceIndex): void {
    this.#sources[piece] = PieceSource.origin
  }

  fromPeers(piece: PieceIndex): void {
    this.#sources[piece] = PieceSource.peers
  }

  lost(piece: PieceIndex): void {
    this.#sources[piece] = PieceSource.missing
  }

  /** @returns a copy: one {@link PieceSource} per piece. */
  get sources(): Uint8Array {
    return this.#sources.slice()
  }

  /** Verified bytes by where they came from. */
  get meter(): Omit<TransferMeter, 'givenBytes'> {
    const bytes = [0, 0, 0, 0]
    for (let i = 0; i < this.#sources.length; i++) {
      const source = this.#sources[i] ?? 0
      bytes[source] = (bytes[source] ?? 0) + pieceBytes(this.#layout, i)
    }
    const [, fromOriginBytes = 0, fromPeersBytes = 0, fromCacheBytes = 0] = bytes
    return { fromOriginBytes, fromPeersBytes, fromCacheBytes }
  }
}
