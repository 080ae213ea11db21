/**
 * One client as the tracker knows it, whatever carries its socket: hands on what it says, keeps it within its allowance, and
 * finds out when it is dead.
 *
 * It knows no protocol. For the close codes see RFC 6455, section 7.4.1, and the registry of IANA for 1012.
 */
import type { Clock, Millis } from '../../src/shared/clock.ts'
import type { MessageAllowance, Verdict } from './message-allowance.ts'
import type { EndCause, SocketEvents, TextSocket } from './transport.ts'

export const CLOSE_GOING_AWAY = 1001
const CLOSE_UNSUPPORTED_DATA = 1003
export const CLOSE_POLICY_VIOLATION = 1008
export const CLOSE_INTERNAL_ERROR = 1011
/** Come back at once: another process is there. */
export const CLOSE_SERVICE_RESTART = 1012

/** How long nothing is read from a socket that sent more than it may: what it has on the way waits in its own network. */
const REST_MS = 500

/** Why a connection ended: what its transport knows, or we did. */
export type ConnectionEnd =
  | EndCause
  | 'silent'
  | 'binary'
  | 'too-many-messages'
  | 'no-announce'
  | 'replaced'
  | 'internal'
  | 'moved'
  | 'stopping'

/** What happens on a connection. All run synchronously from the socket's events; `ended` runs once, as the last. */
export interface ConnectionEvents {
  text(connection: Connection, bytes: string): void
  opened(connection: Connection): void
  /** It sent more than it may, and this message is dropped. `isFirst`: since it last behaved. */
  tooFast(connection: Connection, isFirst: boolean): void
  ended(connection: Connection, end: ConnectionEnd): void
}

export class Connection implements SocketEvents {
  /** What it counts under (`client-address.ts`). */
  readonly address: string
  readonly openedAt: Millis
  /** When {@link pingOrCut} was called last, or it opened. */
  pingedAt: Millis
  /** It announced somebody else's peer id, and we are finding out whether that one lives. */
  isContesting = false
  readonly #clock: Clock
  readonly #events: ConnectionEvents
  readonly #allowance: MessageAllowance
  readonly #shared: MessageAllowance | undefined
  #socket: TextSocket | undefined
  /** Frames of any kind so far: whoever was heard since a moment is alive since then. */
  #frames = 0
  #framesAtLastPing = -1
  #isOpen = true
  /** Reads again; while it rests. */
  #wake: (() => void) | undefined
  /** Of pings of ours. */
  #pongsDue = 0
  /** Who waits to hear whether it is alive. */
  #probes: ((isAlive: boolean) => void)[] | undefined

  /** @param shared What all sockets of its address may send together; absent: it is the only one. */
  constructor(
    address: string,
    clock: Clock,
    allowance: MessageAllowance,
    shared: MessageAllowance | undefined,
    events: ConnectionEvents,
  ) {
    this.address = address
    this.openedAt = clock.now()
    this.pingedAt = this.openedAt
    this.#clock = clock
    this.#events = events
    this.#allowance = allowance
    this.#shared = shared
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** @param bytes UTF-8, a character for each byte. */
  send(bytes: string): void {
    this.#socket?.send(bytes)
  }

  /** Whoever was silent between two calls, pongs included, is cut. */
  pingOrCut(): void {
    this.pingedAt = this.#clock.now()
    if (this.#framesAtLastPing === this.#frames) this.cut('silent')
    else {
      this.#framesAtLastPing = this.#frames
      this.#ping()
    }
  }

  /**
   * Pings, and tells after `withinMs` whether anything was heard. A connection that closes meanwhile is not alive. Whoever asks while
   * that is being found out hears of it too: many who ask cost the other end one pong.
   */
  probe(withinMs: number, done: (isAlive: boolean) => void): void {
    if (this.#probes) {
      this.#probes.push(done)
      return
    }
    const probes = [done]
    this.#probes = probes
    const before = this.#frames
    this.#ping()
    this.#clock.after(withinMs, () => {
      this.#probes = undefined
      for (const told of probes) told(this.#isOpen && this.#frames > before)
    })
  }

  /** Says goodbye; nothing that comes after is read. */
  close(code: number, reason: string, end: ConnectionEnd): void {
    const socket = this.#socket
    this.ended(end)
    socket?.close(code, reason)
  }

  /** Ends it at once, also where the other end does not answer. */
  cut(end: ConnectionEnd): void {
    const socket = this.#socket
    this.ended(end)
    socket?.terminate()
  }

  // --- what its socket tells

  opened(socket: TextSocket): void {
    this.#socket = socket
    this.#events.opened(this)
  }

  text(bytes: string): void {
    if (this.#isAllowed()) this.#events.text(this, bytes)
  }

  binary(): void {
    this.close(CLOSE_UNSUPPORTED_DATA, 'text frames only', 'binary')
  }

  /** Counts as a message: it costs an answer. */
  pinged(): void {
    this.#isAllowed()
  }

  /** One for each ping of ours is asked for; more are messages. */
  ponged(): void {
    if (this.#pongsDue === 0) this.#isAllowed()
    else {
      this.#pongsDue -= 1
      this.#frames += 1
    }
  }

  ended(end: ConnectionEnd): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    // For its goodbye to be read.
    this.#wake?.()
    this.#socket = undefined
    this.#events.ended(this, end)
  }

  #ping(): void {
    this.#pongsDue += 1
    this.#socket?.ping()
  }

  #isAllowed(): boolean {
    this.#frames += 1
    if (!this.#isOpen) return false
    const verdict = this.#take(this.#clock.now())
    if (verdict === 'close') this.close(CLOSE_POLICY_VIOLATION, 'too many messages', 'too-many-messages')
    if (verdict === 'first-drop' || verdict === 'drop') {
      this.#rest()
      this.#events.tooFast(this, verdict === 'first-drop')
    }
    return verdict === 'pass'
  }

  #rest(): void {
    const socket = this.#socket
    if (this.#wake !== undefined || socket === undefined) return
    const wake = () => {
      cancel()
      this.#wake = undefined
      socket.resume()
    }
    const cancel = this.#clock.after(REST_MS, wake)
    this.#wake = wake
    socket.pause()
  }

  /** What its own allowance has no room for is not counted among its address's: one socket can't use up the others'. */
  #take(now: Millis): Verdict {
    const own = this.#allowance.take(now)
    return own === 'pass' && this.#shared ? this.#shared.take(now) : own
  }
}
