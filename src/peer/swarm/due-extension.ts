/**
 * Our second extension message (BEP 10, `gv_due`): "I need these pieces in so many milliseconds", sent before they are asked for,
 * so that who is asked by many serves first who needs it first. See docs/protocol.md.
 *
 * Payload: pairs of unsigned 32-bit integers, big-endian: piece, milliseconds. Whoever says nothing is taken to need it in
 * {@link UNTOLD_DUE_MS}; whoever lies gains a place in the queue and nothing else. Pure.
 */
import type { Millis } from '../../shared/clock.ts'
import { type PieceIndex, pieceIndex } from '../../shared/ids.ts'

export const DUE_EXTENSION = 'gv_due'
export const UNTOLD_DUE_MS = 5_000
const MAX_PAIRS = 16
const MAX_KEPT = 64
const PAIR_BYTES = 8

export interface Due {
  readonly piece: PieceIndex
  readonly dueMs: number
}

export function encodeDue({ piece, dueMs }: Due): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(PAIR_BYTES))
  view.setUint32(0, piece)
  view.setUint32(4, Math.min(0xffff_ffff, Math.max(0, Math.round(dueMs))))
  return new Uint8Array(view.buffer)
}

/** @returns `undefined` where the payload is not what {@link encodeDue} makes for a file of `pieceCount` pieces. */
export function parseDues(payload: Uint8Array, pieceCount: number): readonly Due[] | undefined {
  if (payload.length % PAIR_BYTES !== 0 || payload.length > MAX_PAIRS * PAIR_BYTES) return undefined
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  const dues: Due[] = []
  for (let at = 0; at < payload.length; at += PAIR_BYTES) {
    const piece = view.getUint32(at)
    if (piece >= pieceCount) return undefined
    dues.push({ piece: pieceIndex(piece), dueMs: view.getUint32(at + 4) })
  }
  return dues
}

/** What one peer said of when it needs what; the oldest words are forgotten. */
export class ToldDues {
  readonly #at = new Map<PieceIndex, Millis>()

  said(dues: readonly Due[], nowMs: Millis): void {
    for (const { piece, dueMs } of dues) {
      this.#at.delete(piece)
      this.#at.set(piece, nowMs + dueMs)
    }
    for (const piece of this.#at.keys()) {
      if (this.#at.size <= MAX_KEPT) break
      this.#at.delete(piece)
    }
  }

  /** @returns when it needs `piece`. */
  atMs(piece: PieceIndex, nowMs: Millis): Millis {
    return this.#at.get(piece) ?? nowMs + UNTOLD_DUE_MS
  }
}
