/**
 * How long an offer takes from its maker to whom it is for, at a steady pace that every system can carry: announces come at random
 * (as those of people who do not know of each other) however fast the tracker is, and all offers are answered.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Rng } from '../../../src/shared/clock.ts'
import { quantile } from '../../support/figures.ts'
import { Crowd } from '../load/crowd.ts'
import type { ServerProcess } from '../server-process.ts'
import { CLIENTS, SWARM_SIZE } from './throughput.ts'

/** 11,000 outgoing messages a second: about a third of what the slowest can do. */
export const ANNOUNCES_PER_SECOND = 1_000
const WARM_UP_MS = 3_000

export async function measureLatency(server: ServerProcess, seconds: number, rng: Rng) {
  const crowd = await Crowd.open({ port: server.port, size: CLIENTS, swarmSize: SWARM_SIZE, rng })
  try {
    await crowd.join()
    const pace = keepPace(crowd, rng)
    await wait(WARM_UP_MS)
    const times: number[] = []
    crowd.events = { delivered: (ms) => times.push(ms) }
    const cpuBefore = server.cpuSeconds
    await wait(seconds * 1000)
    const serverLoad = (server.cpuSeconds - cpuBefore) / seconds
    crowd.events = {}
    pace.stop()
    crowd.check()
    return {
      offerP50Ms: quantile(times, 0.5),
      offerP99Ms: quantile(times, 0.99),
      offerWorstMs: quantile(times, 1),
      offersDelivered: times.length,
      latencyServerLoad: serverLoad,
    }
  } finally {
    crowd.close()
  }
}

/** Announces one after the other, in an order drawn once, with gaps that are exponentially distributed (a Poisson process). */
export function keepPace(crowd: Crowd, rng: Rng, perSecond = ANNOUNCES_PER_SECOND): { stop(): void } {
  const order = crowd.peers
    .map((peer) => ({ peer, at: rng() }))
    .sort((a, b) => a.at - b.at)
    .map(({ peer }) => peer)
  let turn = 0
  let due = performance.now()
  const timer = setInterval(() => {
    while (due <= performance.now()) {
      const peer = order[turn++ % order.length]
      if (peer) crowd.announce(peer)
      due -= (Math.log(1 - rng()) / perSecond) * 1000
    }
  }, 1)
  return { stop: () => clearInterval(timer) }
}
