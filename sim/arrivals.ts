/**
 * When listeners come. Pure: numbers of listeners in, ascending times out.
 */
import type { Rng } from '../src/shared/clock.ts'

export const ARRIVALS = ['flash', 'trickle', 'premiere'] as const
export type Arrivals = (typeof ARRIVALS)[number]

/** Half of a flash crowd comes within this; then half of the rest, and so on (a Poisson stream whose rate decays exponentially). */
const FLASH_HALF_MS = 120_000
/** A trickle is a steady Poisson stream over this time. */
const TRICKLE_MS = 3_600_000
/** A premiere: all within this. */
const PREMIERE_MS = 1_000

/** @returns ascending times of `count` arrivals, ms. Given their number, the times of a Poisson stream are independent draws. */
export function drawArrivals(kind: Arrivals, count: number, rng: Rng): Float64Array {
  const times = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const uniform = rng()
    if (kind === 'flash') times[i] = (-FLASH_HALF_MS / Math.LN2) * Math.log(1 - uniform)
    else times[i] = uniform * (kind === 'trickle' ? TRICKLE_MS : PREMIERE_MS)
  }
  return times.sort()
}
