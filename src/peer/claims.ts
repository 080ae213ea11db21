/**
 * Decides how long a listener holds back before it takes from the origin a piece that nobody around holds.
 *
 * Where the tracker knows no leases, listeners keep each other from fetching the same piece by waiting: each draws, for each
 * piece, a back-off whose density rises towards its end the more, the larger the swarm (the truncated exponential of RFC 5401,
 * section 3.2.2.3), so that of ten thousand a handful go first and the others hear of the piece before their time is up. Nobody waits
 * past a deadline: then the origin is simply asked. Pure, and drawn from the ids, so the same question has the same answer.
 */
import type { PieceIndex } from '../shared/ids.ts'

/** A piece that nobody around holds is taken from the origin this long before it is due, and no earlier. */
export const CLAIM_HORIZON_MS = 45_000

/**
 * @param swarmSize listeners in the swarm, as the tracker counts them, from 1.
 * @param lastMs nobody waits until less than this is left before the deadline.
 * @returns how long before its deadline this listener takes `piece`, from `lastMs` to {@link CLAIM_HORIZON_MS}.
 */
export function claimHorizonMs(piece: PieceIndex, selfId: string, swarmSize: number, lastMs: number): number {
  const windowMs = Math.max(0, CLAIM_HORIZON_MS - lastMs)
  return CLAIM_HORIZON_MS - windowMs * backOff(weight(selfId, piece) / 0x1_0000_0000, swarmSize)
}

/** RFC 5401, section 3.2.2.3, for a longest back-off of 1. @param uniform in [0, 1). */
function backOff(uniform: number, groupSize: number): number {
  const lambda = Math.log(Math.max(1, groupSize)) + 1
  const scale = Math.exp(lambda) - 1
  return Math.log(1 + uniform * scale) / lambda
}

/** FNV-1a over the id and a number, 32 bits, mixed once more because FNV's last characters move only its low bits. */
export function weight(id: string, salt: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ salt, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return (hash ^ (hash >>> 15)) >>> 0
}
