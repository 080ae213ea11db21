/**
 * Decides who gets a socket, by what is known before it says anything: the site its page is from, what its address has already,
 * what the tracker has room for. Counts whom it turns away.
 */
import type { Clock } from '../src/shared/clock.ts'
import type { OriginCheck } from './admission/origins.ts'
import type { Connections } from './connections.ts'
import type { TrackerSettings } from './ops/settings.ts'
import type { SocketRefusal, TrackerCounts } from './ops/tracker-counts.ts'
import type { TrackerLog } from './ops/tracker-log.ts'
import { Arrivals } from './transport/arrivals.ts'
import { clientAddress } from './transport/client-address.ts'
import { Connection, type ConnectionEnd, type ConnectionEvents } from './transport/connection.ts'
import { MessageAllowance } from './transport/message-allowance.ts'
import type { UpgradeRefusal, UpgradeRequest } from './transport/transport.ts'

export interface DoorPorts {
  readonly clock: Clock
  readonly log: TrackerLog
  readonly counts: TrackerCounts
  readonly connections: Connections
  readonly admitsOrigin: OriginCheck
  /** Resident, of the process. */
  readonly memoryBytes: () => number
}

const FORBIDDEN = { status: 403, words: 'Forbidden' }
/** It comes late, so that who asks again and again asks seldom. */
const TOO_MANY = { status: 429, words: 'Too Many Requests', delayMs: 1000 }
const UNAVAILABLE = { status: 503, words: 'Service Unavailable' }

export class Door {
  readonly #settings: TrackerSettings
  readonly #ports: DoorPorts
  readonly #arrivals: Arrivals
  #isShut = false
  #isFull = false

  constructor(settings: TrackerSettings, ports: DoorPorts) {
    this.#settings = settings
    this.#ports = ports
    this.#arrivals = new Arrivals(settings.maxSocketsPerAddress)
  }

  /** @returns a connection, counted among those of its address from now on until it ends; or why not */
  admit(request: UpgradeRequest, events: ConnectionEvents): Connection | UpgradeRefusal {
    const { clock, connections, admitsOrigin } = this.#ports
    const { maxSockets, maxSocketsPerAddress, trustedProxies, messagesPerMinute } = this.#settings
    if (this.#isShut) return this.#refused('draining', UNAVAILABLE)
    if (!admitsOrigin(request.origin)) return this.#refused('origin', FORBIDDEN)
    const address = clientAddress(request.remoteAddress, request.forwardedFor, trustedProxies)
    const now = clock.now()
    if (connections.ofAddress(address) >= maxSocketsPerAddress || !this.#arrivals.take(address, now)) {
      return this.#refused('address-limit', TOO_MANY)
    }
    if (connections.size >= maxSockets) return this.#refused('socket-limit', UNAVAILABLE)
    if (this.#isFull) return this.#refused('memory', UNAVAILABLE)
    const allowance = new MessageAllowance(messagesPerMinute, now)
    const connection = new Connection(address, clock, allowance, connections.sharedAllowance(address), events)
    connections.add(connection)
    return connection
  }

  /** A flood is not to begin anew with the next socket. */
  ended({ address }: Connection, end: ConnectionEnd): void {
    if (end === 'too-many-messages') this.#arrivals.bar(address, this.#ports.clock.now())
  }

  /** The transport cut a connection: its address makes too many. */
  turnedAway(): void {
    this.#count('connection-limit')
  }

  /** Nobody gets in any more. */
  shut(): void {
    this.#isShut = true
  }

  /** To be called about once a second. */
  watchMemory(): void {
    const { log, memoryBytes } = this.#ports
    const isFull = memoryBytes() > this.#settings.maxMemoryMegabytes * 1e6
    if (isFull !== this.#isFull) {
      log.warn(isFull ? 'memory is used up: no further socket is taken' : 'there is memory again')
    }
    this.#isFull = isFull
  }

  #refused(reason: SocketRefusal, refusal: UpgradeRefusal): UpgradeRefusal {
    this.#count(reason)
    return refusal
  }

  #count(reason: SocketRefusal): void {
    const { counts, log } = this.#ports
    counts.socketsRefused[reason] += 1
    // Once, not for each: the rest is in the metrics.
    if (counts.socketsRefused[reason] === 1) {
      log.warn('a socket was refused; behind a proxy, set trustedProxies', { reason })
    }
  }
}
