/**
 * What the status page says, before it is a page: figures and rows, in words and formatted numbers.
 *
 * The page (`status-page.ts`) and the text for terminals are made of the same. Of what may go wrong only what did is listed, the
 * most frequent first. Pure.
 */
import { sum, type Tally } from '../tracker-counts.ts'
import type { TrackerView } from '../tracker-view.ts'
import {
  LIMIT_WORDS,
  MESSAGE_REFUSAL_WORDS,
  RECEIVED_WORDS,
  SENT_WORDS,
  SOCKET_CLOSING_WORDS,
  SOCKET_REFUSAL_WORDS,
  STATE_WORDS,
} from './status-words.ts'

export interface Row {
  readonly label: string
  readonly value: string
}

/** Something of which there is an end. */
export interface Fill extends Row {
  /** 0 to 1. */
  readonly part: number
}

export interface StatusReport {
  readonly isReady: boolean
  readonly state: string
  readonly uptime: string
  /** What is served, in a sentence. */
  readonly served: string
  readonly figures: readonly Row[]
  readonly fills: readonly Fill[]
  /** Limits reached and what was refused. Empty: nothing. */
  readonly refused: readonly Row[]
  readonly received: readonly Row[]
  readonly sent: readonly Row[]
}

const grouped = new Intl.NumberFormat('en')
const megabytes = (bytes: number) => grouped.format(Math.round(bytes / 1e6))

export function reportOf(view: TrackerView): StatusReport {
  const { counts, list, sockets, maxSockets, memoryBytes, maxMemoryBytes } = view
  const row = (label: string, count: number): Row => ({ label, value: grouped.format(count) })
  return {
    isReady: view.state === 'ready',
    state: STATE_WORDS[view.state],
    uptime: `Up for ${durationWords(view.uptimeSeconds)}`,
    served: list === undefined ? 'Serves every file' : `Serves ${counted(list.files, 'file')}`,
    figures: [
      row('Listeners', view.peers),
      row('Swarms', view.swarms),
      row('Messages in', sum(counts.messagesReceived)),
      row('Messages out', sum(counts.messagesSent)),
    ],
    fills: [
      {
        label: 'Connections',
        value: `${grouped.format(sockets)} of ${grouped.format(maxSockets)}`,
        part: Math.min(1, sockets / maxSockets),
      },
      {
        label: 'Memory',
        value: `${megabytes(memoryBytes)} of ${megabytes(maxMemoryBytes)} MB`,
        part: Math.min(1, memoryBytes / maxMemoryBytes),
      },
    ],
    refused: mostFrequentFirst([
      ...worded(counts.socketsRefused, SOCKET_REFUSAL_WORDS),
      ...worded(counts.socketsClosed, SOCKET_CLOSING_WORDS),
      ...worded(counts.messagesRefused, MESSAGE_REFUSAL_WORDS),
      ...worded(counts.limits, LIMIT_WORDS),
    ]).map(([label, count]) => row(label, count)),
    received: worded(counts.messagesReceived, RECEIVED_WORDS).map(([label, count]) => row(label, count)),
    sent: worded(counts.messagesSent, SENT_WORDS).map(([label, count]) => row(label, count)),
  }
}

type Counted = readonly [label: string, count: number]

function worded<Name extends string>(tally: Tally<Name>, words: Readonly<Record<Name, string>>): readonly Counted[] {
  return Object.entries<string>(words).map(([name, label]) => [label, tally[name as Name]])
}

function mostFrequentFirst(counted: readonly Counted[]): readonly Counted[] {
  return counted.filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a)
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** @returns the two largest units that matter: `3 days 4 hours`, `5 minutes` (seconds only within the first minute). */
export function durationWords(seconds: number): string {
  let left = Math.floor(seconds)
  const parts: string[] = []
  for (const [name, size] of UNITS) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0 && (name !== 'second' || parts.length === 0)) parts.push(counted(count, name))
  }
  return parts.length === 0 ? 'less than a second' : parts.slice(0, 2).join(' ')
}

const counted = (count: number, name: string) => `${grouped.format(count)} ${name}${count === 1 ? '' : 's'}`
