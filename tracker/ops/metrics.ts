/**
 * Every metric of the tracker: its name, what it counts, in words, and where the number comes from.
 *
 * One table serves `/metrics` (`prom-metrics.ts`) and the table in docs/operating.md. Names and units as Prometheus has them
 * (prometheus.io/docs/practices/naming): base units, `_total` for what only grows. A label's values are keys of a closed set, so
 * that no client can make a series, and no info hash, peer id or address can be in one. Pure.
 */
import type { TrackerState, TrackerView } from './tracker-view.ts'

/** The answer to a scrape. */
export interface MetricsText {
  /** For the header. */
  readonly contentType: string
  readonly text: string
}

/** A number by value of the metric's label. */
export type Series = Readonly<Record<string, number>>

interface About {
  readonly name: string
  /** A counter begins at 0 with the process and only grows. */
  readonly type: 'counter' | 'gauge'
  readonly help: string
}

/** `undefined`: this tracker has no such thing, so that there is no such series. */
type Reader<Value> = (view: TrackerView) => Value | undefined

export interface PlainMetric extends About {
  readonly read: Reader<number>
}

export interface LabelledMetric extends About {
  /** The name of its one label. */
  readonly label: string
  readonly read: Reader<Series>
}

export type Metric = PlainMetric | LabelledMetric

const STATES: readonly TrackerState[] = ['starting', 'no-list', 'ready', 'draining']

const called = (name: string) => `grapevine_tracker_${name}`
const plain =
  (type: Metric['type']) =>
  (name: string, help: string, read: Reader<number>): PlainMetric => ({ name: called(name), type, help, read })
const labelled =
  (type: Metric['type']) =>
  (name: string, label: string, help: string, read: Reader<Series>): LabelledMetric => ({
    name: called(name),
    type,
    help,
    label,
    read,
  })
const [gauge, gauges] = [plain('gauge'), labelled('gauge')]
const [counter, counters] = [plain('counter'), labelled('counter')]

export const METRICS: readonly Metric[] = [
  // --- at this moment
  gauge('sockets', 'WebSockets that are open.', ({ sockets }) => sockets),
  gauge('sockets_limit', 'WebSockets that may be open at a time (maxSockets).', ({ maxSockets }) => maxSockets),
  gauge('peers', 'Distinct peer ids.', ({ peers }) => peers),
  gauge('swarms', 'Swarms with at least one peer.', ({ swarms }) => swarms),
  gauge('memberships', 'Peers, counted once for each swarm they are in.', ({ memberships }) => memberships),
  gauge(
    'memory_limit_bytes',
    'Resident memory above which no further socket is taken (maxMemoryMegabytes).',
    ({ maxMemoryBytes }) => maxMemoryBytes,
  ),
  gauges(
    'state',
    'state',
    '1 for what the tracker is at, 0 for the rest. Only in ready does /ready say yes.',
    ({ state }) => Object.fromEntries(STATES.map((one) => [one, one === state ? 1 : 0])),
  ),
  gauges('build_info', 'version', 'Always 1; the label says which version runs.', ({ version }) => ({ [version]: 1 })),

  // --- sockets
  counter('sockets_opened_total', 'WebSockets that were taken.', ({ counts }) => counts.socketsOpened),
  counters(
    'sockets_refused_total',
    'reason',
    'Upgrades that were answered with an HTTP error, by reason; connection-limit: connections that were cut unread.',
    ({ counts }) => counts.socketsRefused,
  ),
  counters(
    'sockets_closed_total',
    'reason',
    'Sockets that the tracker ended, by reason. Those that clients end are not in it.',
    ({ counts }) => counts.socketsClosed,
  ),

  // --- messages
  counters(
    'messages_received_total',
    'kind',
    'Messages that could be read, by kind.',
    ({ counts }) => counts.messagesReceived,
  ),
  counters('messages_sent_total', 'kind', 'Messages sent, by kind.', ({ counts }) => counts.messagesSent),
  counters(
    'messages_refused_total',
    'reason',
    'Messages that were not done what they ask for, by reason.',
    ({ counts }) => counts.messagesRefused,
  ),
  counter(
    'answers_dropped_total',
    'Answers to offers that had expired, were answered, or never made to their sender.',
    ({ counts }) => counts.answersDropped,
  ),
  counters(
    'conflicts_total',
    'outcome',
    'Announces of a peer id that is held by another socket: taken over by its secret or from a silent socket, or refused.',
    ({ counts }) => counts.conflicts,
  ),
  counters(
    'limit_hits_total',
    'limit',
    'Asked for beyond a limit: offers that went to nobody, announces that did not join.',
    ({ counts }) => counts.limits,
  ),
  counters(
    'lease_pieces_total',
    'outcome',
    'Pieces that listeners asked to fetch from the host: granted, or taken by another.',
    ({ counts }) => counts.leases,
  ),

  // --- who is let in, and to what
  counters(
    'join_tokens_total',
    'verdict',
    'Announces where a join token is asked for, by what became of it.',
    ({ counts }) => counts.tokens,
  ),
  gauge('allowlist_files', 'Files that are served. Absent where the tracker is open.', ({ list }) => list?.files),
  counters(
    'allowlist_reads_total',
    'outcome',
    'Lists (files, feeds) that were read, and that could not be. Absent where the tracker is open.',
    ({ list }) => list?.reads,
  ),
  gauge(
    'allowlist_last_success_timestamp_seconds',
    'Unix time of the last good reading; of several lists, of the one longest ago. Absent where the tracker is open.',
    ({ list }) => list?.readAtSeconds,
  ),

  // --- STUN
  counters(
    'stun_datagrams_total',
    'outcome',
    'Datagrams that came to the STUN port. Absent where there is none.',
    ({ stun }) => stun,
  ),
]
