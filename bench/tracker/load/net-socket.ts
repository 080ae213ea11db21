/**
 * One WebSocket of the load generator: connects, upgrades, sends frames that were made before, hands on texts.
 *
 * All sockets read into the same bytes (`onread`), so that receiving costs no allocation; what is heard has to be dealt with
 * at once.
 */
import { connect, type Socket } from 'node:net'
import { FrameSplitter, OPCODE, pongFrame } from './frames.ts'
import { loopbackAddress, upgradeRequest } from './upgrade-request.ts'

const CONNECT_TIMEOUT_MS = 30_000
const READ_BYTES = 256 * 1024
const room = Buffer.allocUnsafe(READ_BYTES)

export interface SocketEvents {
  /** A view that holds for as long as the call. */
  text(payload: Buffer): void
  /** The server ended it. Never after `close`. */
  ended(why: string): void
}

export class NetSocket {
  readonly #socket: Socket
  readonly #events: SocketEvents
  readonly #frames = new FrameSplitter((opcode, payload) => this.#onFrame(opcode, payload))
  #onUpgraded: (() => void) | undefined
  #isClosed = false

  private constructor(port: number, index: number, events: SocketEvents, onUpgraded: () => void) {
    this.#events = events
    this.#onUpgraded = onUpgraded
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      localAddress: loopbackAddress(index),
      noDelay: true,
      onread: {
        buffer: room,
        callback: (bytes) => {
          this.#onBytes(room.subarray(0, bytes))
          return true
        },
      },
    })
    this.#socket.once('connect', () => this.#socket.write(upgradeRequest(port, index)))
    this.#socket.once('error', (error) => this.#end(error.message))
    this.#socket.once('close', () => this.#end('closed'))
  }

  /**
   * @param index The socket's number: its address comes from it.
   * @throws Error (by rejection) where the server does not take it within 30 s
   */
  static open(port: number, index: number, events: SocketEvents): Promise<NetSocket> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail('no answer'), CONNECT_TIMEOUT_MS)
      const fail = (why: string) => {
        clearTimeout(timer)
        reject(new Error(`socket ${index} was not taken: ${why}`))
      }
      let isOpen = false
      const ended = (why: string) => (isOpen ? events.ended(why) : fail(why))
      const socket: NetSocket = new NetSocket(port, index, { text: events.text, ended }, () => {
        isOpen = true
        clearTimeout(timer)
        resolve(socket)
      })
    })
  }

  send(frame: Buffer): void {
    this.#socket.write(frame)
  }

  /** Ends it without a goodbye. */
  close(): void {
    this.#isClosed = true
    this.#socket.resetAndDestroy()
  }

  #onBytes(bytes: Buffer): void {
    if (this.#onUpgraded === undefined) {
      this.#frames.push(bytes)
      return
    }
    // The answer to an upgrade is short, and nothing but it comes in its first packet.
    const head = bytes.toString('latin1')
    const end = head.indexOf('\r\n\r\n')
    if (!head.startsWith('HTTP/1.1 101 ') || end === -1) {
      this.#end(head.split('\r\n')[0] ?? 'no HTTP')
      return
    }
    this.#onUpgraded()
    this.#onUpgraded = undefined
    if (end + 4 < bytes.length) this.#frames.push(bytes.subarray(end + 4))
  }

  #onFrame(opcode: number, payload: Buffer): void {
    if (opcode === OPCODE.text) this.#events.text(payload)
    else if (opcode === OPCODE.ping) this.#socket.write(pongFrame(payload))
    else if (opcode === OPCODE.close) this.#end(`closed with ${payload.readUInt16BE(0)} ${payload.subarray(2)}`)
  }

  #end(why: string): void {
    if (this.#isClosed) return
    this.close()
    this.#events.ended(why)
  }
}
