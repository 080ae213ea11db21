/**
 * The HTTP server under a tracker that listens by itself: taking the port, giving it back, and not waiting for slow clients.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { TrackerError } from '../tracker-error.ts'
import type { TransportOptions } from './transport.ts'

/** A request that takes longer to arrive is given up: a handful of headers fits into one packet. */
const REQUEST_MS = 10_000
const RETRY_MS = 50
/** Whoever looks at how the tracker does makes a connection now and then; connections of an address are metered. */
const REQUESTS_PER_CONNECTION = 20

/** @throws TrackerError `cannot-listen`, in words for the operator. */
export async function listen(options: TransportOptions, answer: RequestListener): Promise<Server> {
  const { host, port, maxSockets, tls } = options
  const timeouts = { headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: 1000 }
  const server = tls
    ? createTlsServer({ ...timeouts, cert: tls.cert, key: tls.key }, answer)
    : createServer(timeouts, answer)
  // Beyond the sockets there are only short requests.
  server.maxConnections = maxSockets + 1000
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION
  await takePort(options, () => listening(server, host, port))
  return server
}

/**
 * Runs `take` until it has the port, for as long as the settings allow.
 * @throws TrackerError `cannot-listen`, in words for the operator.
 */
export async function takePort<T>(
  { host, port, waitForPortSeconds }: Pick<TransportOptions, 'host' | 'port' | 'waitForPortSeconds'>,
  take: () => Promise<T>,
): Promise<T> {
  const giveUpAt = performance.now() + waitForPortSeconds * 1000
  for (;;) {
    try {
      return await take()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EADDRINUSE' || performance.now() >= giveUpAt) {
        const words = inWords(error as NodeJS.ErrnoException)
        throw new TrackerError('cannot-listen', `the tracker cannot listen on ${host}:${port}: ${words}`, error)
      }
      await sleep(RETRY_MS)
    }
  }
}

export function listening(server: NetServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function inWords(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return 'something else listens there; choose another port, or 0 for a free one'
  if (error.code === 'EACCES') return 'this user may not; choose a port from 1024'
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'this machine has no such address'
  return error.message
}
