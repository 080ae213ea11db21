/**
 * Serves a published show, the listening page and the tracker from one origin: page at `/`, show at `/show/`, tracker at
 * `/tracker`. For trying out and for small shows; a large one puts files behind a web server of its own.
 *
 * Ranges, ETags and safe paths are the `send` package's work; types, caching and CORS are decided in http-headers.ts.
 */
import type { Stats } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join, resolve } from 'node:path'
import send from 'send'
import { parseTrackerSettings, startTracker, type Tracker, type TrackerLog } from '../tracker/index.ts'
import { CORS_HEADERS, cacheControlOf, contentTypeOf, PREFLIGHT_HEADERS } from './http-headers.ts'
import { PublishError } from './publish-error.ts'

export interface ServerOptions {
  /** The published show's folder, served at `/show/`. */
  readonly showDir: string
  /** The built page, served at `/`. Without it `/` says where the feed is. */
  readonly pageDir?: string
  /** Default: the loopback address. */
  readonly host?: string
  /** Default: 0, any free one. */
  readonly port?: number
  /**
   * Settings of the tracker (`TRACKER_SETTINGS`) that differ from the defaults; `false` for none. Unless `open` or
   * `allowlistFile` is among them, it serves what `allowlist.txt` of the show lists.
   */
  readonly tracker?: Readonly<Record<string, unknown>> | false
  readonly log?: TrackerLog
}

export interface RunningServer {
  /** With no slash at its end, e.g. `http://localhost:8080`. */
  readonly url: string
  readonly port: number
  readonly tracker: Tracker | undefined
  /** Ends everything, open connections too, and frees the port. May be called twice. */
  close(): Promise<void>
}

const DEFAULT_HOST = '127.0.0.1'

/**
 * @throws PublishError `bad-options` where the port can't be had, TrackerError where the tracker can't start; nothing is
 * left running then
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = DEFAULT_HOST, port = 0 } = options
  const server = createServer((request, response) => answer(request, response, options))
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await listen(server, port, host)
  let tracker: Tracker | undefined
  let closing: Promise<void> | undefined
  const close = async () => {
    await tracker?.close()
    await new Promise<void>((done) => {
      server.close(() => done())
      for (const socket of sockets) socket.destroy()
    })
  }
  const { port: actual } = server.address() as AddressInfo
  try {
    if (options.tracker !== false) tracker = await attachTracker(server, options, host, actual)
  } catch (error) {
    await close()
    throw error
  }
  return {
    url: `http://${hostInUrl(host)}:${actual}`,
    port: actual,
    tracker,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? `port ${port} is taken; --port 0 takes a free one` : error.message
      fail(new PublishError('bad-options', `The server can't listen on ${host}: ${why}.`, error))
    })
    server.listen(port, host, () => done())
  })
}

/** The name by which browsers on this machine reach the server, and trust it (service workers want a secure context). */
function hostInUrl(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host)) return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function attachTracker(server: Server, { showDir, tracker, log }: ServerOptions, host: string, port: number) {
  const asked = tracker || {}
  const allowlistFile = asked.open === true ? undefined : join(resolve(showDir), 'allowlist.txt')
  const settings = parseTrackerSettings({ host, port, allowlistFile, ...asked })
  return startTracker(settings, { server, ...(log && { log }) })
}

function answer(request: IncomingMessage, response: ServerResponse, { showDir, pageDir }: ServerOptions): void {
  for (const [name, value] of Object.entries(CORS_HEADERS)) response.setHeader(name, value)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (request.method === 'OPTIONS') {
    response.writeHead(204, PREFLIGHT_HEADERS).end()
    return
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD, OPTIONS')
    sayStatus(response, 405, 'Only GET and HEAD are answered here.')
    return
  }
  const path = (request.url ?? '/').replace(/[?#].*$/s, '')
  if (path === '/show') redirect(response, '/show/')
  else if (path.startsWith('/show/')) sendFile(request, response, path.slice('/show'.length), showDir, false)
  else if (pageDir !== undefined) sendFile(request, response, path, pageDir, true)
  else if (path === '/')
    sayStatus(response, 200, 'Grapevine serves a show here: its feed is in /show/. No page is built.')
  else sayStatus(response, 404, 'There is nothing here.')
}

function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  root: string,
  isPage: boolean,
): void {
  // It is for the tracker; players have the hashes from the feed.
  if (!isPage && path === '/allowlist.txt') {
    sayStatus(response, 404, 'There is nothing here.')
    return
  }
  const isDirectory = path.endsWith('/')
  const name = isPage && isDirectory ? `${path}index.html` : path
  send(request, path, {
    root: resolve(root),
    dotfiles: 'ignore',
    cacheControl: false,
    index: isPage ? 'index.html' : false,
  })
    .on('file', (_path: string, { size }: Stats) => clampSuffixRange(request, size))
    .on('headers', (headers: ServerResponse) => {
      headers.setHeader('Cache-Control', cacheControlOf(name, isPage))
      const type = contentTypeOf(name)
      if (type !== undefined) headers.setHeader('Content-Type', type)
    })
    .on('directory', () => {
      const full = isPage ? path : `/show${path}`
      // A path of two slashes would be another host's address.
      if (isDirectory || full.startsWith('//')) sayStatus(response, 404, 'There is nothing here.')
      else redirect(response, `${full}/`)
    })
    .on('error', (error: { status?: number; headers?: Record<string, string> }) => {
      for (const [key, value] of Object.entries(error.headers ?? {})) response.setHeader(key, value)
      const status = error.status ?? 500
      sayStatus(response, status, status === 416 ? 'The file has no such range.' : 'There is nothing here.')
    })
    .pipe(response)
}

/** RFC 9110, 14.1.2: a suffix longer than the file means all of it; `send` calls that unsatisfiable. */
function clampSuffixRange(request: IncomingMessage, size: number): void {
  const suffix = /^bytes=-(\d+)$/.exec(request.headers.range ?? '')
  if (suffix && Number(suffix[1]) > size) request.headers.range = 'bytes=0-'
}

function redirect(response: ServerResponse, location: string): void {
  response.setHeader('Location', location)
  sayStatus(response, 308, 'Moved.')
}

function sayStatus(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.setHeader('Cache-Control', 'no-cache')
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${words}\n`)
}
