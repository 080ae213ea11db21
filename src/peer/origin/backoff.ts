/**
 * How long to leave the origin alone after it failed.
 *
 * The bound doubles with each failure in a row; the wait is drawn from the whole span below it, so that a thousand
 * listeners who lost the host in the same second do not come back in the same second.
 */
import type { Rng } from '../../shared/clock.ts'

const MIN_RETRY_DELAY_MS = 500
const MAX_RETRY_DELAY_MS = 15_000

/** @param failures failures in a row, from 1. @returns milliseconds, 500 up to 1,000 at first, up to 15,000 later. */
export function nextRetryDelayMs(failures: number, rng: Rng): number {
  const doublings = Math.min(Math.max(1, Math.floor(failures)), 10)
  const boundMs = Math.min(MAX_RETRY_DELAY_MS, MIN_RETRY_DELAY_MS * 2 ** doublings)
  return MIN_RETRY_DELAY_MS + rng() * (boundMs - MIN_RETRY_DELAY_MS)
}
