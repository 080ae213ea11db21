/** One client's socket on uWebSockets, which answers control frames and cuts slow readers by itself. */
import type { WebSocket } from 'uwebsockets'
import type { EndCause, SocketEvents, TextSocket } from './transport.ts'

const GOODBYE_LONGEST = 123
/** For one message at a time: few are longer. */
const scratch = Buffer.allocUnsafeSlow(65_536)

/** What uWebSockets says of a socket that it cut (its `WebSocketProtocol.h` and `WebSocketContext.h`). */
const CAUSES: readonly (readonly [pattern: RegExp, cause: EndCause])[] = [
  [/too big/i, 'too-long'],
  [/backpressure/i, 'slow-reader'],
  [/utf-?8|invalid text/i, 'bad-text'],
  [/invalid|protocol/i, 'bad-frame'],
]

/** The library copies an object's fields onto the socket that it makes. */
export interface Owned {
  readonly owner: UwsSocket
}

/** Never touches its native half after the end: that is gone then. */
export class UwsSocket implements TextSocket {
  #native: WebSocket<Owned> | undefined
  #events: SocketEvents | undefined

  constructor(events: SocketEvents) {
    this.#events = events
  }

  opened(native: WebSocket<Owned>): void {
    this.#native = native
    this.#events?.opened(this)
  }

  text(bytes: string): void {
    this.#events?.text(bytes)
  }

  binary(): void {
    this.#events?.binary()
  }

  heard(): void {
    this.#events?.heard()
  }

  /** It is closed, whoever began. */
  closed(words: string): void {
    this.#native = undefined
    this.end(CAUSES.find(([pattern]) => pattern.test(words))?.[1] ?? 'gone')
  }

  end(cause: EndCause): void {
    const events = this.#events
    this.#events = undefined
    events?.ended(cause)
  }

  send(bytes: string): void {
    if (this.#native === undefined) return
    const { length } = bytes
    const octets = length > scratch.length ? Buffer.allocUnsafe(length) : scratch
    octets.write(bytes, 0, length, 'latin1')
    // The library has copied them when it returns.
    this.#native.send(octets.subarray(0, length))
  }

  ping(): void {
    this.#native?.ping()
  }

  /** The library sends the close frame and then cuts, so that nobody is waited for. */
  close(code: number, reason: string): void {
    this.end('gone')
    this.#native?.end(code, reason.slice(0, GOODBYE_LONGEST))
  }

  terminate(): void {
    this.end('gone')
    this.#native?.close()
  }
}
