/**
 * Parts of a media file at its host, by `Range`. A host that gives no parts has no chapters read of it: a whole episode for a
 * few titles would be too much.
 */
import type { MediaBytes } from './media-bytes.ts'

/** What is asked for at least: boxes and tags stand close together. */
const WINDOW_BYTES = 128 * 1024
const TIMEOUT_MS = 30_000

interface Window {
  readonly from: number
  readonly bytes: Uint8Array
  readonly lengthBytes: number
}

/** @throws Error in words: no answer, or no parts; so does `read` */
export async function openHttpBytes(url: string): Promise<MediaBytes> {
  let window = await fetchWindow(url, 0, WINDOW_BYTES)
  const { lengthBytes } = window
  return {
    lengthBytes,
    async read(from, length) {
      const until = Math.min(from + length, lengthBytes)
      if (until <= from) return new Uint8Array(0)
      if (from < window.from || until > window.from + window.bytes.length) {
        window = await fetchWindow(url, from, Math.max(length, WINDOW_BYTES))
      }
      return window.bytes.subarray(from - window.from, until - window.from)
    },
    async close() {},
  }
}

async function fetchWindow(url: string, from: number, length: number): Promise<Window> {
  const abort = new AbortController()
  const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(TIMEOUT_MS)])
  const headers = { range: `bytes=${from}-${from + length - 1}`, 'accept-encoding': 'identity' }
  const response = await fetch(url, { signal, headers })
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('content-range') ?? '')
  if (response.status !== 206 || range === null || Number(range[1]) !== from) {
    abort.abort()
    throw new Error('its host gives no parts of it')
  }
  const parts: Uint8Array[] = []
  let received = 0
  for await (const chunk of response.body ?? []) {
    parts.push(chunk)
    received += chunk.length
    if (received > length) {
      abort.abort()
      throw new Error('its host sends more than it was asked for')
    }
  }
  return { from, bytes: Buffer.concat(parts), lengthBytes: Number(range[3]) }
}
