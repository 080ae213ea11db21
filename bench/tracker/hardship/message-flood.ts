/**
 * Announces with five offers on 20 sockets of one address, as fast as they can be written. Whoever is thrown out comes back at once.
 */
import type { Socket } from 'node:net'
import type { Hardship, HardshipPlan } from './hardship.ts'
import { Joiner } from './joiner.ts'
import { NetPool, upgrade } from './net-pool.ts'

const SOCKETS = 20
const FRAMES_A_WRITE = 16

export function startMessageFlood({ port, firstSocket, rng }: HardshipPlan): Hardship {
  const joiner = new Joiner(rng)
  let messages = 0
  const begin = (socket: Socket, index: number) =>
    upgrade(socket, port, index, () => {
      const frames = joiner.announces(FRAMES_A_WRITE)
      const go = () => {
        if (socket.destroyed) return
        messages += FRAMES_A_WRITE
        // Not from the write's own callback: it may come before anything else of this process has a turn.
        socket.write(frames, () => setImmediate(go))
      }
      socket.resume()
      go()
    })
  const pool = new NetPool({ port, size: SOCKETS, firstSocket, isOneAddress: true }, begin)
  return { counts: () => ({ messages, connections: pool.opened }), stop: () => pool.stop() }
}
