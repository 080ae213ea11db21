/**
 * What a tracker that runs alone answers to plain HTTP: that it is here, and how it does. Never an info hash.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** How the tracker does. Counts only. */
export interface TrackerStats {
  readonly uptimeSeconds: number
  readonly sockets: number
  /** Distinct peer ids. */
  readonly peers: number
  readonly swarms: number
  /** Peers counted once for each swarm they are in. */
  readonly memberships: number
  readonly messagesReceived: number
  readonly messagesSent: number
  /** Messages that could not be read, and those that came too fast. */
  readonly messagesRefused: number
  readonly socketsRefused: number
  /** Files on the allowlist; null: open. */
  readonly allowlisted: number | null
}

export function answerHttp(request: IncomingMessage, response: ServerResponse, stats: () => TrackerStats): void {
  const path = (request.url ?? '/').split('?')[0]
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    reply(response, 405, 'text/plain', 'Only GET is answered here.\n', { allow: 'GET, HEAD' })
  } else if (path === '/stats.json') {
    const body = `${JSON.stringify(stats())}\n`
    reply(response, 200, 'application/json', body, { 'access-control-allow-origin': '*' })
  } else if (path === '/') {
    reply(response, 200, 'text/plain', 'This is a Grapevine tracker. It speaks WebSocket; see /stats.json.\n')
  } else {
    reply(response, 404, 'text/plain', 'There is nothing here. A tracker speaks WebSocket; see /stats.json.\n')
  }
}

function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...headers })
  response.end(body)
}
