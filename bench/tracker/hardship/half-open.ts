/**
 * Clients that are gone without a word: half of them before they have asked for anything, half after they have joined a swarm.
 *
 * What a network that vanished leaves behind: no answer to pings, no end. (Their kernel still acknowledges bytes here, which the
 * server's process does not see.)
 */
import type { Rng } from '../../../src/shared/clock.ts'
import type { Hardship } from './hardship.ts'
import { Joiner } from './joiner.ts'
import { NetPool, upgrade } from './net-pool.ts'

const OF_EACH = 300
const SECOND_POOL = 1_100_000

export function startHalfOpen(port: number, rng: Rng): Hardship {
  const joiner = new Joiner(rng)
  const silent = new NetPool(port, 'many', OF_EACH, (socket) => socket.resume())
  const begin = (socket: Parameters<typeof upgrade>[0], index: number) =>
    upgrade(socket, port, index, () => {
      socket.write(joiner.join())
      socket.resume()
    })
  const vanished = new NetPool(port, 'many', OF_EACH, begin, SECOND_POOL)
  return {
    counts: () => ({ silent: silent.opened, vanished: vanished.opened, seenOff: silent.ended + vanished.ended }),
    stop: () => {
      silent.stop()
      vanished.stop()
    },
  }
}
