/**
 * New connections from one address, as fast as they can be made: by somebody who holds all sockets that one address may have and goes
 * on asking, and by somebody who leaves as soon as a socket was had.
 */
import type { Socket } from 'node:net'
import type { Hardship, HardshipPlan } from './hardship.ts'
import { NetPool, upgrade } from './net-pool.ts'

const AT_A_TIME = 64
/** What one address may have by default, so that nothing of it is left to the flood. */
const HELD = 200

export function startConnectionFlood({ port, firstSocket }: HardshipPlan): Hardship {
  const held = new NetPool({ port, size: HELD, firstSocket, isOneAddress: true }, (socket, index) =>
    upgrade(socket, port, index, () => {}),
  )
  return flood(port, firstSocket, [held])
}

export function startReconnectFlood({ port, firstSocket }: HardshipPlan): Hardship {
  return flood(port, firstSocket, [])
}

function flood(port: number, firstSocket: number, others: readonly NetPool[]): Hardship {
  let taken = 0
  const knock = (socket: Socket, index: number) =>
    upgrade(socket, port, index, (isTaken) => {
      if (isTaken) taken += 1
      socket.resetAndDestroy()
    })
  const pool = new NetPool({ port, size: AT_A_TIME, firstSocket, isOneAddress: true }, knock)
  return {
    counts: () => ({ connections: pool.opened, taken }),
    stop: () => {
      for (const one of [pool, ...others]) one.stop()
    },
  }
}
