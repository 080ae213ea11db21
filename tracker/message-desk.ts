/**
 * Takes what clients say to the protocol, and what it answers back to them: frames are read and written here, join tokens checked,
 * and it is found out who of two that claim one peer id still lives.
 *
 * It counts by kind and reason, and never throws for what a client said. Sockets are `transport/connection.ts`'s.
 */
import type { Clock, Millis } from '../src/shared/clock.ts'
import type { Announce, ClientMessage } from '../src/shared/wire/tracker.ts'
import type { JoinTokens, JoinVerdict } from './admission/join-tokens.ts'
import type { Command, TrackerProtocol } from './core/protocol.ts'
import { readFrame } from './core/read-frame.ts'
import { writeFrame } from './core/write-frame.ts'
import type { TrackerCounts } from './ops/tracker-counts.ts'
import type { CandidatePolicy } from './reach/candidate-policy.ts'
import { CLOSE_POLICY_VIOLATION, type Connection } from './transport/connection.ts'

/** How long the holder of a peer id may be silent after a ping before another connection takes the id over. */
const CONFLICT_SILENCE_MS = 3000
/** Messages of one socket that wait while its token is checked, which takes milliseconds; more are refused with it. */
const MAX_WAITING = 50

export interface DeskPorts {
  readonly protocol: TrackerProtocol<Connection>
  readonly counts: TrackerCounts
  readonly clock: Clock
  /** As `Date.now()`: when tokens expire is said by the calendar. */
  readonly unixMs: () => Millis
  readonly candidates: CandidatePolicy
  /** Asked for each announce; `undefined`: nobody needs a token. */
  readonly tokens: () => JoinTokens | undefined
  /** What it said broke something of ours. */
  readonly broken: (connection: Connection, error: unknown) => void
  /** It said something that could be served. */
  readonly served: (connection: Connection) => void
}

export class MessageDesk {
  readonly #ports: DeskPorts
  /** Behind a token that is being checked. */
  readonly #waiting = new Map<Connection, string[]>()

  constructor(ports: DeskPorts) {
    this.#ports = ports
  }

  /** @param bytes A text frame's UTF-8, a character for each byte. */
  take(connection: Connection, bytes: string): void {
    this.#guarded(connection, () => {
      const waiting = this.#waiting.get(connection)
      if (waiting === undefined) this.#read(connection, bytes)
      else if (waiting.length < MAX_WAITING) waiting.push(bytes)
      else this.#tooMany(connection, 'wait for the join token')
    })
  }

  /** It sent more than it may, and is told once. */
  tooFast(connection: Connection, isFirst: boolean, words: string): void {
    if (isFirst) this.#tooMany(connection, words)
    else this.#ports.counts.messagesRefused['too-fast'] += 1
  }

  /** Carries out what the protocol decided. */
  run(commands: readonly Command<Connection>[]): void {
    for (const command of commands) {
      switch (command.type) {
        case 'send':
          if (!command.to.isOpen) break
          this.#ports.counts.messagesSent[command.message.type] += 1
          command.to.send(writeFrame(command.message))
          break
        case 'conflict':
          this.#settle(command)
          break
        case 'replaced':
          command.conn.close(CLOSE_POLICY_VIOLATION, 'you came back over another connection', 'replaced')
          break
      }
    }
  }

  ended(connection: Connection): void {
    this.#waiting.delete(connection)
    this.#ports.protocol.closed(connection)
  }

  #read(connection: Connection, bytes: string): void {
    const { counts, protocol, candidates, served } = this.#ports
    const parsed = readFrame(bytes, candidates)
    if (parsed === undefined) return
    if (!parsed.ok) {
      counts.messagesRefused.unreadable += 1
      this.run(protocol.refuse(connection, parsed))
      return
    }
    counts.messagesReceived[parsed.message.type] += 1
    served(connection)
    this.#admit(connection, parsed.message)
  }

  /** Who leaves needs no token, and whatever else is said needs a membership. */
  #admit(connection: Connection, message: ClientMessage): void {
    const tokens = this.#ports.tokens()
    if (tokens === undefined || message.type !== 'announce' || message.event === 'stopped') {
      this.#handle(connection, message)
      return
    }
    const { infoHash, token } = message
    if (token === undefined) {
      this.#refuseToken(connection, message, 'missing', 'this tracker asks for a join token')
      return
    }
    const now = this.#ports.unixMs()
    const known = tokens.known(token, infoHash, now)
    if (known !== undefined) this.#judge(connection, message, known)
    else void this.#verify(connection, message, tokens.verify(token, infoHash, now, connection))
  }

  async #verify(connection: Connection, announce: Announce, verdict: Promise<JoinVerdict>): Promise<void> {
    this.#waiting.set(connection, [])
    const verified = await verdict
    const waiting = this.#waiting.get(connection) ?? []
    this.#waiting.delete(connection)
    if (!connection.isOpen) return
    this.#guarded(connection, () => this.#judge(connection, announce, verified))
    // One of them may be checked in its turn: those behind it wait again.
    for (const bytes of waiting) if (connection.isOpen) this.take(connection, bytes)
  }

  #judge(connection: Connection, announce: Announce, verdict: JoinVerdict): void {
    if (!verdict.ok) {
      this.#refuseToken(connection, announce, verdict.kind, verdict.reason)
      return
    }
    this.#ports.counts.tokens.accepted += 1
    this.#handle(connection, announce)
  }

  #refuseToken(to: Connection, { infoHash }: Announce, why: keyof TrackerCounts['tokens'], reason: string): void {
    this.#ports.counts.tokens[why] += 1
    this.#ports.counts.messagesRefused.token += 1
    this.run([{ type: 'send', to, message: { type: 'failure', action: 'announce', infoHash, reason, code: 'token' } }])
  }

  #handle(connection: Connection, message: ClientMessage): void {
    this.run(this.#ports.protocol.handle(connection, message, this.#ports.clock.now()))
  }

  #tooMany(connection: Connection, reason: string): void {
    this.#ports.counts.messagesRefused['too-fast'] += 1
    this.run(this.#ports.protocol.refuse(connection, { ok: false, action: 'announce', reason }))
  }

  /** A listener whose network changed comes back with its id while the old socket still hangs. */
  #settle({ older, newer, announce, refusal }: Extract<Command<Connection>, { type: 'conflict' }>): void {
    const { conflicts } = this.#ports.counts
    const refuse = () => {
      conflicts.refused += 1
      this.run([{ type: 'send', to: newer, message: refusal }])
    }
    if (newer.isContesting) {
      refuse()
      return
    }
    newer.isContesting = true
    older.probe(CONFLICT_SILENCE_MS, (isAlive) => {
      newer.isContesting = false
      if (!newer.isOpen) return
      this.#guarded(newer, () => {
        const isHeld = this.#ports.protocol.holds(older, announce.peerId)
        if (isAlive && isHeld) {
          refuse()
          return
        }
        if (isHeld) conflicts.replaced += 1
        if (!isAlive) older.cut('replaced')
        // Of several who waited the first has it now; the others have waited enough.
        for (const command of this.#ports.protocol.handle(newer, announce, this.#ports.clock.now())) {
          if (command.type === 'conflict') refuse()
          else this.run([command])
        }
      })
    })
  }

  /** No input should make anything throw: it would be our bug, and must not end everybody's tracker. */
  #guarded(connection: Connection, task: () => void): void {
    try {
      task()
    } catch (error) {
      this.#ports.broken(connection, error)
    }
  }
}
