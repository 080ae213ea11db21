/**
 * Upgrade requests of node:http: which of them are the tracker's, what they say, and how one is refused.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { UpgradeRefusal, UpgradeRequest } from './transport.ts'

/** Compares without the query, and takes a slash at the end for nothing, as stock clients do. */
export function hasPath(request: IncomingMessage, path: string): boolean {
  const trim = (text: string) => text.replace(/\/+$/, '')
  return trim(pathOf(request)) === trim(path)
}

export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] || '/'
}

export function readUpgrade(request: IncomingMessage): UpgradeRequest {
  return {
    remoteAddress: request.socket.remoteAddress,
    origin: request.headers.origin,
    forwardedFor: request.headers['x-forwarded-for']?.toString(),
  }
}

/** Answers an upgrade with a plain HTTP error. Whoever calls it listens to the socket's errors. */
export function refuseUpgrade(socket: Duplex, { status, words }: UpgradeRefusal): void {
  const answer = `HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
  socket.end(answer, () => socket.destroy())
}
