/**
 * The fast transport: uWebSockets, whose C++ carries sockets at a third of the memory and twice the messages a second of `ws`.
 *
 * It is not among our dependencies: its package holds binaries for every system, some 250 MB. The operator installs it
 * (docs/operating.md), and `transport: 'fast'` asks for it. It differs from `ws` where the library leaves no choice: what is far
 * too long, or no UTF-8, is cut without a close code, and fragments are bounded by their bytes, not their number.
 */

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import type { HttpResponse, TemplatedApp, HttpRequest as UwsRequest, us_listen_socket } from 'uwebsockets'
import { domClock } from '../../src/shared/dom-clock.ts'
import { TrackerError } from '../tracker-error.ts'
import { addressKey } from './client-address.ts'
import { ConnectionMeter } from './connection-meter.ts'
import { listening, takePort } from './http-listen.ts'
import { SlowRefusals } from './slow-refusals.ts'
import type {
  HttpAnswer,
  HttpRequest,
  TlsFiles,
  Transport,
  TransportHost,
  TransportOptions,
  UpgradeRefusal,
} from './transport.ts'
import { Outbox } from './uws-outbox.ts'
import { type Owned, UwsSocket } from './uws-socket.ts'

type Library = typeof import('uwebsockets')

const CLOSE_TOO_LONG = 1009
/** Bytes of messages that are still read, to be refused with a code. */
const READ_BEYOND = 2

/** @throws TrackerError `no-fast-transport`, `cannot-listen` */
export async function startUwsTransport(options: TransportOptions, host: TransportHost): Promise<Transport> {
  const transport = new UwsTransport(await load(), options, host)
  await transport.listen()
  return transport
}

async function load(): Promise<Library> {
  try {
    return (await import('uwebsockets')).default
  } catch (error) {
    const words = 'the fast transport needs the package “uwebsockets” and a binary of it for this system'
    throw new TrackerError('no-fast-transport', `${words}: ${error instanceof Error ? error.message : error}`, error)
  }
}

class UwsTransport implements Transport {
  readonly #library: Library
  readonly #options: TransportOptions
  readonly #host: TransportHost
  readonly isSecure: boolean
  #port: number
  /** Kept while its sockets live: there is one for each certificate that was in use. */
  readonly #apps: TemplatedApp[] = []
  #listening: us_listen_socket | undefined
  readonly #outbox = new Outbox()
  readonly #meter: ConnectionMeter
  readonly #refusals = new SlowRefusals(domClock, Math.random)

  constructor(library: Library, options: TransportOptions, host: TransportHost) {
    this.#library = library
    this.#options = options
    this.#host = host
    this.#meter = new ConnectionMeter(options.maxSocketsPerAddress)
    this.isSecure = options.tls !== undefined
    this.#port = options.port
  }

  get port(): number {
    return this.#port
  }

  async listen(): Promise<void> {
    this.#port = await takePort(this.#options, () => freePort(this.#options))
    this.#listening = this.#take(this.#app(this.#options.tls))
  }

  /** The library can't change a certificate: a second app listens too, and the first keeps its sockets. */
  useTls(tls: TlsFiles): void {
    const before = this.#listening
    if (!this.isSecure || before === undefined) return
    this.#listening = this.#take(this.#app(tls))
    this.#library.us_listen_socket_close(before)
  }

  stopListening(): void {
    if (this.#listening !== undefined) this.#library.us_listen_socket_close(this.#listening)
    this.#listening = undefined
    this.#refusals.flush()
  }

  async close(): Promise<void> {
    this.stopListening()
    for (const app of this.#apps) app.close()
  }

  /** @throws TrackerError `cannot-listen` where somebody was quicker, or the system has no more to give */
  #take(app: TemplatedApp): us_listen_socket {
    const host = bare(this.#options.host)
    let taken: us_listen_socket | false = false
    app.listen(host, this.#port, (socket) => {
      taken = socket
    })
    if (taken === false) throw new TrackerError('cannot-listen', `the tracker cannot listen on ${host}:${this.#port}`)
    return taken
  }

  #app(tls: TlsFiles | undefined): TemplatedApp {
    const { App, SSLApp } = this.#library
    const app = tls ? SSLApp({ cert_file_name: tls.certPath, key_file_name: tls.keyPath }) : App()
    this.#apps.push(app)
    // Behind a proxy that is the proxy's matter.
    if (this.#options.trustedProxies === 0) {
      app.filter((response, change) => (Number(change) > 0 ? this.#meet(response) : undefined))
    }
    const { maxMessageBytes, maxBufferedBytes } = this.#options
    return app
      .ws<Owned>('/*', {
        compression: this.#library.DISABLED,
        maxPayloadLength: READ_BEYOND * maxMessageBytes,
        maxBackpressure: maxBufferedBytes,
        closeOnBackpressureLimit: 1,
        // Who is silent is found out by our own pings, on either transport.
        idleTimeout: 0,
        upgrade: (response, request, context) => this.#upgrade(response, request, context),
        open: (native) => native.getUserData().owner.opened(native),
        message: (native, message, isBinary) => {
          const socket = native.getUserData().owner
          if (isBinary) socket.binary()
          else if (message.byteLength > maxMessageBytes) this.#refuseLong(socket)
          else socket.text(Buffer.from(message).toString('latin1'))
        },
        ping: (native) => native.getUserData().owner.pinged(),
        pong: (native) => native.getUserData().owner.ponged(),
        close: (native, code, message) =>
          native.getUserData().owner.closed(code, Buffer.from(message).toString('latin1')),
      })
      .any('/*', (response, request) => {
        const [method, path] = [request.getMethod().toUpperCase(), request.getUrl()]
        void this.#answer(response, { method, path, accept: request.getHeader('accept') || undefined })
      })
  }

  /** A new connection. Whose it was is not known any more when it ends. */
  #meet(response: HttpResponse): void {
    if (this.#meter.admits(addressKey(new Uint8Array(response.getRemoteAddress())), domClock.now())) return
    this.#host.turnedAway()
    response.close()
  }

  #refuseLong(socket: UwsSocket): void {
    socket.end('too-long')
    socket.close(CLOSE_TOO_LONG, 'the message is too long')
  }

  #upgrade(...[response, request, context]: Parameters<NonNullable<UpgradeHandler>>): void {
    const verdict = this.#host.admit({
      remoteAddress: remoteOf(response),
      origin: request.getHeader('origin') || undefined,
      forwardedFor: allOf(request, 'x-forwarded-for'),
    })
    if ('status' in verdict) {
      this.#refuse(response, verdict)
      return
    }
    const header = (name: string) => request.getHeader(`sec-websocket-${name}`)
    const protocol = header('protocol')
    response.upgrade(
      { owner: new UwsSocket(verdict, this.#outbox) },
      header('key'),
      protocol,
      header('extensions'),
      context,
    )
  }

  #refuse(response: HttpResponse, { status, words, delayMs = 0 }: UpgradeRefusal): void {
    let isGone = false
    response.onAborted(() => {
      isGone = true
    })
    this.#refusals.after(delayMs, () => {
      if (isGone) return
      response.cork(() => response.writeStatus(`${status} ${words}`).writeHeader('connection', 'close').end('', true))
    })
  }

  async #answer(response: HttpResponse, request: HttpRequest): Promise<void> {
    let isGone = false
    response.onAborted(() => {
      isGone = true
    })
    const answer = await this.#host.answer(request)
    if (!isGone) response.cork(() => write(response, answer, request.method === 'HEAD'))
  }
}

/**
 * Makes sure that nobody listens there: the library would share the port (SO_REUSEPORT), and each of two trackers would know half
 * of a swarm. @returns the port, chosen by the system where 0 is asked for.
 */
async function freePort({ host, port }: TransportOptions): Promise<number> {
  const server = createServer()
  await listening(server, bare(host), port)
  const { port: taken } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return taken
}

const bare = (host: string) => host.replace(/^\[|\]$/g, '')

type UpgradeHandler = import('uwebsockets').WebSocketBehavior<Owned>['upgrade']

function write(response: HttpResponse, { status, headers, body }: HttpAnswer, isHead: boolean): void {
  response.writeStatus(String(status))
  for (const [name, value] of Object.entries(headers)) response.writeHeader(name, value)
  if (isHead) response.endWithoutBody(Buffer.byteLength(body))
  else response.end(body)
}

/** The library gives the first line of a header; a proxy may have added one of its own. */
function allOf(request: UwsRequest, name: string): string | undefined {
  const values: string[] = []
  request.forEach((key, value) => {
    if (key === name) values.push(value)
  })
  return values.length === 0 ? undefined : values.join(', ')
}

const remoteOf = (response: HttpResponse) => plainAddress(Buffer.from(response.getRemoteAddressAsText()).toString())

/** The library writes an IPv4 address that came over an IPv6 socket in full. */
function plainAddress(text: string): string {
  const mapped = /^(?:0{4}:){5}ffff:([0-9a-f]{2})([0-9a-f]{2}):([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  return mapped
    ? mapped
        .slice(1)
        .map((byte) => Number.parseInt(byte, 16))
        .join('.')
    : text
}
