/**
 * Clients that are gone without a word: half of them before they have asked for anything, half after they have joined a swarm.
 *
 * What a network that vanished leaves behind: no answer to pings, no end. (Their kernel still acknowledges bytes here, which the
 * server's process does not see.)
 */
import type { Hardship, HardshipPlan } from './hardship.ts'
import { Joiner } from './joiner.ts'
import { NetPool, upgrade } from './net-pool.ts'

const OF_EACH = 300
const SECOND_POOL = 5_000

export function startHalfOpen({ port, firstSocket, rng }: HardshipPlan): Hardship {
  const joiner = new Joiner(rng)
  const silent = new NetPool({ port, size: OF_EACH, firstSocket }, (socket) => socket.resume())
  const begin = (socket: Parameters<typeof upgrade>[0], index: number) =>
    upgrade(socket, port, index, () => {
      socket.write(joiner.join())
      socket.resume()
    })
  const vanished = new NetPool({ port, size: OF_EACH, firstSocket: firstSocket + SECOND_POOL }, begin)
  return {
    counts: () => ({ silent: silent.opened, vanished: vanished.opened, seenOff: silent.ended + vanished.ended }),
    stop: () => {
      silent.stop()
      vanished.stop()
    },
  }
}
