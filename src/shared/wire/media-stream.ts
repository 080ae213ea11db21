/**
 * What the service worker and the page say to each other about one media request, over a port of its own.
 *
 * The worker keeps nothing between two requests: all it must know stands in the URL. It pulls chunk by chunk, so that the
 * media element's own appetite paces the engine. See docs/streaming.md, "The service worker".
 */

/** Path under the worker's scope: `~media/<stream id>/<file name>?src=<enclosure>&type=<MIME type>`. */
const MEDIA_PATH = '~media/'

/** Worker to page, with the port: a media element asks. */
export interface MediaRequest {
  readonly kind: 'grapevine-media-request'
  readonly streamId: string
  /** The `Range` header as it came, or null. */
  readonly range: string | null
  /** How many bytes at most one answer has; the browser asks again. `undefined`: it takes a bounded answer for the end of the file. */
  readonly maxBytes: number | undefined
  readonly headOnly: boolean
}

/** Page to worker: once, first. */
export interface MediaHead {
  readonly kind: 'head'
  readonly status: 200 | 206 | 416
  readonly headers: Readonly<Record<string, string>>
  readonly hasBody: boolean
}

/** Page to worker: nobody here knows this stream; fetch the enclosure yourself. */
export interface MediaUnknown {
  readonly kind: 'unknown'
}

/** Worker to page. */
export type MediaPull = { readonly kind: 'pull' } | { readonly kind: 'cancel' }

/** Page to worker, one for each pull. */
export type MediaChunk =
  | { readonly kind: 'chunk'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  | { readonly kind: 'error'; readonly message: string }

/** Everything a media URL says; the worker falls back to `src` where no page answers. */
export interface MediaAddress {
  readonly streamId: string
  readonly src: string
  readonly type: string
}

/** @param scope the worker's scope, absolute, ending in `/`. @returns the URL to give to a media element. */
export function formatMediaUrl(scope: string, address: MediaAddress): string {
  const name = new URL(address.src).pathname.split('/').pop() || 'media'
  const query = new URLSearchParams({ src: address.src, type: address.type })
  return `${scope}${MEDIA_PATH}${encodeURIComponent(address.streamId)}/${name}?${query}`
}

/** @returns what the URL says, or `undefined` where it is none of ours. */
export function parseMediaUrl(scope: string, url: string): MediaAddress | undefined {
  if (!url.startsWith(scope + MEDIA_PATH)) return undefined
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    return undefined
  }
  const streamId = parsed.href.slice((scope + MEDIA_PATH).length).split('/')[0]
  const src = parsed.searchParams.get('src')
  if (streamId === undefined || streamId === '' || src === null || !/^https?:\/\//.test(src)) return undefined
  return {
    streamId: decodeURIComponentSafely(streamId),
    src,
    type: parsed.searchParams.get('type') ?? 'application/octet-stream',
  }
}

/** @returns the request, or `undefined` where the message is something else. */
export function parseMediaRequest(data: unknown): MediaRequest | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { kind, streamId, range, maxBytes, headOnly } = data as Record<string, unknown>
  if (kind !== 'grapevine-media-request' || typeof streamId !== 'string') return undefined
  return {
    kind,
    streamId,
    range: typeof range === 'string' ? range : null,
    maxBytes: typeof maxBytes === 'number' && maxBytes > 0 ? maxBytes : undefined,
    headOnly: headOnly === true,
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
