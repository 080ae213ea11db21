/**
 * The tracker as a running thing: sockets, timers and the allowlist around the pure protocol.
 *
 * It wires and counts; what is answered is `protocol.ts`'s, how one socket behaves is `ws-connection.ts`'s. It listens by
 * itself, or takes the WebSocket upgrades of one path on somebody else's HTTP server (the player's, under `npm start`).
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Clock, Rng } from '../src/shared/clock.ts'
import { domClock } from '../src/shared/dom-clock.ts'
import { encodeTrackerMessage, parseClientMessage } from '../src/shared/wire/tracker.ts'
import { NodeAllowlist } from './admission/node-allowlist.ts'
import { type Command, TrackerProtocol } from './core/protocol.ts'
import { answerHttp, type TrackerStats } from './ops/http-status.ts'
import type { TrackerSettings } from './ops/settings.ts'
import { silentLog, type TrackerLog } from './ops/tracker-log.ts'
import { clientAddress } from './transport/client-address.ts'
import { hasPath, listen, refuseUpgrade, unlisten, urlOf } from './transport/http-upgrade.ts'
import { CLOSE_GOING_AWAY, CLOSE_INTERNAL_ERROR, WsConnection } from './transport/ws-connection.ts'

/** How long the holder of a peer id may be silent after a ping before another connection takes the id over. */
const CONFLICT_SILENCE_MS = 3000

export interface TrackerPorts {
  /** An HTTP server that somebody else runs, and closes after the tracker. Without it the tracker listens by itself. */
  readonly server?: Server
  readonly clock?: Clock
  readonly rng?: Rng
  readonly log?: TrackerLog
}

export interface Tracker {
  /** What goes into a torrent's announce list, e.g. `ws://localhost:8000/tracker`. */
  readonly url: string
  stats(): TrackerStats
  /** Says goodbye to every socket and frees the port. Resolves when both is done; may be called twice. */
  close(): Promise<void>
}

/**
 * Starts a tracker.
 * @param settings From `parseTrackerSettings`.
 * @throws TrackerError `allowlist-unreadable`, `cannot-listen`; nothing is left running then.
 */
export async function startTracker(settings: TrackerSettings, ports: TrackerPorts = {}): Promise<Tracker> {
  const tracker = new WsTracker(settings, ports)
  await tracker.start(ports.server)
  return tracker
}

class WsTracker implements Tracker {
  readonly #settings: TrackerSettings
  readonly #clock: Clock
  readonly #log: TrackerLog
  readonly #protocol: TrackerProtocol<WsConnection>
  readonly #sockets: WebSocketServer
  readonly #connections = new Set<WsConnection>()
  readonly #perAddress = new Map<string, number>()
  readonly #startedAt: number
  readonly #disposers: (() => void)[] = []
  readonly #counts = { messagesReceived: 0, messagesSent: 0, messagesRefused: 0, socketsRefused: 0 }
  #allowlist: NodeAllowlist | undefined
  #server: Server | undefined
  #isAlone = false
  #closing: Promise<void> | undefined

  constructor(settings: TrackerSettings, { clock = domClock, rng = Math.random, log = silentLog }: TrackerPorts) {
    this.#settings = settings
    this.#clock = clock
    this.#log = log
    this.#startedAt = clock.now()
    const admits = settings.open ? () => true : this.#isListed
    this.#protocol = new TrackerProtocol({ ...settings, admits, rng })
    // No compression: it costs memory per socket, and SDPs are short.
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: true,
      perMessageDeflate: false,
      maxPayload: settings.maxMessageBytes,
    })
  }

  readonly #isListed = (infoHash: Parameters<NodeAllowlist['has']>[0]) => this.#allowlist?.has(infoHash) ?? false

  get url(): string {
    return this.#settings.publicUrl ?? urlOf(this.#server, this.#settings)
  }

  async start(shared: Server | undefined): Promise<void> {
    const { allowlistFile, announceIntervalSeconds, pingIntervalMs } = this.#settings
    if (allowlistFile !== undefined) {
      const onChange = () => this.#run(this.#protocol.dropUnlisted())
      this.#allowlist = await NodeAllowlist.open(allowlistFile, this.#clock, this.#log, onChange)
      this.#disposers.push(() => this.#allowlist?.close())
    }
    try {
      this.#server = shared ?? (await listen(this.#settings, (request, response) => this.#answer(request, response)))
    } catch (error) {
      this.#allowlist?.close()
      throw error
    }
    this.#isAlone = shared === undefined
    this.#takeUpgrades(this.#server)
    this.#every(pingIntervalMs, () => {
      for (const connection of [...this.#connections]) connection.pingOrCut()
    })
    this.#every(announceIntervalSeconds * 1000, () => this.#protocol.expireIdle(this.#clock.now()))
    this.#log.info(
      `tracker at ${this.url}, ${this.#allowlist ? `${this.#allowlist.size} files` : 'open to every file'}`,
    )
  }

  stats(): TrackerStats {
    return {
      uptimeSeconds: Math.floor((this.#clock.now() - this.#startedAt) / 1000),
      sockets: this.#connections.size,
      ...this.#protocol.stats,
      ...this.#counts,
      allowlisted: this.#allowlist?.size ?? null,
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    for (const dispose of this.#disposers) dispose()
    for (const connection of [...this.#connections]) connection.close(CLOSE_GOING_AWAY, 'the tracker is stopping')
    // Each connection sees to its own end, so this does.
    await new Promise<void>((resolve) => this.#sockets.close(() => resolve()))
    if (this.#isAlone) await unlisten(this.#server)
  }

  #answer(...[request, response]: Parameters<Parameters<typeof listen>[1]>): void {
    answerHttp(request, response, () => this.stats())
  }

  #takeUpgrades(server: Server): void {
    const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!this.#isAlone && !hasPath(request, this.#settings.path)) {
        // Other listeners (a dev server's) may know that path; where there are none, nobody would ever answer.
        if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket, 404, 'Not Found')
        return
      }
      this.#upgrade(request, socket, head)
    }
    server.on('upgrade', onUpgrade)
    this.#disposers.push(() => server.off('upgrade', onUpgrade))
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { maxSockets, maxSocketsPerAddress, trustedProxies } = this.#settings
    const forwarded = request.headers['x-forwarded-for']
    const address = clientAddress(request.socket.remoteAddress, forwarded?.toString(), trustedProxies)
    const here = this.#perAddress.get(address) ?? 0
    if (here >= maxSocketsPerAddress) {
      this.#refuseSocket(socket, 429, 'Too Many Requests')
      return
    }
    if (this.#connections.size >= maxSockets) {
      this.#refuseSocket(socket, 503, 'Service Unavailable')
      return
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new WsConnection(webSocket, address, this.#clock, this.#settings, this.#events)
      this.#connections.add(connection)
      this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1)
    })
  }

  #refuseSocket(socket: Duplex, status: number, words: string): void {
    this.#counts.socketsRefused += 1
    // Once, not for each: the count is in the stats.
    if (this.#counts.socketsRefused === 1) {
      this.#log.warn(
        `a socket was refused (${status} ${words}); behind a proxy, set trustedProxies. See socketsRefused.`,
      )
    }
    refuseUpgrade(socket, status, words)
  }

  readonly #events = {
    text: (connection: WsConnection, text: string) => {
      this.#counts.messagesReceived += 1
      try {
        this.#handle(connection, text)
      } catch (error) {
        // No input should get here: it would be our bug, and must not end everybody's tracker.
        this.#log.warn(`a message broke the tracker: ${error instanceof Error ? error.stack : error}`)
        connection.close(CLOSE_INTERNAL_ERROR, 'the tracker failed')
      }
    },
    tooFast: (connection: WsConnection) => {
      this.#counts.messagesRefused += 1
      const reason = `more than ${this.#settings.messagesPerMinute} messages a minute`
      this.#run(this.#protocol.refuse(connection, { ok: false, action: 'announce', reason }))
    },
    closed: (connection: WsConnection) => {
      this.#connections.delete(connection)
      const left = (this.#perAddress.get(connection.address) ?? 1) - 1
      if (left > 0) this.#perAddress.set(connection.address, left)
      else this.#perAddress.delete(connection.address)
      this.#protocol.closed(connection)
    },
  }

  #handle(connection: WsConnection, text: string): void {
    const parsed = parseClientMessage(text)
    if (!parsed.ok) this.#counts.messagesRefused += 1
    this.#run(
      parsed.ok
        ? this.#protocol.handle(connection, parsed.message, this.#clock.now())
        : this.#protocol.refuse(connection, parsed),
    )
  }

  #run(commands: readonly Command<WsConnection>[]): void {
    for (const command of commands) {
      if (command.type === 'conflict') this.#settle(command)
      else if (command.to.isOpen) {
        this.#counts.messagesSent += 1
        command.to.send(encodeTrackerMessage(command.message))
      }
    }
  }

  /** A listener whose network changed comes back with its id while the old socket still hangs. */
  #settle({ older, newer, announce, refusal }: Extract<Command<WsConnection>, { type: 'conflict' }>): void {
    const refuse: Command<WsConnection> = { type: 'send', to: newer, message: refusal }
    if (newer.isContesting) {
      this.#run([refuse])
      return
    }
    newer.isContesting = true
    older.probe(CONFLICT_SILENCE_MS, (isAlive) => {
      newer.isContesting = false
      if (!newer.isOpen) return
      if (!isAlive) older.cut()
      this.#run(isAlive ? [refuse] : this.#protocol.handle(newer, announce, this.#clock.now()))
    })
  }

  #every(intervalMs: number, task: () => void): void {
    let cancel = () => {}
    const again = () => {
      cancel = this.#clock.after(intervalMs, () => {
        again()
        task()
      })
    }
    again()
    this.#disposers.push(() => cancel())
  }
}
