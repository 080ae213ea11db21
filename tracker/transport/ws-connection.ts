/**
 * One client's WebSocket: hands on its text frames, keeps it within its allowance, and finds out when it is dead.
 *
 * It knows no protocol. Whatever a client does wrong on this level (binary frames, bad UTF-8, frames too long, a flood,
 * not reading) ends this socket and nothing else. See RFC 6455, section 7.4.1, for the close codes.
 */
import type { WebSocket } from 'ws'
import type { Clock } from '../../src/shared/clock.ts'
import { MessageAllowance } from './message-allowance.ts'

export const CLOSE_GOING_AWAY = 1001
const CLOSE_UNSUPPORTED_DATA = 1003
const CLOSE_POLICY_VIOLATION = 1008
export const CLOSE_INTERNAL_ERROR = 1011

/** How long a client may take to say goodbye too. */
const GOODBYE_MS = 1000

/** What happens on a connection. All run synchronously from the socket's events; `closed` runs once, as the last. */
export interface ConnectionEvents {
  text(connection: WsConnection, text: string): void
  /** It sent more than it may; messages are being dropped. */
  tooFast(connection: WsConnection): void
  closed(connection: WsConnection): void
}

export interface ConnectionLimits {
  readonly messagesPerMinute: number
  readonly maxBufferedBytes: number
}

export class WsConnection {
  /** What it counts under (`client-address.ts`). */
  readonly address: string
  /** It announced somebody else's peer id, and we are finding out whether that one lives. */
  isContesting = false
  readonly #socket: WebSocket
  readonly #clock: Clock
  readonly #limits: ConnectionLimits
  readonly #events: ConnectionEvents
  readonly #allowance: MessageAllowance
  /** Frames of any kind so far: whoever was heard since a moment is alive since then. */
  #frames = 0
  #framesAtLastPing = -1
  #isOpen = true

  constructor(socket: WebSocket, address: string, clock: Clock, limits: ConnectionLimits, events: ConnectionEvents) {
    this.address = address
    this.#socket = socket
    this.#clock = clock
    this.#limits = limits
    this.#events = events
    this.#allowance = new MessageAllowance(limits.messagesPerMinute, clock.now())
    socket.on('message', (data, isBinary) => this.#onMessage(String(data), isBinary))
    socket.on('ping', () => void this.#isAllowed())
    socket.on('pong', () => void this.#isAllowed())
    socket.on('close', () => this.#end())
    // ws itself has said goodbye by then (bad UTF-8: 1007, too long: 1009).
    socket.on('error', () => this.#cutSoon())
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** A reader too slow for its mail is cut rather than fed from memory without end. */
  send(text: string): void {
    if (!this.#isOpen) return
    this.#socket.send(text)
    if (this.#socket.bufferedAmount > this.#limits.maxBufferedBytes) this.cut()
  }

  /** Called at a steady pace. Whoever was silent between two calls, pongs included, is cut. */
  pingOrCut(): void {
    if (!this.#isOpen) return
    if (this.#framesAtLastPing === this.#frames) {
      this.cut()
    } else {
      this.#framesAtLastPing = this.#frames
      this.#socket.ping()
    }
  }

  /** Pings, and tells after `withinMs` whether anything was heard. A connection that closes meanwhile is not alive. */
  probe(withinMs: number, done: (isAlive: boolean) => void): void {
    const before = this.#frames
    if (this.#isOpen) this.#socket.ping()
    this.#clock.after(withinMs, () => done(this.#isOpen && this.#frames > before))
  }

  /** Says goodbye; nothing that comes after is read. */
  close(code: number, reason: string): void {
    if (!this.#isOpen) return
    this.#socket.close(code, reason)
    this.#cutSoon()
  }

  /** Ends it at once, also where the other end does not answer. */
  cut(): void {
    this.#socket.terminate()
    this.#end()
  }

  #onMessage(text: string, isBinary: boolean): void {
    if (!this.#isOpen) return
    if (isBinary) this.close(CLOSE_UNSUPPORTED_DATA, 'text frames only')
    else if (this.#isAllowed()) this.#events.text(this, text)
  }

  #isAllowed(): boolean {
    this.#frames += 1
    if (!this.#isOpen) return false
    const verdict = this.#allowance.take(this.#clock.now())
    if (verdict === 'close') this.close(CLOSE_POLICY_VIOLATION, 'too many messages')
    if (verdict === 'first-drop') this.#events.tooFast(this)
    return verdict === 'pass'
  }

  /** A client that does not answer a goodbye would hold its socket for as long as it likes. */
  #cutSoon(): void {
    const cancel = this.#clock.after(GOODBYE_MS, () => this.#socket.terminate())
    this.#socket.once('close', cancel)
    this.#end()
  }

  #end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#events.closed(this)
  }
}
