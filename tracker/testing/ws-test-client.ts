/** A WebSocket client that can say anything, for tests: well-formed messages, and frames no client should send. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import {
  type ClientMessage,
  encodeClientMessage,
  parseTrackerMessage,
  type TrackerMessage,
} from '../../src/shared/wire/tracker.ts'

export class WireClient {
  readonly socket: WebSocket
  readonly #inbox: TrackerMessage[] = []
  readonly #waiting: ((message: TrackerMessage) => void)[] = []
  /** Resolves with the close code. */
  readonly closed: Promise<number>

  private constructor(socket: WebSocket) {
    this.socket = socket
    this.closed = new Promise((resolve) => socket.on('close', resolve))
    // A cut connection is what some tests are about; `closed` tells.
    socket.on('error', () => {})
    socket.on('message', (data) => {
      const parsed = parseTrackerMessage(String(data))
      if (!parsed.ok) throw new Error(`the tracker sent what its clients cannot read: ${parsed.reason}: ${data}`)
      const waiting = this.#waiting.shift()
      if (waiting) waiting(parsed.message)
      else this.#inbox.push(parsed.message)
    })
  }

  static async connect(url: string, options?: ConstructorParameters<typeof WebSocket>[2]): Promise<WireClient> {
    const socket = new WebSocket(url, options)
    const client = new WireClient(socket)
    await once(socket, 'open')
    return client
  }

  send(message: ClientMessage): void {
    this.socket.send(encodeClientMessage(message))
  }

  /** The next message, whenever it comes. */
  next(): Promise<TrackerMessage> {
    const message = this.#inbox.shift()
    return message ? Promise.resolve(message) : new Promise((resolve) => this.#waiting.push(resolve))
  }

  ask(message: ClientMessage): Promise<TrackerMessage> {
    this.send(message)
    return this.next()
  }

  /** Resolves when the tracker has read everything that was sent before. */
  async settled(): Promise<void> {
    this.socket.ping()
    await Promise.race([once(this.socket, 'pong'), this.closed])
  }

  async close(): Promise<void> {
    this.socket.close()
    await this.closed
  }
}
