/**
 * What a tracker that runs alone answers to plain HTTP: its status for people, for machines, for load balancers, for Prometheus.
 *
 * Pure, and of no transport: `ws` on Node's server and the fast one both ask here. Everything is read-only, in no cache, and
 * without an info hash, a peer id or an address.
 */
import type { HttpAnswer, HttpRequest } from '../transport/transport.ts'
import type { MetricsText } from './metrics.ts'
import { STATUS_POLICY, writeStatusPage } from './status/status-page.ts'
import { reportOf } from './status/status-report.ts'
import { statsOf, type TrackerState, type TrackerView } from './tracker-view.ts'

/** Who is asked about. */
export interface HttpSubject {
  view(): TrackerView
  metrics(): Promise<MetricsText>
}

/** The body of `/ready`. */
const READY_WORDS: Readonly<Record<TrackerState, string>> = {
  starting: 'starting',
  'no-list': 'no allowlist yet',
  ready: 'ready',
  draining: 'draining',
}

const PATHS = '/, /health, /ready, /metrics, /stats.json'

interface Content {
  readonly status?: 404 | 405 | 503
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Asked for HEAD too, whose body the transport leaves out. Rejects only where `subject` throws: a fault of ours, never the request's. */
export async function answerHttp(request: HttpRequest, subject: HttpSubject): Promise<HttpAnswer> {
  const { status = 200, type, body, headers } = await contentFor(request, subject)
  return {
    status,
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      ...headers,
    },
    body,
  }
}

async function contentFor({ method, path, accept }: HttpRequest, subject: HttpSubject): Promise<Content> {
  if (method !== 'GET' && method !== 'HEAD') {
    return { ...text('Only GET and HEAD are answered here.'), status: 405, headers: { allow: 'GET, HEAD' } }
  }
  switch (path) {
    case '/':
      return accept?.includes('text/html') ? page(subject.view()) : text(inLines(subject.view()))
    case '/health':
      return text('ok')
    case '/ready':
      return ready(subject.view())
    case '/metrics':
      return metrics(await subject.metrics())
    case '/stats.json':
      return json(statsOf(subject.view()))
    default:
      return { ...text(`There is nothing here. A tracker speaks WebSocket; see ${PATHS}.`), status: 404 }
  }
}

const text = (words: string): Content => ({ type: 'text/plain; charset=utf-8', body: `${words}\n` })

const page = (view: TrackerView): Content => ({
  type: 'text/html; charset=utf-8',
  body: writeStatusPage(view),
  headers: { 'content-security-policy': STATUS_POLICY },
})

const ready = ({ state }: TrackerView): Content => ({
  ...text(READY_WORDS[state]),
  ...(state === 'ready' ? {} : { status: 503 }),
})

const metrics = ({ contentType, text: body }: MetricsText): Content => ({ type: contentType, body })

/** For pages of the operator's, on whatever site. */
const json = (value: object): Content => ({
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(value)}\n`,
  headers: { 'access-control-allow-origin': '*' },
})

/** The status page on a terminal. */
function inLines(view: TrackerView): string {
  const { state, uptime, served, figures, fills, refused } = reportOf(view)
  const rows = [...figures, ...fills, ...refused].map(({ label, value }) => `  ${label}: ${value}`)
  return [`Grapevine tracker: ${state}. ${uptime}. ${served}.`, ...rows, `It speaks WebSocket. See ${PATHS}.`].join(
    '\n',
  )
}
