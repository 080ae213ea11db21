/**
 * Our one extension message (BEP 10, `gv_fetching`): "I am fetching these pieces from the origin", so that neighbours who lack
 * a tracker with leases need not fetch them too. See docs/protocol.md.
 *
 * Payload: pairs of unsigned 32-bit integers, big-endian: first and last piece of a run. Whoever says nothing more of it within
 * {@link FETCHING_MS} is not waited for any longer. Pure.
 */
import type { Millis } from '../../shared/clock.ts'
import { type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import type { PieceRun } from '../plan.ts'

export const FETCHING_EXTENSION = 'gv_fetching'
/** A fetch that takes longer is taken for failed. */
const FETCHING_MS = 8_000
const MAX_RUNS = 16
const PAIR_BYTES = 8

export function encodeRuns(runs: readonly PieceRun[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(runs.length * PAIR_BYTES)
  const view = new DataView(bytes.buffer)
  for (const [i, { first, last }] of runs.entries()) {
    view.setUint32(i * PAIR_BYTES, first)
    view.setUint32(i * PAIR_BYTES + 4, last)
  }
  return bytes
}

/** @returns `undefined` where the payload is not what {@link encodeRuns} makes for a file of `pieceCount` pieces. */
export function parseRuns(payload: Uint8Array, pieceCount: number): readonly PieceRun[] | undefined {
  if (payload.length % PAIR_BYTES !== 0 || payload.length > MAX_RUNS * PAIR_BYTES) return undefined
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  const runs: PieceRun[] = []
  for (let at = 0; at < payload.length; at += PAIR_BYTES) {
    const [first, last] = [view.getUint32(at), view.getUint32(at + 4)]
    if (first > last || last >= pieceCount) return undefined
    runs.push({ first: pieceIndex(first), last: pieceIndex(last) })
  }
  return runs
}

/** What one peer said it is fetching, or we did, as long as it is to be believed. */
export class FetchingRuns {
  #runs: readonly (PieceRun & { readonly untilMs: Millis })[] = []

  said(runs: readonly PieceRun[], nowMs: Millis): void {
    const untilMs = nowMs + FETCHING_MS
    const alive = this.#runs.filter((run) => run.untilMs > nowMs)
    this.#runs = [...alive, ...runs.map((run) => ({ ...run, untilMs }))].slice(-MAX_RUNS)
  }

  /** At most what one message holds. */
  at(nowMs: Millis): readonly PieceRun[] {
    return this.#runs.filter(({ untilMs }) => untilMs > nowMs)
  }

  has(piece: PieceIndex, nowMs: Millis): boolean {
    return this.#runs.some(({ first, last, untilMs }) => piece >= first && piece <= last && untilMs > nowMs)
  }
}
