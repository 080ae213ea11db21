/**
 * What a tracker that runs alone answers to plain HTTP: that it is here, and how it does. Never an info hash.
 */
import type { HttpAnswer, HttpRequest } from '../transport/transport.ts'
import type { TrackerStats } from './tracker-view.ts'

export type { TrackerStats }

export function answerHttp({ method, path }: HttpRequest, stats: () => TrackerStats): HttpAnswer {
  if (method !== 'GET' && method !== 'HEAD') {
    return reply(405, 'text/plain', 'Only GET is answered here.\n', { allow: 'GET, HEAD' })
  }
  if (path === '/stats.json') {
    return reply(200, 'application/json', `${JSON.stringify(stats())}\n`, { 'access-control-allow-origin': '*' })
  }
  return path === '/'
    ? reply(200, 'text/plain', 'This is a Grapevine tracker. It speaks WebSocket; see /stats.json.\n')
    : reply(404, 'text/plain', 'There is nothing here. A tracker speaks WebSocket; see /stats.json.\n')
}

function reply(status: number, type: string, body: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return {
    status,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', ...headers },
    body,
  }
}
