/**
 * How long a piece that a peer would not send is not asked of it again. Pure.
 *
 * Who is busy is busy with others who ask for the same, and its queue is as long a moment later: with time in hand it is asked less often.
 * Ten listeners in step asked fourteen times for each piece they got while it was twice a second all along, and four times with this; and
 * more of what they need comes from each other. See bench/RESULTS.md.
 */

/** It said no: it is busy, or has lost it. */
const LEAST_MS = 500
const MOST_MS = 4_000
/** Of the time until it is needed. */
const PART_OF_DUE = 1 / 3

/** It was asked in vain: neither the piece nor a word came. */
export const SILENT_REFUSAL_MS = 10_000

/** @param dueMs until the piece is needed, as known when it was asked for */
export function refusalMs(dueMs: number): number {
  return Math.min(MOST_MS, Math.max(LEAST_MS, dueMs * PART_OF_DUE))
}
