/**
 * A publisher's host as far away as a real one: files held in memory, a delay before each answer, a pace on each connection.
 *
 * It counts media bytes handed to the network (what a host is billed for), not those a player read. Answers follow one another
 * on a connection (HTTP/1.1), so a pace for each answer is one for each connection. TCP's slow start is not imitated.
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const TICK_MS = 5
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp3': 'audio/mpeg',
}

export interface Distance {
  readonly firstByteDelayMs: number
  readonly bytesPerSecond: number
}

/** Body bytes handed to the network. */
export interface Sent {
  /** Of the file, without a slash in front. */
  readonly path: string
  readonly userAgent: string
  readonly bytes: number
}

/** @param onSent told of all body bytes, whatever file they are of */
export async function startSlowOrigin(distance: Distance, onSent: (sent: Sent) => void = () => {}) {
  const files = new Map<string, Buffer>()
  let mediaBytes = 0
  const answer = async ({ url = '/', headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    await pause(distance.firstByteDelayMs)
    const path = decodeURIComponent(new URL(url, 'http://host').pathname).slice(1)
    const file = files.get(path)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, Content-Length')
    if (file === undefined) return void response.writeHead(404).end()
    const isMedia = path.endsWith('.mp3')
    const [, first, last = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
    const from = Number(first ?? 0)
    const to = last === '' ? file.length : Math.min(Number(last) + 1, file.length)
    if (from >= to) return void response.writeHead(416, { 'Content-Range': `bytes */${file.length}` }).end()
    response.writeHead(first === undefined ? 200 : 206, {
      'Accept-Ranges': 'bytes',
      'Content-Length': to - from,
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      ETag: `"${file.length}"`,
      ...(first !== undefined && { 'Content-Range': `bytes ${from}-${to - 1}/${file.length}` }),
    })
    await sendPaced(response, file.subarray(from, to), distance.bytesPerSecond, (bytes) => {
      if (isMedia) mediaBytes += bytes
      onSent({ path, userAgent: headers['user-agent'] ?? '', bytes })
    })
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Media body bytes sent so far. */
    mediaBytes: () => mediaBytes,
    /** Every file of a folder is served by its path from there. */
    load: async (dir: string): Promise<void> => {
      for (const name of await readdir(dir, { recursive: true })) {
        const path = join(dir, name)
        if ((await stat(path)).isFile()) files.set(relative(dir, path).replaceAll('\\', '/'), await readFile(path))
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A reader that stops reading is waited for, without looking again and again, and gains nothing by it. */
async function sendPaced(response: ServerResponse, body: Buffer, rate: number, onSent: (bytes: number) => void) {
  let last = performance.now() - TICK_MS
  for (let at = 0; at < body.length && !response.destroyed; await pause(TICK_MS)) {
    const now = performance.now()
    const chunk = body.subarray(at, at + Math.floor(((now - last) / 1000) * rate))
    last = now
    at += chunk.length
    onSent(chunk.length)
    if (response.write(chunk)) continue
    await takesMore(response)
    last = performance.now()
  }
  response.end()
}

async function takesMore(response: ServerResponse): Promise<void> {
  if (response.destroyed) return
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}
