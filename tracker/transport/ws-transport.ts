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
import { listen } from './http-listen.ts'
import { hasPath, pathOf, readUpgrade, refuseUpgrade } from './http-upgrade.ts'
import type { TlsFiles, Transport, TransportHost, TransportOptions } from './transport.ts'
import { OwnedWebSocket, WsSocket } from './ws-socket.ts'

/** Connections of one address that are no sockets yet, beside those that are. */
const SPARE_CONNECTIONS = 32

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
  readonly #sockets: WebSocketServerOf<typeof OwnedWebSocket>
  readonly #perRemote = new Map<string, number>()
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
      if (this.#server.listenerCount('upgrade') === 1) refuseUpgrade(stream, { status: 404, words: 'Not Found' })
      return
    }
    const verdict = this.#host.admit(readUpgrade(request))
    if ('status' in verdict) {
      refuseUpgrade(stream, verdict)
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

  /**
   * Requests that never become sockets: one address could otherwise take all connections there may be. Who has too many is cut before
   * anything is made for it to be read with. Behind a proxy that is the proxy's matter.
   */
  #meterConnections(): void {
    const event = 'connection'
    const listeners = this.#server.listeners(event) as ((socket: Socket) => void)[]
    this.#server.removeAllListeners(event)
    this.#server.on(event, (socket: Socket) => {
      if (!this.#admitConnection(socket)) return
      for (const listener of listeners) listener.call(this.#server, socket)
    })
  }

  #admitConnection(socket: Socket): boolean {
    const remote = socket.remoteAddress ?? ''
    const here = (this.#perRemote.get(remote) ?? 0) + 1
    if (here > this.#options.maxSocketsPerAddress + SPARE_CONNECTIONS) {
      socket.destroy()
      return false
    }
    this.#perRemote.set(remote, here)
    socket.once('close', () => {
      const left = (this.#perRemote.get(remote) ?? 1) - 1
      if (left > 0) this.#perRemote.set(remote, left)
      else this.#perRemote.delete(remote)
    })
    return true
  }
}
