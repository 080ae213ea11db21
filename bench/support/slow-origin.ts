/**
 * A publisher's host as far away as a real one: files held in memory, a delay before each answer, a pace for each connection.
 *
 * It counts the media bytes it handed to the network (what a host is billed for), not those a player read. Its answers follow
 * one another on a connection (HTTP/1.1), so a pace for each answer is a pace for each connection. TCP's slow start is not
 * imitated.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const TYPES: Readonly<Record<string, string>> = {
  '.xml': 'application/rss+xml; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.mp4': 'video/mp4',
  '.vtt': 'text/vtt; charset=utf-8',
  '.json': 'application/json',
}
const MEDIA = /\.(?:mp3|m4a|mp4)$/
const TICK_MS = 5

export interface Distance {
  readonly firstByteDelayMs: number
  /** On each connection. */
  readonly bytesPerSecond: number
}

export interface SlowOrigin {
  readonly url: string
  /** Media body bytes sent so far. */
  mediaBytes(): number
  /** Reads every file of a folder, to be served by its path in there. */
  load(dir: string): Promise<void>
  close(): Promise<void>
}

export async function startSlowOrigin(distance: Distance): Promise<SlowOrigin> {
  const files = new Map<string, Buffer>()
  let mediaBytes = 0
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname).slice(1)
    void answer(request, response, path)
  })
  const answer = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    await pause(distance.firstByteDelayMs)
    const file = files.get(path)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Content-Length')
    if (file === undefined) return void response.writeHead(404).end()
    response.setHeader('Accept-Ranges', 'bytes')
    response.setHeader('ETag', `"${file.length}"`)
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream')
    const [, first, last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    const from = Number(first ?? 0)
    if (from >= file.length) return void response.writeHead(416, { 'Content-Range': `bytes */${file.length}` }).end()
    const to = last === '' ? file.length : Math.min(Number(last) + 1, file.length)
    response.setHeader('Content-Length', to - from)
    if (first !== undefined) response.setHeader('Content-Range', `bytes ${from}-${to - 1}/${file.length}`)
    response.writeHead(first === undefined ? 200 : 206)
    if (request.method === 'HEAD') return void response.end()
    await sendPaced(response, file.subarray(from, to), distance.bytesPerSecond, (bytes) => {
      if (MEDIA.test(path)) mediaBytes += bytes
    })
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mediaBytes: () => mediaBytes,
    load: async (dir) => {
      for (const name of await readdir(dir, { recursive: true })) {
        const path = join(dir, name)
        if ((await stat(path)).isFile()) files.set(relative(dir, path).replaceAll('\\', '/'), await readFile(path))
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A reader that stops reading is waited for, and gains nothing from the wait. */
async function sendPaced(
  response: ServerResponse,
  body: Buffer,
  bytesPerSecond: number,
  onSent: (bytes: number) => void,
): Promise<void> {
  let gone = false
  response.once('close', () => {
    gone = true
  })
  let at = 0
  let last = performance.now() - TICK_MS
  while (at < body.length && !gone) {
    const now = performance.now()
    const bytes = response.writableNeedDrain ? 0 : Math.floor(((now - last) / 1000) * bytesPerSecond)
    if (bytes > 0) {
      const chunk = body.subarray(at, at + bytes)
      response.write(chunk)
      onSent(chunk.length)
      at += chunk.length
    }
    last = now
    if (at < body.length) await pause(TICK_MS)
  }
  if (!gone) response.end()
}
