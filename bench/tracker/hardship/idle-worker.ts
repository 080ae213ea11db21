/** The process that holds idle sockets: listeners who have joined, each with an address of its own, and answer pings. */
import { Crowd } from '../load/crowd.ts'
import { SWARM_SIZE } from '../measures/throughput.ts'
import { serve } from './worker.ts'

export interface IdleOrder {
  readonly port: number
  readonly size: number
  readonly firstSocket: number
}

/** How many sockets it holds. */
export type IdleReport = number

serve<IdleOrder, IdleReport>(async (order) => {
  const crowd = await Crowd.open({ ...order, swarmSize: SWARM_SIZE, rng: Math.random })
  await crowd.join()
  crowd.check()
  return crowd.peers.length
})
