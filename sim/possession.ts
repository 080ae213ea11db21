/**
 * Which listener holds which piece, since when. One table for all: a neighbour's `have` needs no message here, it is seen
 * where enough time has passed since the piece was verified.
 */
import type { Episode } from './trace.ts'

export class Possession {
  readonly #episode: Episode
  /** `since[i * pieceCount + piece]`, ms; Infinity: not held. Read by neighbours. */
  readonly since: Float32Array
  readonly held: Int32Array
  /** The same as bits, `words` to a listener, and when its last piece came: where a look goes by, most of the times are not needed. */
  readonly bits: Int32Array
  readonly words: number
  readonly lastMs: Float32Array

  constructor(count: number, episode: Episode) {
    this.#episode = episode
    this.since = new Float32Array(count * episode.pieceCount).fill(Number.POSITIVE_INFINITY)
    this.held = new Int32Array(count)
    this.words = Math.ceil(episode.pieceCount / 32)
    this.bits = new Int32Array(count * this.words)
    this.lastMs = new Float32Array(count)
  }

  has(i: number, piece: number): boolean {
    return ((this.bits[i * this.words + (piece >> 5)] as number) & (1 << (piece & 31))) !== 0
  }

  take(i: number, piece: number, nowMs: number): void {
    this.since[i * this.#episode.pieceCount + piece] = nowMs
    this.lastMs[i] = nowMs
    const word = i * this.words + (piece >> 5)
    this.bits[word] = (this.bits[word] as number) | (1 << (piece & 31))
    this.held[i] = (this.held[i] as number) + 1
  }

  /** @returns the first byte at or after `byte` that is in no held piece. */
  end(i: number, byte: number): number {
    const { pieceCount, pieceLength, lengthBytes } = this.#episode
    let piece = Math.floor(byte / pieceLength)
    if (piece >= pieceCount || !this.has(i, piece)) return byte
    while (piece < pieceCount && this.has(i, piece)) piece += 1
    return Math.min(piece * pieceLength, lengthBytes)
  }

  /** @returns how many bytes of the range are held. */
  bytesIn(i: number, from: number, to: number): number {
    const { pieceLength } = this.#episode
    let bytes = 0
    for (let piece = Math.floor(from / pieceLength); piece * pieceLength < to; piece++) {
      if (!this.has(i, piece)) continue
      bytes += Math.min(to, (piece + 1) * pieceLength) - Math.max(from, piece * pieceLength)
    }
    return bytes
  }
}

/** @returns bytes of the piece; the last one may be shorter. */
export function bytesOf({ lengthBytes, pieceLength }: Episode, piece: number): number {
  return Math.min(pieceLength, lengthBytes - piece * pieceLength)
}
