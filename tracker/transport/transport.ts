/**
 * The port for sockets: what the tracker needs of whatever carries them (`ws-transport.ts`, `uws-transport.ts`).
 *
 * A transport listens, speaks HTTP, TLS and WebSocket (RFC 6455), keeps messages within their bounds and cuts readers that are
 * too slow. It knows no protocol and no limit that needs more than one socket's view. Whatever a client does wrong on this
 * level (bad UTF-8, frames too long, not reading) ends its socket and nothing else. Types only.
 */

import type { Millis } from '../../src/shared/clock.ts'

/** One client's socket. After its end every call does nothing. */
export interface TextSocket {
  /** Sends one text message. @param bytes Its UTF-8, a character for each byte. */
  send(bytes: string): void
  ping(): void
  /**
   * Reads nothing until {@link resume}, so that a sender waits: where the transport can. What was read already may still be told. A
   * client that leaves is noticed after that.
   */
  pause(): void
  resume(): void
  /** Says goodbye, and cuts where the other end does not answer within a second. Nothing that comes after is read. */
  close(code: number, reason: string): void
  /** Ends it at once. */
  terminate(): void
}

/**
 * Why a socket ended, as far as its transport knows; `gone`: the client left, or its network did, or we closed it; `bad-request`: the
 * upgrade was none, and it was never opened.
 */
export type EndCause =
  | 'gone'
  | 'bad-request'
  | 'slow-reader'
  | 'too-long'
  | 'too-many-fragments'
  | 'bad-text'
  | 'bad-frame'

/** What a socket tells. All run synchronously from its events; `opened` is the first, `ended` runs once, as the last. */
export interface SocketEvents {
  opened(socket: TextSocket): void
  /** @param bytes The message's UTF-8, checked, a character for each byte. */
  text(bytes: string): void
  binary(): void
  pinged(): void
  ponged(): void
  ended(cause: EndCause): void
}

export interface HttpRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The header. */
  readonly accept: string | undefined
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface UpgradeRequest {
  /** `undefined`: the socket is gone already. */
  readonly remoteAddress: string | undefined
  readonly origin: string | undefined
  /** All of `X-Forwarded-For`. */
  readonly forwardedFor: string | undefined
}

export interface UpgradeRefusal {
  readonly status: number
  readonly words: string
  /** After which it is said, unless too many wait for that already; absent: at once. */
  readonly delayMs?: Millis
}

/** What the tracker decides, and is told. None may throw. */
export interface TransportHost {
  /** A connection was cut before it asked for anything: its address makes too many. */
  turnedAway(): void
  /** A client wants a socket: who listens to it, or why not. */
  admit(request: UpgradeRequest): SocketEvents | UpgradeRefusal
  answer(request: HttpRequest): HttpAnswer | Promise<HttpAnswer>
}

export interface TransportOptions {
  readonly host: string
  readonly port: number
  readonly waitForPortSeconds: number
  readonly maxMessageBytes: number
  readonly maxFragments: number
  readonly maxBufferedBytes: number
  readonly maxSockets: number
  readonly maxSocketsPerAddress: number
  readonly trustedProxies: number
  /** Absent: no TLS. */
  readonly tls?: TlsFiles
}

/** Each as the text, PEM, and as the file it came from: some libraries want the one, some the other. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
  readonly certPath: string
  readonly keyPath: string
}

export interface Transport {
  readonly isSecure: boolean
  /** The port in use, where 0 was asked for. */
  readonly port: number
  /** New TLS handshakes use these; sockets that are open stay. */
  useTls(tls: TlsFiles): void
  /** Frees the port; sockets that are open stay. May be called twice. */
  stopListening(): void
  /** Stops listening; resolves when all connections have ended. Sockets are the caller's to end. */
  close(): Promise<void>
}
