/**
 * One WebSocket to one tracker, shared by every swarm of this tab that uses it.
 *
 * It opens with the first member and closes with the last; a lost connection is opened again, for ever: reconnecting.ts says when.
 * It carries messages and decides nothing about peers. What proves to the tracker that a peer id is ours it remembers for them: it
 * outlives sockets and members.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import type { InfoHash } from '../../shared/ids.ts'
import {
  type ClientMessage,
  encodeClientMessage,
  parseTrackerMessage,
  type TrackerMessage,
} from '../../shared/wire/tracker.ts'
import type { TrackerStatus } from '../types.ts'
import { Reconnecting } from './reconnecting.ts'

/**
 * A swarm's end of the line. Callbacks run from socket events and timers, never from within `send`; from within `join` only
 * `statusChanged`, where it is `join` that opens the socket.
 */
export interface LineMember {
  readonly infoHash: InfoHash
  /** The line is (again) open: announce. */
  opened(): void
  received(message: TrackerMessage): void
  statusChanged(status: TrackerStatus): void
}

/** A connection attempt that is not open after this long is given up. */
const OPEN_TIMEOUT_MS = 8_000
/** As of a close event where there was no connection (RFC 6455, section 7.4.1). */
const NEVER_OPENED = 1006

export class TrackerLine {
  readonly url: string
  readonly #clock: Clock
  readonly #rng: Rng
  readonly #members = new Set<LineMember>()
  #socket: WebSocket | undefined
  readonly #secrets = new Map<InfoHash, string>()
  #reconnecting = new Reconnecting()
  #cancelTimer: () => void = () => {}
  #status: TrackerStatus = 'off'

  constructor(url: string, clock: Clock, rng: Rng) {
    this.url = url
    this.#clock = clock
    this.#rng = rng
  }

  get status(): TrackerStatus {
    return this.#status
  }

  /** What the tracker gave us to prove, over another socket, that our peer id in this swarm is ours; `undefined`: nothing yet. */
  secretOf(infoHash: InfoHash): string | undefined {
    return this.#secrets.get(infoHash)
  }

  /** @returns the disposer; with the last member the socket closes. */
  join(member: LineMember): () => void {
    this.#members.add(member)
    if (this.#socket === undefined && this.#status === 'off') this.#connect()
    else if (this.#status === 'connected') queueMicrotask(() => this.#members.has(member) && member.opened())
    return () => {
      this.#members.delete(member)
      if (this.#members.size === 0) this.#close()
    }
  }

  /** @returns false where the line is not open; nothing is queued, members announce anew when it opens. */
  send(message: ClientMessage): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(encodeClientMessage(message))
    return true
  }

  #connect(): void {
    this.#cancelTimer()
    this.#setStatus(this.#status === 'off' ? 'connecting' : 'retrying')
    let socket: WebSocket
    try {
      socket = new WebSocket(this.url)
    } catch {
      // A URL the browser refuses (ws: from an https page): peers stay away, playing goes on.
      this.#lost(NEVER_OPENED)
      return
    }
    this.#socket = socket
    this.#cancelTimer = this.#clock.after(OPEN_TIMEOUT_MS, () => socket.close())
    socket.onopen = () => {
      this.#cancelTimer()
      this.#setStatus('connected')
      for (const member of [...this.#members]) member.opened()
    }
    socket.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data)
    socket.onclose = ({ code }) => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      this.#lost(code)
    }
  }

  #lost(code: number): void {
    this.#cancelTimer()
    if (this.#members.size === 0) return
    this.#setStatus('retrying')
    const delayMs = this.#reconnecting.closed(code, this.#clock.now(), this.#rng())
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#connect())
  }

  #receive(data: unknown): void {
    if (typeof data !== 'string') return
    const parsed = parseTrackerMessage(data)
    // Whatever a tracker sends that makes no sense costs nothing but itself.
    if (!parsed.ok) return
    this.#reconnecting.heard()
    const { message } = parsed
    if (message.type === 'announced' && message.secret !== undefined)
      this.#secrets.set(message.infoHash, message.secret)
    for (const member of [...this.#members]) {
      const infoHash = 'infoHash' in message ? message.infoHash : undefined
      if (infoHash === undefined || infoHash === member.infoHash) member.received(message)
    }
  }

  #close(): void {
    this.#cancelTimer()
    const socket = this.#socket
    this.#socket = undefined
    this.#reconnecting = new Reconnecting()
    socket?.close()
    this.#setStatus('off')
  }

  #setStatus(status: TrackerStatus): void {
    if (status === this.#status) return
    this.#status = status
    for (const member of [...this.#members]) member.statusChanged(status)
  }
}
