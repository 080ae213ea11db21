/**
 * STUN in the tracker's own process: one UDP socket that answers Binding requests (RFC 8489).
 *
 * What is answered is `stun-message.ts`'s, how often `answer-allowance.ts`'s; here are the socket and the counts. It logs no
 * address, remembers none beyond a second, and nothing that comes in ends it. Why our own: docs/decisions/0033-stun-responder.md.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import type { Clock } from '../../src/shared/clock.ts'
import { domClock } from '../../src/shared/dom-clock.ts'
import { silentLog, type TrackerLog } from '../ops/tracker-log.ts'
import { TrackerError } from '../tracker-error.ts'
import { clientAddress } from '../transport/client-address.ts'
import { AnswerAllowance } from './answer-allowance.ts'
import { answerBinding } from './stun-message.ts'

export interface StunSettings {
  /** Name or address to listen on, as the tracker's own. `::` is both IPv6 and IPv4. */
  readonly host: string
  /** UDP port; 0 takes a free one. */
  readonly port: number
  /** To one IPv4 address or IPv6 /64. A page asks once for each of its connections and networks, and again every 10 s or so. */
  readonly answersPerAddressPerSecond?: number
  readonly answersPerSecond?: number
}

export interface StunPorts {
  readonly clock?: Clock
  readonly log?: TrackerLog
}

/** Datagrams since the start, by what became of them. */
export interface StunStats {
  readonly answered: number
  /** No Binding requests. */
  readonly ignored: number
  /** Binding requests beyond what one address, or all, may ask in a second. */
  readonly limited: number
}

export interface StunServer {
  readonly port: number
  stats(): StunStats
  /** Frees the port. May be called twice. */
  close(): Promise<void>
}

/** @throws TrackerError `cannot-listen`, in words for the operator; nothing is left running then. */
export async function startStunServer(settings: StunSettings, ports: StunPorts = {}): Promise<StunServer> {
  const server = new UdpStunServer(settings, ports)
  await server.start()
  return server
}

class UdpStunServer implements StunServer {
  readonly #settings: StunSettings
  readonly #clock: Clock
  readonly #log: TrackerLog
  readonly #allowance: AnswerAllowance
  readonly #counts = { answered: 0, ignored: 0, limited: 0 }
  #socket: Socket | undefined
  #port = 0
  #closing: Promise<void> | undefined

  constructor(settings: StunSettings, { clock = domClock, log = silentLog }: StunPorts) {
    const { answersPerAddressPerSecond = 200, answersPerSecond = 10_000 } = settings
    this.#settings = settings
    this.#clock = clock
    this.#log = log
    this.#allowance = new AnswerAllowance(answersPerAddressPerSecond, answersPerSecond)
  }

  async start(): Promise<void> {
    const { host, port } = this.#settings
    try {
      const { address, family } = await lookup(host)
      const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
      this.#socket = socket
      socket.bind(port, address)
      await once(socket, 'listening')
      this.#port = socket.address().port
      socket.on('error', (error) => this.#log.warn(`the STUN port failed: ${error.message}`))
      socket.on('message', (datagram, from) => this.#answer(socket, datagram, from))
    } catch (error) {
      await this.close()
      throw new TrackerError('cannot-listen', `STUN cannot listen on ${host}:${port}: ${words(error)}`, error)
    }
  }

  get port(): number {
    return this.#port
  }

  stats(): StunStats {
    return { ...this.#counts }
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const socket = this.#socket
    if (socket !== undefined) await new Promise<void>((resolve) => socket.close(resolve))
  }

  #answer(socket: Socket, datagram: Buffer, from: RemoteInfo): void {
    const answer = answerBinding(datagram, from)
    if (answer === undefined) this.#counts.ignored += 1
    else if (!this.#allowance.take(clientAddress(from.address, undefined, 0), this.#clock.now())) {
      this.#counts.limited += 1
    } else {
      this.#counts.answered += 1
      // Whom it does not reach asks again, or is gone.
      socket.send(answer, from.port, from.address, () => {})
    }
  }
}

function words(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') return 'something else listens there; choose another stunPort'
  if (code === 'EACCES') return 'this user may not; choose a port from 1024'
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address'
  return error instanceof Error ? error.message : String(error)
}
