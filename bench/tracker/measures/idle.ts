/**
 * What a connection costs that does nothing: resident bytes of the server's process, before and with 10,000 sockets, which first have
 * only connected, then joined a swarm of 50 each, without offers.
 *
 * In user space alone: what the kernel keeps for a socket is the same for all. Code that has to be there once (500 clients that came,
 * joined and went) is there before the first look, and garbage is collected before each, in every system. A while before, too: V8's young
 * generation has grown to 32 MB for the crowd's arrival, and is given back only when nothing has happened for some seconds.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Rng } from '../../../src/shared/clock.ts'
import { Crowd } from '../load/crowd.ts'
import type { ServerProcess } from '../server-process.ts'
import { SWARM_SIZE } from './throughput.ts'

export const IDLE_SOCKETS = 10_000
const FIRST_VISITORS = 500
/** So long nobody announces: less than the 30 s that ours gives a socket for its first. */
const REST_MS = 12_000

export async function measureIdle(server: ServerProcess, rng: Rng) {
  const plan = { port: server.port, swarmSize: SWARM_SIZE, rng }
  const visitors = await Crowd.open({ ...plan, size: FIRST_VISITORS })
  await visitors.join()
  visitors.close()
  const before = await restedBytes(server)
  const crowd = await Crowd.open({ ...plan, size: IDLE_SOCKETS, firstSocket: FIRST_VISITORS })
  try {
    const connected = await restedBytes(server)
    await crowd.join()
    const joined = await restedBytes(server)
    crowd.check()
    return {
      connectedBytes: (connected - before) / IDLE_SOCKETS,
      joinedBytes: (joined - before) / IDLE_SOCKETS,
      emptyMegabytes: before / 1e6,
    }
  } finally {
    crowd.close()
  }
}

async function restedBytes(server: ServerProcess): Promise<number> {
  await wait(REST_MS)
  return server.residentBytes()
}
