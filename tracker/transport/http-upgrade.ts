/**
 * The little HTTP around a WebSocket tracker: listening, refusing an upgrade, knowing the own address.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { TrackerError } from '../tracker-error.ts'

interface Place {
  readonly host: string
  readonly port: number
  readonly path: string
}

/** @throws TrackerError `cannot-listen`, in words for the operator. */
export async function listen({ host, port }: Place, answer: RequestListener): Promise<Server> {
  const server = createServer(answer)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new TrackerError('cannot-listen', `the tracker cannot listen on ${host}:${port}: ${words(error)}`, error))
    })
    server.listen(port, host, resolve)
  })
  return server
}

/** Stops listening and ends what plain HTTP is still open. Resolves when the port is free. */
export async function unlisten(server: Server | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    if (!server?.listening) return resolve()
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function words(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'something else listens there; choose another port, or 0 for a free one'
  if (error.code === 'EACCES') return 'this user may not; choose a port from 1024'
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'this machine has no such address'
  return error.message
}

/** Compares without the query, and takes a slash at the end for nothing, as stock clients do. */
export function hasPath(request: IncomingMessage, path: string): boolean {
  const trim = (text: string) => text.replace(/\/+$/, '')
  return trim((request.url ?? '').split('?')[0] ?? '') === trim(path)
}

/** Answers an upgrade with a plain HTTP error. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.on('error', () => {})
  const answer = `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
  socket.end(answer, () => socket.destroy())
}

/** The WebSocket URL of a listening server, for clients on this machine where it listens on all addresses. */
export function urlOf(server: Server | undefined, { host, port, path }: Place): string {
  const address = server?.address()
  const actualPort = typeof address === 'object' && address ? address.port : port
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `ws://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${actualPort}${path}`
}
