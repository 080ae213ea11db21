/**
 * The default transport: `ws` on Node's HTTP server, which installs from the registry alone.
 *
 * It listens by itself, or takes the WebSocket upgrades of one path on somebody else's HTTP server (the player's, under
 * `npm start`). No compression: it costs memory for each socket, and SDPs are short.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as TlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type Server as WebSocketServerOf } from 'ws'
import { domClock } from '../../src/shared/dom-clock.ts'
import { clientAddress } from './client-address.ts'
import { ConnectionMeter } from './connection-meter.ts'
import { listen } from './http-listen.ts'
import { hasPath, pathOf, readUpgrade, refuseUpgrade } from './http-upgrade.ts'
import { refuseEarly } from './node-early-refusal.ts'
import { SlowRefusals } from './slow-refusals.ts'
import type { TlsFiles, Transport, TransportHost, TransportOptions, UpgradeRefusal } from './transport.ts'
import { OwnedWebSocket, WsSocket } from './ws-socket.ts'

/** Whoever comes again as soon as it was cut then comes seldom. */
const CUT_DELAY_MS = 1000

/** Where somebody else listens. */
interface SharedServer {
  readonly server: Server
  readonly path: string
}

/** @throws TrackerError `cannot-listen` */
export async function startWsTransport(
  options: TransportOptions,
  host: TransportHost,
  shared?: SharedServer,
): Promise<Transport> {
  const server = shared?.server ?? (await listen(options, (request, response) => void answer(host, request, response)))
  return new WsTransport(server, options, host, shared?.path)
}

async function answer(host: TransportHost, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', headers: asked } = request
  const { status, headers, body } = await host.answer({ method, path: pathOf(request), accept: asked.accept })
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

class WsTransport implements Transport {
  readonly #server: Server
  readonly #options: TransportOptions
  readonly #host: TransportHost
  /** Given: the server is somebody else's. */
  readonly #path: string | undefined
  readonly #refusals = new SlowRefusals(domClock, Math.random)
  /** Apart from those, lest a flood of these takes the places of requests that were read. */
  readonly #cuts = new SlowRefusals(domClock, Math.random)
  readonly #sockets: WebSocketServerOf<typeof OwnedWebSocket>
  readonly port: number
  /** Set when it no longer listens. */
  #allEnded: Promise<void> | undefined

  constructor(server: Server, options: TransportOptions, host: TransportHost, path: string | undefined) {
    this.#server = server
    this.#options = options
    this.#host = host
    this.#path = path
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.maxMessageBytes,
      maxFragments: options.maxFragments,
      WebSocket: OwnedWebSocket,
    })
    const address = server.address() as AddressInfo | null
    this.port = address?.port ?? options.port
    server.on('upgrade', this.#onUpgrade)
    if (path === undefined && options.trustedProxies === 0) this.#meterConnections()
  }

  get isSecure(): boolean {
    return this.#server instanceof TlsServer
  }

  useTls({ cert, key }: TlsFiles): void {
    if (this.#server instanceof TlsServer) this.#server.setSecureContext({ cert, key })
  }

  stopListening(): void {
    if (this.#allEnded !== undefined) return
    this.#server.off('upgrade', this.#onUpgrade)
    this.#refusals.flush()
    this.#cuts.flush()
    this.#allEnded = this.#path === undefined ? this.#closeServer() : Promise.resolve()
  }

  async close(): Promise<void> {
    this.stopListening()
    if (this.#path === undefined) this.#server.closeAllConnections()
    await this.#allEnded
  }

  /** The port is free at once; resolves when every connection has ended. */
  #closeServer(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  readonly #onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    if (this.#path !== undefined && !hasPath(request, this.#path)) {
      // Other listeners (a dev server's) may know that path; where there are none, nobody would ever answer.
      if (this.#server.listenerCount('upgrade') === 1) this.#refuse(stream, { status: 404, words: 'Not Found' })
      return
    }
    const verdict = this.#host.admit(readUpgrade(request))
    if ('status' in verdict) {
      this.#refuse(stream, verdict)
      return
    }
    let isOpen = false
    this.#sockets.handleUpgrade(request, stream, head, (webSocket) => {
      isOpen = true
      new WsSocket(webSocket, stream, verdict, this.#options.maxBufferedBytes)
    })
    // `ws` has answered a handshake that was none, by itself.
    if (!isOpen) verdict.ended('bad-request')
  }

  #refuse(stream: Duplex, refusal: UpgradeRefusal): void {
    // Node has taken its own listener away.
    stream.on('error', () => {})
    this.#refusals.after(refusal.delayMs ?? 0, () => refuseUpgrade(stream, refusal))
  }

  /** Behind a proxy that is the proxy's matter. */
  #meterConnections(): void {
    const meter = new ConnectionMeter(this.#options.maxSocketsPerAddress)
    // Before what follows, which may keep it from hearing of those that are refused.
    this.#server.on('connection', (socket: Socket) => {
      const address = clientAddress(socket.remoteAddress, undefined, 0)
      meter.opened(address)
      socket.once('close', () => meter.closed(address))
    })
    const refuses = (remote: string): boolean => {
      const isAdmitted = meter.admits(clientAddress(remote, undefined, 0), domClock.now())
      if (!isAdmitted) this.#host.turnedAway()
      return !isAdmitted
    }
    refuseEarly(this.#server, refuses, (end) => this.#cuts.after(CUT_DELAY_MS, end))
  }
}
