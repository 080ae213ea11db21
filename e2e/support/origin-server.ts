/**
 * The publisher's host as the tests see it: static files with ranges and CORS, every body byte counted by who asked, and faults
 * on demand.
 *
 * Listeners are told apart by a tag in their user agent (`Listener/A`). The files are held in memory. One range per request,
 * as our players ask; the real server's range rules are tested beside it (publish/).
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { extname, join, relative } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.xml': 'application/rss+xml; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.mp4': 'video/mp4',
  '.vtt': 'text/vtt; charset=utf-8',
  '.json': 'application/json',
  '.torrent': 'application/x-bittorrent',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
}
const MEDIA = /\.(?:mp3|m4a|mp4)$/
const CHUNK_BYTES = 16_384
/** Between two chunks. */
const PACED_MS = 11
const NO_FAULTS = {
  down: false,
  mediaDown: false,
  mediaUnavailable: false,
  mediaHangs: false,
  mediaWithoutCors: false,
  mediaDiffers: false,
  ignoresRange: false,
  mediaPaced: false,
}

export interface OriginServer {
  readonly url: string
  /** Everything refused with a reset connection while true: feed, torrent files, media. */
  down: boolean
  /** Media refused with a reset connection while true. */
  mediaDown: boolean
  /** Media answered with 503 while true. */
  mediaUnavailable: boolean
  /** Media requests taken and never answered while true. */
  mediaHangs: boolean
  /** No CORS header on media. */
  mediaWithoutCors: boolean
  /** Media served with other bytes than were published (as dynamic ads do). */
  mediaDiffers: boolean
  /** Range ignored: 200 and the whole file. */
  ignoresRange: boolean
  /** Media no faster than 1.5 MB/s: what is called off soon costs little then, as on the internet. */
  mediaPaced: boolean
  /** @returns media body bytes sent so far: to one listener or to all, of one file or of all. */
  mediaBytes(listener?: string, file?: string): number
  /** Number of media requests so far. */
  mediaRequests(): number
  /** Reads a folder's files anew. */
  load(dir: string): Promise<void>
  /** One more file, e.g. a script for a page of the test's own. */
  add(path: string, bytes: Buffer): void
  /** Counters and faults as at the start. */
  reset(): void
  close(): Promise<void>
}

/** On the loopback, where browsers trust it, unless `host` is another address. */
export async function startOrigin({ host = '127.0.0.1', port: asked = 0 } = {}): Promise<OriginServer> {
  const files = new Map<string, Buffer>()
  const sent: { listener: string; file: string; bytes: number }[] = []
  let requests = 0
  const sockets = new Set<Socket>()
  const faults = { ...NO_FAULTS }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname).slice(1)
    const isMedia = MEDIA.test(path)
    if (faults.down || (isMedia && faults.mediaDown)) return void request.socket.destroy()
    if (!(isMedia && faults.mediaWithoutCors)) {
      response.setHeader('Access-Control-Allow-Origin', '*')
      response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Content-Length')
    }
    if (isMedia && faults.mediaUnavailable) return void response.writeHead(503, { 'Retry-After': '20' }).end()
    if (isMedia && faults.mediaHangs) return
    const file = files.get(path)
    if (file === undefined) return void response.writeHead(404).end()
    if (isMedia && request.method === 'GET') requests += 1
    const range = faults.ignoresRange ? undefined : rangeOf(request.headers.range, file.length)
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.setHeader('Accept-Ranges', faults.ignoresRange ? 'none' : 'bytes')
    if (range === 'unsatisfiable')
      return void response.writeHead(416, { 'Content-Range': `bytes */${file.length}` }).end()
    const { from, to } = range ?? { from: 0, to: file.length }
    response.setHeader('Content-Length', to - from)
    if (range !== undefined) response.setHeader('Content-Range', `bytes ${from}-${to - 1}/${file.length}`)
    response.writeHead(range === undefined ? 200 : 206)
    if (request.method === 'HEAD') return void response.end()
    let body = file.subarray(from, to)
    if (isMedia && faults.mediaDiffers) body = alter(body, from)
    const tag = /Listener\/(\w+)/.exec(request.headers['user-agent'] ?? '')?.[1] ?? 'unknown'
    if (!isMedia) return void response.end(body)
    const entry = { listener: tag, file: path, bytes: 0 }
    sent.push(entry)
    const pauseMs = faults.mediaPaced ? PACED_MS : 0
    send(response, body, pauseMs, (bytes) => {
      entry.bytes += bytes
    })
  }

  const server = createServer(answer)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(asked, host, resolve))
  const { port } = server.address() as AddressInfo

  return Object.assign(faults, {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    mediaBytes: (listener?: string, file?: string) =>
      sent
        .filter(
          (one) => (listener === undefined || one.listener === listener) && (file === undefined || one.file === file),
        )
        .reduce((sum, { bytes }) => sum + bytes, 0),
    mediaRequests: () => requests,
    load: async (dir: string) => {
      files.clear()
      for (const name of await readdir(dir, { recursive: true })) {
        const path = join(dir, name)
        if ((await stat(path)).isFile()) files.set(relative(dir, path), await readFile(path))
      }
    },
    add: (path: string, bytes: Buffer) => void files.set(path, bytes),
    reset: () => {
      sent.length = 0
      requests = 0
      Object.assign(faults, NO_FAULTS)
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  })
}

function rangeOf(
  header: string | undefined,
  length: number,
): { from: number; to: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (match === null) return undefined
  const [, first = '', last = ''] = match
  if (first === '') return { from: Math.max(0, length - Number(last)), to: length }
  const from = Number(first)
  if (from >= length) return 'unsatisfiable'
  return { from, to: last === '' ? length : Math.min(Number(last) + 1, length) }
}

/** Another file of the same length that still plays: a byte in every 32 KiB differs. */
function alter(body: Buffer, from: number): Buffer {
  const altered = Buffer.from(body)
  for (let i = 0; i < altered.length; i++) if ((from + i) % 32_768 === 30) altered[i] = (altered[i] ?? 0) ^ 0x01
  return altered
}

/** Sends chunk by chunk; `flushed` counts what was handed to the network, so that an aborted answer does not count in full. */
function send(
  response: ServerResponse,
  body: Buffer,
  pauseMs: number,
  flushed: (bytes: number) => void,
  from = 0,
): void {
  if (response.destroyed) return
  const chunk = body.subarray(from, from + CHUNK_BYTES)
  if (chunk.length === 0) return void response.end()
  const next = () => send(response, body, pauseMs, flushed, from + chunk.length)
  response.write(chunk, (error) => {
    if (error) return
    flushed(chunk.length)
    if (pauseMs > 0) setTimeout(next, pauseMs)
    else next()
  })
}
