/**
 * Outgoing messages per second of the server's processor time, in a closed loop: every client announces with five offers, answers
 * those it gets, and announces again when all of its own were answered.
 *
 * 4,000 clients in swarms of 50: a popular episode has some dozens of listeners at a time, a tracker many episodes. It is enough
 * sockets for each to stay below ten messages a second, which is what ours allows.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Rng } from '../../../src/shared/clock.ts'
import { Crowd } from '../load/crowd.ts'
import type { ServerProcess } from '../server-process.ts'

export const CLIENTS = 4_000
export const SWARM_SIZE = 50
const WARM_UP_MS = 3_000
/** Whose answers did not come by then (one was relayed after the next announce) goes on without them. */
const PATIENCE_MS = 5_000
const SWEEP_MS = 500

export async function measureThroughput(server: ServerProcess, seconds: number, rng: Rng) {
  const crowd = await Crowd.open({ port: server.port, size: CLIENTS, swarmSize: SWARM_SIZE, rng })
  await crowd.join()
  let timeouts = 0
  crowd.events = { answered: (peer) => crowd.announce(peer) }
  for (const peer of crowd.peers) crowd.announce(peer)
  const sweep = setInterval(() => {
    const oldest = performance.now() - PATIENCE_MS
    for (const peer of crowd.peers) {
      if (peer.sentAt > oldest) continue
      timeouts += 1
      crowd.announce(peer)
    }
  }, SWEEP_MS)
  try {
    await wait(WARM_UP_MS)
    const look = () => ({
      at: performance.now() / 1000,
      messages: crowd.messages,
      server: server.cpuSeconds,
      load: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
    })
    const [before, late, timeoutsBefore] = [look(), crowd.heard.late, timeouts]
    await wait(seconds * 1000)
    const after = look()
    crowd.check()
    const cpuSeconds = after.server - before.server
    const wall = after.at - before.at
    const messages = after.messages - before.messages
    return {
      messagesPerCpuSecond: messages / cpuSeconds,
      messagesPerSecond: messages / wall,
      /** How busy the server's core was, and the generator's. */
      serverLoad: cpuSeconds / wall,
      generatorLoad: (after.load - before.load) / wall,
      lateMessages: crowd.heard.late - late,
      timeouts: timeouts - timeoutsBefore,
    }
  } finally {
    clearInterval(sweep)
    crowd.events = {}
    crowd.close()
  }
}
