/**
 * Everybody joins one swarm at once: 5,000 connected clients announce with five offers each, as fast as they can be written, and
 * answer what they get.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Rng } from '../../../src/shared/clock.ts'
import { Crowd } from '../load/crowd.ts'
import type { ServerProcess } from '../server-process.ts'

export const JOINS = 5_000
const QUIET_MS = 1_000
const LIMIT_MS = 60_000

export async function measureStampede(server: ServerProcess, rng: Rng) {
  const crowd = await Crowd.open({ port: server.port, size: JOINS, swarmSize: JOINS, rng })
  try {
    const frames = crowd.peers.map((peer) => crowd.makeAnnounce(peer))
    const cpuBefore = server.cpuSeconds
    const began = performance.now()
    let lastAckAt = Number.NaN
    let worstMs = 0
    crowd.events = {
      acknowledged: (_, ms) => {
        worstMs = Math.max(worstMs, ms)
        if (crowd.heard.acks === JOINS) lastAckAt = performance.now()
      },
    }
    for (const [i, peer] of crowd.peers.entries()) crowd.announce(peer, frames[i])
    await untilQuiet(crowd)
    if (Number.isNaN(lastAckAt)) throw new Error(`${crowd.heard.acks} of ${JOINS} joins were acknowledged`)
    return {
      stampedeSeconds: (lastAckAt - began) / 1000,
      stampedeCpuSeconds: server.cpuSeconds - cpuBefore,
      stampedeWorstMs: worstMs,
      stampedeMessages: crowd.messages,
    }
  } finally {
    crowd.close()
  }
}

/** Until nothing more has come for a second. */
async function untilQuiet(crowd: Crowd): Promise<void> {
  const end = performance.now() + LIMIT_MS
  let seen = -1
  while (seen !== crowd.messages && performance.now() < end) {
    seen = crowd.messages
    await wait(QUIET_MS)
    crowd.check()
  }
}
