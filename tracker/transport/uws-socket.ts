/** One client's socket on uWebSockets, which answers control frames and cuts slow readers by itself. */
import type { WebSocket } from 'uwebsockets'
import type { EndCause, SocketEvents, TextSocket } from './transport.ts'
import { NO_ENTRY, Outbox, type OutboxReceiver } from './uws-outbox.ts'

const GOODBYE_LONGEST = 123
/** One for all: whatever is sent within a turn. */
const outbox = new Outbox()

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
    if (this.#native !== undefined) outbox.add(this, bytes)
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

  /** The library sends the close frame and then cuts, so that nobody is waited for. */
  close(code: number, reason: string): void {
    this.end('gone')
    // What was said before goes before.
    outbox.flush()
    this.#native?.end(code, reason.slice(0, GOODBYE_LONGEST))
  }

  terminate(): void {
    this.end('gone')
    this.#native?.close()
  }
}
