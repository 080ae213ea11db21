/** Clients that take for ever: half of them send an upgrade request, half an announce, ten bytes a second, one at a time. */
import type { Socket } from 'node:net'
import { upgradeRequest } from '../load/upgrade-request.ts'
import type { Hardship, HardshipPlan } from './hardship.ts'
import { Joiner } from './joiner.ts'
import { NetPool, upgrade } from './net-pool.ts'

const OF_EACH = 300
const SECOND_POOL = 5_000
/** A byte to a tenth of them each time. */
const TICK_MS = 10
const TICKS_PER_BYTE = 10

export function startSlowloris({ port, firstSocket, rng }: HardshipPlan): Hardship {
  const joiner = new Joiner(rng)
  const dribbles = new Map<Socket, { readonly bytes: Buffer; at: number; readonly turn: number }>()
  let bytes = 0
  const dribble = (socket: Socket, index: number, what: Buffer) => {
    dribbles.set(socket, { bytes: what, at: 0, turn: index % TICKS_PER_BYTE })
    socket.once('close', () => dribbles.delete(socket))
    socket.resume()
  }
  const requests = new NetPool({ port, size: OF_EACH, firstSocket }, (socket, index) =>
    dribble(socket, index, Buffer.from(upgradeRequest(port, index))),
  )
  const begin = (socket: Socket, index: number) =>
    upgrade(socket, port, index, () => dribble(socket, index, joiner.announce()))
  const frames = new NetPool({ port, size: OF_EACH, firstSocket: firstSocket + SECOND_POOL }, begin)
  let tick = 0
  const timer = setInterval(() => {
    tick = (tick + 1) % TICKS_PER_BYTE
    for (const [socket, one] of dribbles) {
      if (one.turn !== tick || one.at === one.bytes.length) continue
      bytes += 1
      socket.write(one.bytes.subarray(one.at, ++one.at))
    }
  }, TICK_MS)
  return {
    counts: () => ({ requests: requests.opened, frames: frames.opened, bytes, seenOff: requests.ended + frames.ended }),
    stop: () => {
      clearInterval(timer)
      requests.stop()
      frames.stop()
    },
  }
}
