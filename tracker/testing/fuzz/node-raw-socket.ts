/**
 * A WebSocket client on bare TCP, which sends any bytes at all and reads a tracker's frames. It answers pings, as browsers do by
 * themselves, and nothing else.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { frameBytes, OPCODE, type ServerFrame, ServerFrames } from './websocket-frames.ts'

/** What RFC 6455, section 7.1.5, calls a connection that ended without a close frame. */
export const CLOSED_WITHOUT_CODE = 1006

export interface RawSocketEvents {
  text(text: string): void
  pong(payload: Buffer): void
}

export class RawSocket {
  /** Resolves with the code of the tracker's close frame, when the connection has ended. */
  readonly closed: Promise<number>
  readonly #tcp: Socket
  #events: RawSocketEvents = { text() {}, pong() {} }
  readonly #frames = new ServerFrames()
  #code = CLOSED_WITHOUT_CODE

  private constructor(tcp: Socket) {
    this.#tcp = tcp
    this.closed = new Promise((resolve) => tcp.once('close', () => resolve(this.#code)))
    tcp.on('data', (chunk: Buffer) => {
      for (const frame of this.#frames.push(chunk)) this.#take(frame)
    })
  }

  /** @param url Of a tracker on this machine. @throws Error where it refuses. */
  static async open(url: string): Promise<RawSocket> {
    const { hostname, port, pathname } = new URL(url)
    const tcp = connect({ host: hostname, port: Number(port), noDelay: true })
    // A tracker that hangs up while we write is what this is about; `closed` tells.
    tcp.on('error', () => {})
    tcp.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    await upgraded(tcp)
    return new RawSocket(tcp)
  }

  /** From here on `events` are told. */
  listen(events: RawSocketEvents): void {
    this.#events = events
  }

  write(bytes: Uint8Array): void {
    this.#tcp.write(bytes)
  }

  /** Says nothing more, as a program that died. */
  end(): void {
    this.#tcp.end()
  }

  #take({ opcode, payload }: ServerFrame): void {
    if (opcode === OPCODE.text) this.#events.text(payload.toString())
    else if (opcode === OPCODE.pong) this.#events.pong(payload)
    else if (opcode === OPCODE.ping) this.#tcp.write(frameBytes({ opcode: OPCODE.pong, payload }))
    else if (opcode === OPCODE.close) {
      this.#code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005
      this.#tcp.end(frameBytes({ opcode: OPCODE.close, payload: payload.subarray(0, 2) }))
    }
  }
}

/** A tracker says nothing before it is asked, so nothing follows the head of its 101. */
async function upgraded(tcp: Socket): Promise<void> {
  const [head] = await Promise.race([once(tcp, 'data'), once(tcp, 'close')])
  if (!String(head).startsWith('HTTP/1.1 101')) throw new Error(`no WebSocket: ${String(head).split('\r\n')[0]}`)
}
