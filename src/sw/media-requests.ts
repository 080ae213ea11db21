/**
 * Decides which requests get a media answer, and what they are told it is. Pure.
 *
 * A media URL carries the address of the bytes, and anybody can make one: it must never become a page or a script of our origin,
 * whatever its bytes are.
 */

/** Only media elements, and `fetch` by our own pages (destination ''), which runs nothing. Never a navigation, frame, script or worker. */
export function isForMedia(request: Pick<Request, 'method' | 'mode' | 'destination'>): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  return request.mode !== 'navigate' && ['audio', 'video', ''].includes(request.destination)
}

/** @returns headers that go with every answer. A type that is not media is not believed. */
export function safeHeaders(type: string): Record<string, string> {
  const isMedia = /^(?:audio|video)\/[\w.+-]+(?:\s*;[\w\s.=",+-]*)?$/i.test(type)
  return {
    'Content-Type': isMedia ? type : 'application/octet-stream',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  }
}

/**
 * What a 206 must have said. Hosts seldom let scripts read `Content-Range` across origins, `Content-Length` always.
 * @returns `bytes A-B/TOTAL`, the total `*` where the end was asked for by number; `undefined` where it can't be told.
 */
export function contentRange(asked: string | null, contentLength: string | null): string | undefined {
  const match = /^bytes=(\d+)-(\d*)$/.exec(asked ?? '')
  const length = Number(contentLength ?? Number.NaN)
  if (match === null || !Number.isSafeInteger(length) || length < 1) return undefined
  const from = Number(match[1])
  const end = from + length
  return `bytes ${from}-${end - 1}/${match[2] === '' ? end : '*'}`
}
