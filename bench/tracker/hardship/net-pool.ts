/** Keeps a number of connections there: whichever ends, for whatever reason, is followed by another at once. */
import { connect, type Socket } from 'node:net'
import { loopbackAddress, upgradeRequest } from '../load/upgrade-request.ts'

/** Numbers of sockets that no honest client has: their addresses are others'. */
const FIRST_INDEX = 1_000_000

/** Where connections come from: each from an address of its own, or all from one. */
export type Origins = 'many' | 'one'

export class NetPool {
  readonly #port: number
  readonly #origins: Origins
  readonly #begin: (socket: Socket, index: number) => void
  readonly #sockets = new Set<Socket>()
  #isOver = false
  opened = 0
  ended = 0

  /** @param begin is called for each connection that is there @param firstIndex tells the pools of one hardship apart */
  constructor(
    port: number,
    origins: Origins,
    size: number,
    begin: (socket: Socket, index: number) => void,
    firstIndex = FIRST_INDEX,
  ) {
    this.#port = port
    this.#origins = origins
    this.#begin = begin
    for (let i = 0; i < size; i++) this.#open(firstIndex + i)
  }

  stop(): void {
    this.#isOver = true
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  #open(index: number): void {
    if (this.#isOver) return
    const localAddress = loopbackAddress(this.#origins === 'one' ? FIRST_INDEX : index)
    const socket = connect({ port: this.#port, host: '127.0.0.1', localAddress, noDelay: true })
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
