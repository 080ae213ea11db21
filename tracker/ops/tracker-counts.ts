/**
 * What has happened so far, as plain integers that the server adds to: `counts.messagesReceived.announce += 1`.
 *
 * Every field is there from the start, so that adding costs one addition and a series exists before its first event. What the
 * numbers mean for people is in `metrics.ts`; nobody here asks for them. The keys are all there ever is to say about an event:
 * no info hash, no peer id, no address. Pure.
 */
import type { ClientMessage, TrackerMessage } from '../../src/shared/wire/tracker.ts'
import type { JoinProblem } from '../admission/join-tokens.ts'
import type { ConnectionEnd } from '../transport/connection.ts'

/** A message was not done what it asks for. A limit that was hit is counted among {@link Limit}s, a conflict among {@link Conflict}s. */
export type MessageRefusal =
  /** It could not be read; it counts as received, of no kind. */
  | 'unreadable'
  /** Dropped unread: more than its socket may send. */
  | 'too-fast'
  | 'unlisted'
  | 'withdrawn'
  /** A join token is missing, or not good. */
  | 'token'
  /** Its sender is not in that swarm with that peer id. */
  | 'not-a-member'
  /** Leases are for one peer of a connection. */
  | 'second-peer'

/** An upgrade was answered with a plain HTTP error; `connection-limit`: its address made so many connections that this one was not even read. */
export type SocketRefusal =
  | 'address-limit'
  | 'connection-limit'
  | 'socket-limit'
  | 'memory'
  | 'origin'
  | 'draining'
  | 'bad-request'

/** Why the tracker ended a socket. Those that clients end are not counted. */
export type SocketClosing = Exclude<ConnectionEnd, 'gone' | 'bad-request'>

/** How it ended when a socket announced another's peer id: `by-secret` and `replaced` pass it on. */
export type Conflict = 'by-secret' | 'replaced' | 'refused'

/** What was asked for beyond a limit, where the socket stays: offers that went to nobody, swarms that were not joined. */
export type Limit = 'offers' | 'memberships' | 'peers-per-swarm'

export type LeaseAnswer = 'granted' | 'taken'

/** What became of a join token; `missing`: an announce came without one. */
export type TokenVerdict = 'accepted' | 'missing' | JoinProblem

/** Integers by a closed set of names. */
export type Tally<Name extends string> = Record<Name, number>

/** Made by {@link newCounts}; written by the server alone. */
export interface TrackerCounts {
  socketsOpened: number
  /** Answers that nobody waited for. */
  answersDropped: number
  readonly socketsRefused: Tally<SocketRefusal>
  readonly socketsClosed: Tally<SocketClosing>
  /** Those that could be read. */
  readonly messagesReceived: Tally<ClientMessage['type']>
  readonly messagesSent: Tally<TrackerMessage['type']>
  readonly messagesRefused: Tally<MessageRefusal>
  readonly conflicts: Tally<Conflict>
  readonly limits: Tally<Limit>
  /** Pieces. */
  readonly leases: Tally<LeaseAnswer>
  readonly tokens: Tally<TokenVerdict>
}

export function newCounts(): TrackerCounts {
  return {
    socketsOpened: 0,
    answersDropped: 0,
    socketsRefused: {
      'address-limit': 0,
      'connection-limit': 0,
      'socket-limit': 0,
      memory: 0,
      origin: 0,
      draining: 0,
      'bad-request': 0,
    },
    socketsClosed: {
      'slow-reader': 0,
      silent: 0,
      'too-many-messages': 0,
      binary: 0,
      'too-long': 0,
      'too-many-fragments': 0,
      'bad-text': 0,
      'bad-frame': 0,
      'no-announce': 0,
      replaced: 0,
      moved: 0,
      stopping: 0,
      internal: 0,
    },
    messagesReceived: {
      announce: 0,
      answer: 0,
      'directed-offer': 0,
      candidates: 0,
      refusal: 0,
      scrape: 0,
      lease: 0,
    },
    messagesSent: {
      announced: 0,
      offer: 0,
      answer: 0,
      candidates: 0,
      refused: 0,
      scraped: 0,
      leased: 0,
      failure: 0,
    },
    messagesRefused: {
      unreadable: 0,
      'too-fast': 0,
      unlisted: 0,
      withdrawn: 0,
      token: 0,
      'not-a-member': 0,
      'second-peer': 0,
    },
    conflicts: { 'by-secret': 0, replaced: 0, refused: 0 },
    limits: { offers: 0, memberships: 0, 'peers-per-swarm': 0 },
    leases: { granted: 0, taken: 0 },
    tokens: {
      accepted: 0,
      missing: 0,
      unreadable: 0,
      signature: 0,
      audience: 0,
      expired: 0,
      early: 0,
      'other-file': 0,
      'no-keys': 0,
      'too-many': 0,
    },
  }
}

export function sum(tally: Readonly<Tally<string>>): number {
  return Object.values(tally).reduce((total, count) => total + count, 0)
}
