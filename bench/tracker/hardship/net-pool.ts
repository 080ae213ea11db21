/** Keeps a number of connections there: whichever ends, for whatever reason, is followed by another at once. */
import { connect, type Socket } from 'node:net'
import { loopbackAddress, upgradeRequest } from '../load/upgrade-request.ts'

export interface PoolPlan {
  readonly port: number
  readonly size: number
  /** The first one's number: the address comes from it. */
  readonly firstSocket: number
  /** All come from the first one's address; otherwise each from one of its own. */
  readonly isOneAddress?: boolean
}

export class NetPool {
  readonly #plan: PoolPlan
  readonly #begin: (socket: Socket, index: number) => void
  readonly #sockets = new Set<Socket>()
  #isOver = false
  opened = 0
  ended = 0

  /** @param begin is called for each connection that is there */
  constructor(plan: PoolPlan, begin: (socket: Socket, index: number) => void) {
    this.#plan = plan
    this.#begin = begin
    for (let i = 0; i < plan.size; i++) this.#open(plan.firstSocket + i)
  }

  stop(): void {
    this.#isOver = true
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  #open(index: number): void {
    if (this.#isOver) return
    const { port, firstSocket, isOneAddress } = this.#plan
    const localAddress = loopbackAddress(isOneAddress ? firstSocket : index)
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true })
    this.#sockets.add(socket)
    socket.once('connect', () => {
      this.opened += 1
      this.#begin(socket, index)
    })
    // What the server thinks of it is seen by its end.
    socket.on('error', () => {})
    socket.once('close', () => {
      this.ended += 1
      this.#sockets.delete(socket)
      this.#open(index)
    })
  }
}

/** Asks for a WebSocket. @param then is told whether it is one, by the first bytes that come */
export function upgrade(socket: Socket, port: number, index: number, then: (isTaken: boolean) => void): void {
  socket.write(upgradeRequest(port, index))
  socket.once('data', (head) => then(head.toString('latin1').startsWith('HTTP/1.1 101 ')))
}
