/** One client's socket on uWebSockets, which answers control frames and cuts slow readers by itself. */
import type { WebSocket } from 'uwebsockets'
import type { EndCause, SocketEvents, TextSocket } from './transport.ts'
import { NO_ENTRY, type Outbox, type OutboxReceiver } from './uws-outbox.ts'

const GOODBYE_LONGEST = 123
/** No close frame came: the library has cut it, or the network. */
const CLOSE_ABNORMAL = 1006

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
export class UwsSocket implements TextSocket, OutboxReceiver {
  firstEntry = NO_ENTRY
  lastEntry = NO_ENTRY
  #native: WebSocket<Owned> | undefined
  readonly #outbox: Outbox
  #events: SocketEvents | undefined

  constructor(events: SocketEvents, outbox: Outbox) {
    this.#events = events
    this.#outbox = outbox
  }

  opened(native: WebSocket<Owned>): void {
    this.#native = native
    this.#events?.opened(this)
  }

  text(bytes: string): void {
    this.#events?.text(bytes)
    this.#outbox.deliverTo(this)
  }

  binary(): void {
    this.#events?.binary()
  }

  pinged(): void {
    this.#events?.pinged()
  }

  ponged(): void {
    this.#events?.ponged()
  }

  /** It is closed, whoever began. */
  closed(code: number, words: string): void {
    this.#native = undefined
    // With any other code the words are the client's.
    const causes = code === CLOSE_ABNORMAL ? CAUSES : []
    this.end(causes.find(([pattern]) => pattern.test(words))?.[1] ?? 'gone')
  }

  end(cause: EndCause): void {
    const events = this.#events
    this.#events = undefined
    events?.ended(cause)
  }

  send(bytes: string): void {
    if (this.#native !== undefined) this.#outbox.add(this, bytes)
  }

  deliver(from: Outbox): void {
    if (from.isSingle(this)) this.#deliverAll(from)
    else this.#native?.cork(() => this.#deliverAll(from))
  }

  /** A socket that is too slow is cut by the library in between. */
  #deliverAll(from: Outbox): void {
    for (const message of from.messagesOf(this)) this.#native?.send(message)
  }

  ping(): void {
    this.#native?.ping()
  }

  /** The library can't; reading costs it little. */
  pause(): void {}

  resume(): void {}

  /** The library sends the close frame and then cuts, so that nobody is waited for. */
  close(code: number, reason: string): void {
    this.end('gone')
    // What was said before goes before.
    this.#outbox.deliverTo(this)
    this.#native?.end(code, reason.slice(0, GOODBYE_LONGEST))
  }

  terminate(): void {
    this.end('gone')
    this.#native?.close()
  }
}
