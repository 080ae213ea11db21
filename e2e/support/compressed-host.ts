/**
 * The built page on a host as publishers rent them: compressed by brotli or gzip, cached as docs/listening-page.md says, and files of
 * the measurement's own beside it. Everything is in memory; nothing is delayed.
 */
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.xml': 'application/rss+xml; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.mp3': 'audio/mpeg',
}
const PACKED = /\.(?:jpg|png|mp3)$/
/** Files with a hash in their name are compressed once, with patience; hosts do the rest on the fly. */
const HASHED = /^assets\//
const QUALITY = { br: { patient: 11, hasty: 5 }, gzip: { patient: 9, hasty: 6 } } as const

type Encoding = 'br' | 'gzip' | 'identity'

export interface CompressedHostOptions {
  /** What this host can do at most; the first one that the browser takes is used. Default: brotli, else gzip. */
  readonly encodings?: readonly Encoding[]
}

export interface SentFile {
  readonly path: string
  /** Of the body, as it went over the wire. */
  readonly bytes: number
}

export interface CompressedHost {
  /** With no slash at its end. */
  readonly url: string
  /** Every whole file that was sent so far, in order, whoever asked: page, workers, service worker. */
  readonly sent: readonly SentFile[]
  /** One more file, or another body for one that is there. */
  put(path: string, body: string | Buffer): void
  close(): Promise<void>
}

/** @param pageDir what `npm run build` made */
export async function startCompressedHost(
  pageDir: string,
  { encodings = ['br', 'gzip'] }: CompressedHostOptions = {},
): Promise<CompressedHost> {
  const sent: SentFile[] = []
  const files = new Map<string, Buffer>()
  const packed = new Map<string, Buffer>()
  for (const entry of await readdir(pageDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.set(path.slice(pageDir.length + 1).replaceAll('\\', '/'), await readFile(path))
  }

  const bodyOf = (path: string, file: Buffer, encoding: Encoding): Buffer => {
    if (encoding === 'identity') return file
    const key = `${encoding} ${path}`
    const known = packed.get(key)
    if (known !== undefined) return known
    const quality = QUALITY[encoding][HASHED.test(path) ? 'patient' : 'hasty']
    const body =
      encoding === 'gzip'
        ? gzipSync(file, { level: quality })
        : brotliCompressSync(file, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
    packed.set(key, body)
    return body
  }

  const answer = ({ url = '/', headers }: IncomingMessage, response: ServerResponse): void => {
    const asked = decodeURIComponent(new URL(url, 'http://host').pathname).slice(1)
    const path = asked === '' ? 'index.html' : asked
    const file = files.get(path)
    if (file === undefined) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Nothing here.\n')
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Cache-Control', cachingOf(path))
    const [, first, last = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
    if (first !== undefined) {
      const to = last === '' ? file.length : Math.min(Number(last) + 1, file.length)
      if (Number(first) >= to) return void response.writeHead(416, { 'Content-Range': `bytes */${file.length}` }).end()
      response.writeHead(206, { 'Content-Range': `bytes ${first}-${to - 1}/${file.length}` })
      return void response.end(file.subarray(Number(first), to))
    }
    const encoding = PACKED.test(path) ? 'identity' : encodingFor(headers['accept-encoding'] ?? '', encodings)
    const body = bodyOf(path, file, encoding)
    response.setHeader('Vary', 'Accept-Encoding')
    if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding)
    response.writeHead(200, { 'Content-Length': body.length }).end(body)
    sent.push({ path, bytes: body.length })
  }

  // All that is loaded is compressed beforehand: measured is the page, not this host.
  for (const [path, file] of files) if (!PACKED.test(path)) bodyOf(path, file, 'br')
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    sent,
    put: (path, body) => {
      const file = Buffer.from(body)
      files.set(path, file)
      for (const encoding of ['br', 'gzip'] as const) packed.delete(`${encoding} ${path}`)
      if (!PACKED.test(path)) bodyOf(path, file, 'br')
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function encodingFor(accepted: string, encodings: readonly Encoding[]): Encoding {
  return encodings.find((encoding) => new RegExp(`\\b${encoding}\\b`).test(accepted)) ?? 'identity'
}

function cachingOf(path: string): string {
  if (HASHED.test(path)) return 'public, max-age=31536000, immutable'
  return PACKED.test(path) ? 'public, max-age=604800' : 'no-cache'
}
