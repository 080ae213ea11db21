/**
 * One client's socket on `ws`, which reads, and answers the protocol's control frames; messages are written past it, in one piece
 * with their header. Not gathered either: what waits for the end of a turn outlives the collector's young generation, which costs
 * more than the writes it saves.
 *
 * Listeners are functions of the module, not closures: there are tens of thousands of sockets, most of them silent.
 */
import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { EndCause, SocketEvents, TextSocket } from './transport.ts'
import { textFrame } from './ws-frame.ts'

/** How long a client may take to say goodbye too. */
const GOODBYE_MS = 1000

/** What `ws` calls its errors, which it has answered with the fitting close code (1002, 1007, 1008, 1009) by then. */
const CAUSES: Readonly<Record<string, EndCause>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'too-long',
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 'too-long',
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 'too-many-fragments',
  WS_ERR_INVALID_UTF8: 'bad-text',
}

/** What `WebSocketServer` makes for an upgrade: it knows the socket it is the inside of. */
export class OwnedWebSocket extends WebSocket {
  owner: WsSocket | undefined
}

export class WsSocket implements TextSocket {
  readonly #webSocket: OwnedWebSocket
  readonly #stream: Duplex
  readonly #maxBufferedBytes: number
  #events: SocketEvents | undefined

  /** @param stream What `ws` was handed for this socket. */
  constructor(webSocket: OwnedWebSocket, stream: Duplex, events: SocketEvents, maxBufferedBytes: number) {
    this.#webSocket = webSocket
    this.#stream = stream
    this.#events = events
    this.#maxBufferedBytes = maxBufferedBytes
    webSocket.owner = this
    webSocket.on('message', onMessage)
    webSocket.on('ping', onPing)
    webSocket.on('pong', onPong)
    webSocket.on('close', onClose)
    webSocket.on('error', onError)
    events.opened(this)
  }

  get events(): SocketEvents | undefined {
    return this.#events
  }

  /** A reader too slow for its mail is cut rather than fed from memory without end. */
  send(bytes: string): void {
    if (this.#webSocket.readyState !== WebSocket.OPEN) return
    const frame = textFrame(bytes)
    // What has to wait is copied: the string is made of pieces, some of them pieces of a whole frame of the sender's.
    if (this.#stream.writableLength > 0) this.#stream.write(Buffer.from(frame, 'latin1'))
    else this.#stream.write(frame, 'latin1')
    if (this.#stream.writableLength <= this.#maxBufferedBytes) return
    this.#webSocket.terminate()
    this.end('slow-reader')
  }

  ping(): void {
    if (this.#webSocket.readyState === WebSocket.OPEN) this.#webSocket.ping()
  }

  pause(): void {
    this.#webSocket.pause()
  }

  resume(): void {
    this.#webSocket.resume()
  }

  close(code: number, reason: string): void {
    if (this.#webSocket.readyState !== WebSocket.OPEN) return
    this.#webSocket.close(code, reason)
    this.fail('gone')
  }

  terminate(): void {
    this.#webSocket.terminate()
    this.end('gone')
  }

  /** The goodbye is said. A client that does not answer would hold its socket for as long as it likes. */
  fail(cause: EndCause): void {
    this.end(cause)
    const timer = setTimeout(() => this.#webSocket.terminate(), GOODBYE_MS)
    this.#webSocket.once('close', () => clearTimeout(timer))
  }

  end(cause: EndCause): void {
    const events = this.#events
    this.#events = undefined
    events?.ended(cause)
  }
}

/** With the type of binary messages that is the default, messages are Buffers. */
function onMessage(this: WebSocket, data: WebSocket.RawData, isBinary: boolean): void {
  const events = (this as OwnedWebSocket).owner?.events
  if (isBinary) events?.binary()
  else events?.text((data as Buffer).toString('latin1'))
}

function onPing(this: WebSocket): void {
  ;(this as OwnedWebSocket).owner?.events?.pinged()
}

function onPong(this: WebSocket): void {
  ;(this as OwnedWebSocket).owner?.events?.ponged()
}

function onClose(this: WebSocket): void {
  ;(this as OwnedWebSocket).owner?.end('gone')
}

function onError(this: WebSocket, { code = '' }: NodeJS.ErrnoException): void {
  ;(this as OwnedWebSocket).owner?.fail(CAUSES[code] ?? (code.startsWith('WS_') ? 'bad-frame' : 'gone'))
}
