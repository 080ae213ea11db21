/**
 * One run: the same trace once with Grapevine and once on plain HTTP, and the bound beside them.
 */
import type { Arrivals } from './arrivals.ts'
import { Crowd } from './crowd.ts'
import { type Figures, figuresOf } from './figures.ts'
import { fluidBoundBytes } from './fluid-bound.ts'
import { mbit, ORIGIN_HEADROOM, ORIGIN_LEAST_MEGABITS } from './model.ts'
import type { SimOptions } from './options.ts'
import { PlainHttp } from './plain-http.ts'
import { makeEpisode, makeTrace } from './trace.ts'

/**
 * @param wallClockMs a clock that really runs, for the one figure that is not simulated.
 * @param eachStep is called after everything that happens, for invariants.
 */
export function simulate(
  options: SimOptions,
  arrivals: Arrivals,
  wallClockMs: () => number,
  eachStep?: (crowd: Crowd) => void,
): Figures {
  const beganMs = wallClockMs()
  const episode = makeEpisode(options.minutes, options.kilobits, options.pieceKibibytes)
  const trace = makeTrace(episode, arrivals, options.listeners, options.seed)
  const originMbit = options.originMegabits ?? roomForAll(options)
  const originRate = mbit(originMbit)
  const crowd = new Crowd(episode, trace, { originRate, leases: options.leases, seed: options.seed })
  while (crowd.step()) eachStep?.(crowd)
  const plain = new PlainHttp(episode, trace, originRate)
  while (plain.step());
  const bound = fluidBoundBytes(episode, trace)
  return figuresOf(options, arrivals, originMbit, crowd, plain, bound, wallClockMs() - beganMs)
}

function roomForAll({ listeners, kilobits }: SimOptions): number {
  return Math.max(ORIGIN_LEAST_MEGABITS, (ORIGIN_HEADROOM * listeners * kilobits) / 1000)
}
