/**
 * The HTTP server under a tracker that listens by itself: taking the port, giving it back, and not waiting for slow clients.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { TrackerError } from '../tracker-error.ts'
import type { TransportOptions } from './transport.ts'

/** A request that takes longer to arrive is given up: a handful of headers fits into one packet. */
const REQUEST_MS = 10_000
const RETRY_MS = 50

/** @throws TrackerError `cannot-listen`, in words for the operator. */
export async function listen(options: TransportOptions, answer: RequestListener): Promise<Server> {
  const { host, port, waitForPortSeconds, maxSockets, tls } = options
  const timeouts = { headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: 1000 }
  const server = tls
    ? createTlsServer({ ...timeouts, cert: tls.cert, key: tls.key }, answer)
    : createServer(timeouts, answer)
  // Beyond the sockets there are only short requests.
  server.maxConnections = maxSockets + 1000
  const giveUpAt = performance.now() + waitForPortSeconds * 1000
  for (;;) {
    try {
      await listening(server, host, port)
      return server
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EADDRINUSE' || performance.now() >= giveUpAt) throw cannotListen(host, port, error)
      await sleep(RETRY_MS)
    }
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

export function cannotListen(host: string, port: number, error: unknown): TrackerError {
  const words = inWords(error as NodeJS.ErrnoException)
  return new TrackerError('cannot-listen', `the tracker cannot listen on ${host}:${port}: ${words}`, error)
}

function inWords(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'something else listens there; choose another port, or 0 for a free one'
  if (error.code === 'EACCES') return 'this user may not; choose a port from 1024'
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'this machine has no such address'
  return error.message
}
