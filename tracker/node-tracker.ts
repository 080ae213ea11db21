/**
 * The tracker as a running thing: a transport, timers and lists around the pure protocol.
 *
 * It wires and counts; what is answered is `core/protocol.ts`'s, how one socket behaves `transport/connection.ts`'s. It listens
 * by itself, or takes the WebSocket upgrades of one path on somebody else's HTTP server (the player's, under `npm start`).
 */
import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { Clock, Rng } from '../src/shared/clock.ts'
import { domClock } from '../src/shared/dom-clock.ts'
import type { OpenList } from './admission/admission-list.ts'
import { NodeAdmission } from './admission/node-admission.ts'
import { Connections, PING_STEP_MS } from './connections.ts'
import { bytesOfHex } from './core/byte-ids.ts'
import { TrackerProtocol } from './core/protocol.ts'
import { Door } from './door.ts'
import { MessageDesk } from './message-desk.ts'
import { answerHttp } from './ops/answers.ts'
import { readTlsFiles } from './ops/node-tls-files.ts'
import { NodeTlsWatch } from './ops/node-tls-watch.ts'
import { PromMetrics } from './ops/prom-metrics.ts'
import type { TrackerSettings } from './ops/settings.ts'
import { newCounts } from './ops/tracker-counts.ts'
import { placeOf, silentLog, type TrackerLog } from './ops/tracker-log.ts'
import { listViewOf, statsOf, type TrackerState, type TrackerStats, type TrackerView } from './ops/tracker-view.ts'
import { NodeReach } from './reach/node-reach.ts'
import { urlOf } from './tracker-url.ts'
import { CLOSE_GOING_AWAY, CLOSE_INTERNAL_ERROR, type Connection, type ConnectionEnd } from './transport/connection.ts'
import type {
  TlsFiles,
  Transport,
  TransportHost,
  TransportOptions,
  UpgradeRefusal,
  UpgradeRequest,
} from './transport/transport.ts'
import { startWsTransport } from './transport/ws-transport.ts'

const HOUSEKEEPING_MS = 1000
/** Between the last goodbye and the end: for it to be heard and answered. */
const LAST_GOODBYE_MS = 200

export interface TrackerPorts {
  /** An HTTP server that somebody else runs, and closes after the tracker. Without it the tracker listens by itself. */
  readonly server?: Server
  readonly clock?: Clock
  readonly rng?: Rng
  readonly log?: TrackerLog
  /** Lists of what is served, beside the settings' `allowlistFile`: the published feeds. */
  readonly lists?: readonly OpenList[]
  /** Of the package, for the status page. */
  readonly version?: string
}

export interface Tracker {
  /** What goes into a torrent's announce list, e.g. `ws://localhost:8000/tracker`. */
  readonly url: string
  /** Whether new listeners are to be sent here: running, and not draining. */
  readonly isReady: boolean
  stats(): TrackerStats
  /** Reads lists and certificates again, as SIGHUP asks for. What can't be read leaves things as they are, and is logged. */
  reload(): Promise<void>
  /**
   * Ends it without losing anybody: not ready any more, then the port is free and everybody is asked, one after another, to come
   * back to whichever process listens then. Resolves when all of it has ended; may be called twice.
   */
  drain(): Promise<void>
  /** Says goodbye to every socket and frees the port. Resolves when both is done; may be called twice. */
  close(): Promise<void>
}

/**
 * Starts a tracker.
 * @param settings From `parseTrackerSettings`.
 * @throws TrackerError Any kind but `bad-settings` of single fields; nothing is left running then.
 */
export async function startTracker(settings: TrackerSettings, ports: TrackerPorts = {}): Promise<Tracker> {
  const tracker = new NodeTracker(settings, ports)
  try {
    await tracker.start(ports.server)
  } catch (error) {
    await tracker.close()
    throw error
  }
  return tracker
}

class NodeTracker implements Tracker, TransportHost {
  readonly #settings: TrackerSettings
  readonly #clock: Clock
  readonly #rng: Rng
  readonly #log: TrackerLog
  readonly #lists: readonly OpenList[]
  readonly #version: string
  readonly #protocol: TrackerProtocol<Connection>
  readonly #desk: MessageDesk
  readonly #connections: Connections
  readonly #door: Door
  readonly #startedAt: number
  readonly #disposers: (() => void)[] = []
  readonly #counts = newCounts()
  readonly #metrics = new PromMetrics(() => this.view())
  #admission: NodeAdmission | undefined
  #reach: NodeReach | undefined
  #transport: Transport | undefined
  #tlsWatch: NodeTlsWatch | undefined
  #isDraining = false
  #draining: Promise<void> | undefined
  #closing: Promise<void> | undefined

  constructor(settings: TrackerSettings, ports: TrackerPorts) {
    const { clock = domClock, rng = Math.random, log = silentLog, lists = [], version = 'unknown' } = ports
    this.#settings = settings
    this.#clock = clock
    this.#rng = rng
    this.#log = log
    this.#lists = lists
    this.#version = version
    this.#startedAt = clock.now()
    this.#connections = new Connections(clock, settings.messagesPerMinutePerAddress)
    this.#door = new Door(settings, {
      clock,
      log,
      counts: this.#counts,
      connections: this.#connections,
      admitsOrigin: (origin) => this.#admission?.admitsOrigin(origin) ?? false,
      memoryBytes: () => process.memoryUsage.rss(),
    })
    this.#protocol = new TrackerProtocol({
      ...settings,
      iceServers: () => this.#reach?.iceServers(),
      standing: (infoHash) => this.#admission?.standing(infoHash) ?? 'unlisted',
      rng,
      newSecret: () => randomBytes(16).toString('base64url'),
      counts: this.#counts,
    })
    this.#desk = new MessageDesk({
      protocol: this.#protocol,
      counts: this.#counts,
      clock,
      unixMs: Date.now,
      candidates: settings.candidates,
      tokens: () => this.#admission?.tokens,
      broken: (connection, error) => {
        log.warn('a message broke the tracker', { place: placeOf(error) })
        connection.close(CLOSE_INTERNAL_ERROR, 'the tracker failed', 'internal')
      },
      served: (connection) => this.#connections.served(connection),
    })
  }

  get url(): string {
    return this.#settings.publicUrl ?? urlOf(this.#settings, this.#transport)
  }

  get isReady(): boolean {
    return this.#state === 'ready'
  }

  async start(server: Server | undefined): Promise<void> {
    const { announceIntervalSeconds, firstAnnounceSeconds, pingIntervalMs, path } = this.#settings
    this.#admission = await NodeAdmission.open(this.#settings, this.#lists, {
      clock: this.#clock,
      log: this.#log,
      onChange: () => this.#desk.run(this.#protocol.dropUnlisted()),
      written: bytesOfHex,
    })
    this.#reach = await NodeReach.start(this.#settings, { clock: this.#clock, log: this.#log })
    const tls = await readTlsFiles(this.#settings)
    const options = { ...this.#settings, ...(tls && { tls }) }
    this.#transport =
      this.#settings.transport === 'fast' && server === undefined
        ? await startFastTransport(options, this)
        : await startWsTransport(options, this, server && { server, path })
    if (tls) {
      const use = (renewed: TlsFiles) => this.#transport?.useTls(renewed)
      this.#tlsWatch = new NodeTlsWatch(this.#settings, tls, { clock: this.#clock, log: this.#log, use })
      this.#disposers.push(() => this.#tlsWatch?.close())
    }
    this.#every(PING_STEP_MS, () => this.#connections.pingOrCutDue(pingIntervalMs))
    this.#every(announceIntervalSeconds * 1000, () => this.#protocol.expireIdle(this.#clock.now()))
    this.#every(HOUSEKEEPING_MS, () => {
      this.#connections.seeOffIdlers(firstAnnounceSeconds * 1000)
      this.#door.watchMemory()
    })
    const files = this.#list?.files
    this.#log.info(files === undefined ? 'the tracker runs, open to every file' : 'the tracker runs', {
      url: this.url,
      ...(files !== undefined && { files }),
    })
  }

  stats(): TrackerStats {
    return statsOf(this.view())
  }

  /** For the status page and the metrics. */
  view(): TrackerView {
    const { maxSockets, maxMemoryMegabytes } = this.#settings
    return {
      version: this.#version,
      state: this.#state,
      uptimeSeconds: Math.floor((this.#clock.now() - this.#startedAt) / 1000),
      sockets: this.#connections.size,
      maxSockets,
      ...this.#protocol.stats,
      memoryBytes: process.memoryUsage.rss(),
      maxMemoryBytes: maxMemoryMegabytes * 1e6,
      list: this.#list,
      stun: this.#reach?.stunStats,
      counts: this.#counts,
    }
  }

  get #list(): TrackerView['list'] {
    const lists = this.#admission?.lists
    return lists && listViewOf(lists, (at) => Date.now() - (this.#clock.now() - at))
  }

  get #state(): TrackerState {
    if (this.#isDraining || this.#closing !== undefined) return 'draining'
    return this.#transport === undefined ? 'starting' : 'ready'
  }

  async reload(): Promise<void> {
    await this.#admission?.reload()
    await this.#tlsWatch?.reload()
    try {
      await this.#reach?.reload()
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      this.#log.warn('the TURN secret could not be read again; the one in use stays', { problem })
    }
  }

  drain(): Promise<void> {
    this.#draining ??= this.#drain()
    return this.#draining
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #drain(): Promise<void> {
    this.#isDraining = true
    this.#log.info('draining: every socket is asked to move', { sockets: this.#connections.size })
    if (!(await this.#pause(this.#settings.drainNoticeSeconds * 1000))) return this.close()
    this.#door.shut()
    this.#transport?.stopListening()
    await this.#connections.moveAll(this.#settings.drainSeconds * 1000, this.#rng, this.#pause)
    await this.#pause(LAST_GOODBYE_MS)
    await this.close()
  }

  async #close(): Promise<void> {
    for (const dispose of this.#disposers) dispose()
    for (const connection of [...this.#connections.all]) {
      connection.close(CLOSE_GOING_AWAY, 'the tracker is stopping', 'stopping')
    }
    await this.#transport?.close()
    await this.#reach?.close()
    this.#admission?.close()
  }

  // --- what the transport asks and tells

  answer(request: Parameters<TransportHost['answer']>[0]): ReturnType<TransportHost['answer']> {
    const subject = { view: () => this.view(), metrics: () => this.#metrics.read() }
    return answerHttp(request, subject).catch((error: unknown) => {
      this.#log.warn('an HTTP request broke the tracker', { place: placeOf(error) })
      return { status: 500, headers: {}, body: '' }
    })
  }

  admit(request: UpgradeRequest): Connection | UpgradeRefusal {
    return this.#door.admit(request, this.#events)
  }

  turnedAway(): void {
    this.#door.turnedAway()
  }

  readonly #events = {
    opened: () => {
      this.#counts.socketsOpened += 1
    },
    text: (connection: Connection, bytes: string) => this.#desk.take(connection, bytes),
    tooFast: (connection: Connection, isFirst: boolean) => {
      const { messagesPerMinute, messagesPerMinutePerAddress } = this.#settings
      const limits = `${messagesPerMinute} of one connection, ${messagesPerMinutePerAddress} of one address`
      this.#desk.tooFast(connection, isFirst, `too many messages a minute: at most ${limits}`)
    },
    ended: (connection: Connection, end: ConnectionEnd) => {
      if (end === 'bad-request') this.#counts.socketsRefused[end] += 1
      else if (end !== 'gone') this.#counts.socketsClosed[end] += 1
      this.#door.ended(connection, end)
      this.#connections.remove(connection)
      this.#desk.ended(connection)
    },
  }

  /** @returns false where the tracker is closed before the time is over */
  readonly #pause = (ms: number): Promise<boolean> =>
    new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => resolve(true))
      this.#disposers.push(() => {
        cancel()
        resolve(false)
      })
    })

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

/** Not every machine has it, and it is large: read only where it is asked for. */
async function startFastTransport(options: TransportOptions, host: TransportHost): Promise<Transport> {
  const { startUwsTransport } = await import('./transport/uws-transport.ts')
  return startUwsTransport(options, host)
}
