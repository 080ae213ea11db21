/**
 * Decides who among neighbours fetches a piece from the origin that none of them holds.
 *
 * A first version without leases: every neighbour waits its turn. The one who needs the piece first (who is furthest ahead in the
 * episode) reaches the horizon first and fetches it; neighbours who listen in step are told apart by rendezvous hashing,
 * each rank waiting a little longer and each listener taking first what it is first in line for, a few pieces at a time, so that
 * the first one's `have` reaches the others before they start. Nobody waits past {@link LAST_TURN_MS}: then the origin is simply asked.
 *
 * Rendezvous hashing: Thaler, Ravishankar, "A Name-Based Mapping Scheme for Rendezvous" (1996).
 */
import type { PieceIndex } from '../shared/ids.ts'

/** The first in line fetches a piece this long before it is due. */
export const FIRST_TURN_MS = 45_000
/** Nobody waits longer than until this long before it is due. */
export const LAST_TURN_MS = 12_000
/** Each rank waits this much longer: time for a fetch and a `have`. */
const TURN_MS = 3_000

/** @returns this listener's place in line for `piece` among neighbours who lack it too, from 0. */
export function claimRank(piece: PieceIndex, selfId: string, neighbourIds: readonly string[]): number {
  const own = weight(selfId, piece)
  return neighbourIds.filter((id) => weight(id, piece) > own).length
}

/** @returns how long before its deadline the listener of that rank fetches a piece, in milliseconds. */
export function claimHorizonMs(rank: number): number {
  return Math.max(LAST_TURN_MS, FIRST_TURN_MS - rank * TURN_MS)
}

/** FNV-1a over the id and the piece, 32 bits: the same at every listener. */
function weight(id: string, piece: PieceIndex): number {
  let hash = 0x811c9dc5
  for (const char of `${id}:${piece}`) {
    hash ^= char.charCodeAt(0)
    hash = Math.imul(hash, 0x01000193) >>> 0
  }
  // One more mix: FNV's last characters move only its low bits.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}
