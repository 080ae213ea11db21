/**
 * Five clients of a swarm never read, while a sixth makes offers to them, of the greatest length there is: 1.6 MB a second for each.
 * Whoever is thrown out comes back; the sixth is followed by another before it has said more than one socket may.
 */
import type { Socket } from 'node:net'
import { OFFERS } from '../load/crowd.ts'
import { pongFrame } from '../load/frames.ts'
import type { Hardship, HardshipPlan } from './hardship.ts'
import { Joiner } from './joiner.ts'
import { NetPool, upgrade } from './net-pool.ts'

const SECOND_POOL = 5_000
const EVERY_MS = 5
const MESSAGES_A_SENDER = 500
const PONG_MS = 250

export function startSlowReader({ port, firstSocket, rng }: HardshipPlan): Hardship {
  const joiner = new Joiner(rng)
  let announces = 0
  const neverRead = (socket: Socket, index: number) =>
    upgrade(socket, port, index, () => {
      socket.write(joiner.join())
      socket.pause()
      // It seems alive; and who never reads finds out by writing that it was thrown out.
      const pongs = setInterval(() => socket.write(pongFrame(Buffer.alloc(0))), PONG_MS)
      socket.once('close', () => clearInterval(pongs))
    })
  const offer = (socket: Socket, index: number) =>
    upgrade(socket, port, index, () => {
      const frame = joiner.longAnnounces(1)
      let left = MESSAGES_A_SENDER
      socket.resume()
      const timer = setInterval(() => {
        announces += 1
        socket.write(frame)
        if (--left === 0) socket.resetAndDestroy()
      }, EVERY_MS)
      socket.once('close', () => clearInterval(timer))
    })
  const readers = new NetPool({ port, size: OFFERS, firstSocket }, neverRead)
  const sender = new NetPool({ port, size: 1, firstSocket: firstSocket + SECOND_POOL }, offer)
  return {
    counts: () => ({ offers: announces * OFFERS, thrownOut: readers.ended }),
    stop: () => {
      readers.stop()
      sender.stop()
    },
  }
}
