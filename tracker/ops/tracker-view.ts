/**
 * How the tracker does at one moment: all that its status page, `/stats.json`, `/ready` and the metrics know of it.
 *
 * Counts and times only. What is not in here, such as an info hash, a peer id or an address, can't get out that way. Pure.
 */
import type { Millis } from '../../src/shared/clock.ts'
import { sum, type Tally, type TrackerCounts } from './tracker-counts.ts'

/** `no-list`: it runs, and has not read yet what it is to serve. */
export type TrackerState = 'starting' | 'no-list' | 'ready' | 'draining'

/** The allowlist, or all of them together: files, feeds. */
export interface ListView {
  /** Info hashes that are served. */
  readonly files: number
  /** How often one was read since the start, and how often it could not be. */
  readonly reads: Readonly<Tally<'ok' | 'failed'>>
  /** Unix time since when none is out of date: of each the last good reading, and of those the oldest. `undefined`: not yet. */
  readonly readAtSeconds: number | undefined
}

/** A list as it tells of itself (tracker/admission). */
export interface ListReadings {
  readonly size: number
  readonly reads: {
    readonly ok: number
    readonly failed: number
    /** By the tracker's clock. */
    readonly lastGoodAt: Millis | undefined
  }
}

/**
 * @param lists What is served, together; a file that is on two of them counts twice.
 * @param unixMsOf When that was by the calendar: the tracker's clock knows differences only.
 */
export function listViewOf(lists: readonly ListReadings[], unixMsOf: (at: Millis) => number): ListView {
  const readAt = lists.map(({ reads }) => reads.lastGoodAt)
  const isRead = readAt.length > 0 && readAt.every((at) => at !== undefined)
  const oldest = isRead ? Math.min(...readAt) : undefined
  return {
    files: lists.reduce((files, { size }) => files + size, 0),
    reads: {
      ok: lists.reduce((ok, { reads }) => ok + reads.ok, 0),
      failed: lists.reduce((failed, { reads }) => failed + reads.failed, 0),
    },
    readAtSeconds: oldest === undefined ? undefined : unixMsOf(oldest) / 1000,
  }
}

/** What became of datagrams that came to the STUN port. */
export type StunCounts = Readonly<Tally<'answered' | 'ignored' | 'limited'>>

export interface TrackerView {
  readonly version: string
  readonly state: TrackerState
  readonly uptimeSeconds: number
  readonly sockets: number
  readonly maxSockets: number
  /** Distinct peer ids. */
  readonly peers: number
  readonly swarms: number
  /** Peers counted once for each swarm they are in. */
  readonly memberships: number
  /** Resident. */
  readonly memoryBytes: number
  readonly maxMemoryBytes: number
  /** `undefined`: open to every file. */
  readonly list: ListView | undefined
  /** `undefined`: it answers no STUN. */
  readonly stun: StunCounts | undefined
  readonly counts: TrackerCounts
}

/** What `/stats.json` says, and `Tracker.stats()`. */
export interface TrackerStats {
  readonly uptimeSeconds: number
  readonly sockets: number
  /** Distinct peer ids. */
  readonly peers: number
  readonly swarms: number
  /** Peers counted once for each swarm they are in. */
  readonly memberships: number
  /** Those that could not be read among them, those dropped unread not. */
  readonly messagesReceived: number
  readonly messagesSent: number
  /** Messages that could not be read, and those that came too fast. */
  readonly messagesRefused: number
  readonly socketsRefused: number
  /** Files on the allowlist; null: open. */
  readonly allowlisted: number | null
}

export function statsOf(view: TrackerView): TrackerStats {
  const { uptimeSeconds, sockets, peers, swarms, memberships, list, counts } = view
  const { unreadable } = counts.messagesRefused
  return {
    uptimeSeconds,
    sockets,
    peers,
    swarms,
    memberships,
    messagesReceived: sum(counts.messagesReceived) + unreadable,
    messagesSent: sum(counts.messagesSent),
    messagesRefused: unreadable + counts.messagesRefused['too-fast'],
    socketsRefused: sum(counts.socketsRefused),
    allowlisted: list?.files ?? null,
  }
}
