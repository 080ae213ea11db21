/**
 * The publisher's host over HTTP, by `fetch`.
 *
 * Sends one header, `Range: bytes=a-b`: CORS lets that through without a preflight. Redirects (download counters, CDNs) are
 * followed once; later ranges go to where they led, until that place says 403, 404 or 410 (signed URLs expire) or is
 * gone, and then the feed's URL is asked again.
 *
 * `cache: 'no-store'`, because our own store is the cache. Measured in Chromium 156, three ranges of one URL at the same time, two
 * of them overlapping: in mode 'default' two of the three were requested TWICE (five requests), so the host would pay twice;
 * 'no-store' made three. Chromium also locks a cache entry for its writer, and has cut ranges short at its borders.
 * Neither mode causes a preflight.
 */
import type { ByteRange } from '../piece-layout.ts'
import { msUntil, Watchdog } from './http-watchdog.ts'
import type { FetchRangeOptions, Origin, OriginOutcome } from './origin.ts'
import { judgeResponse } from './range-response.ts'

export interface HttpOriginOptions {
  /** The enclosure's URL, absolute. */
  readonly url: string
  /** Length of the whole file, where known: a host that says another one is a 'mismatch' before any byte is taken. */
  readonly sizeBytes?: number
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch
  /** From the request to the first byte of the body; default 10,000. */
  readonly firstByteTimeoutMs?: number
  /** Between two chunks; default 10,000. */
  readonly stallTimeoutMs?: number
}

export class HttpOrigin implements Origin {
  readonly #options: HttpOriginOptions
  readonly #fetch: typeof globalThis.fetch
  /** Where the last redirects led, as long as it answers. */
  #resolvedUrl: string | undefined

  constructor(options: HttpOriginOptions) {
    this.#options = options
    // Browsers want `fetch` called on the global object.
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
  }

  async fetchRange(from: number, to: number, options: FetchRangeOptions): Promise<OriginOutcome> {
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to <= from) {
      throw new RangeError(`bytes ${from} to ${to} are no range`)
    }
    const kept = this.#resolvedUrl
    const outcome = await this.#attempt(kept ?? this.#options.url, { from, to }, options)
    if (kept === undefined || !hasExpired(outcome)) return outcome
    this.#forget(kept)
    return outcome.kind === 'refused' ? this.#attempt(this.#options.url, { from, to }, options) : outcome
  }

  async #attempt(url: string, asked: ByteRange, options: FetchRangeOptions): Promise<OriginOutcome> {
    if (options.signal.aborted) return { kind: 'aborted' }
    const watchdog = new Watchdog(options.signal)
    try {
      watchdog.expect(this.#options.firstByteTimeoutMs ?? 10_000, 'no answer in time')
      const init = rangeRequest(asked, watchdog.signal)
      const response = await this.#fetch(url, init).catch((error: unknown) => watchdog.outcomeOf(error))
      if ('kind' in response) return response
      const head = { status: response.status, header: (name: string) => response.headers.get(name) }
      const judgement = judgeResponse(head, asked, this.#options.sizeBytes, msUntil)
      if (judgement !== 'take') return judgement
      if (response.redirected) this.#resolvedUrl = response.url
      return await this.#deliver(response, asked, options, watchdog)
    } finally {
      // Also ends the connection where the body was not read to its end: a 200 would bring the whole file.
      watchdog.end()
    }
  }

  async #deliver(
    response: Response,
    asked: ByteRange,
    { signal, onBytes }: FetchRangeOptions,
    watchdog: Watchdog,
  ): Promise<OriginOutcome> {
    const askedBytes = asked.to - asked.from
    const reader = response.body?.getReader()
    let receivedBytes = 0
    while (reader !== undefined) {
      const next = await reader.read().catch((error: unknown) => watchdog.outcomeOf(error))
      // What is in the pipe can still come after the abort; nobody wants it any more.
      if (signal.aborted) return { kind: 'aborted' }
      if ('kind' in next) return receivedBytes > 0 && !watchdog.expired ? { kind: 'short', receivedBytes } : next
      if (next.done) break
      const chunk = next.value
      if (receivedBytes + chunk.length > askedBytes) {
        return { kind: 'mismatch', detail: `asked for ${askedBytes} bytes, was sent more` }
      }
      watchdog.expect(this.#options.stallTimeoutMs ?? 10_000, 'the answer stalled')
      onBytes?.(asked.from + receivedBytes, chunk)
      receivedBytes += chunk.length
    }
    return receivedBytes === askedBytes ? { kind: 'ok' } : { kind: 'short', receivedBytes }
  }

  #forget(url: string): void {
    if (this.#resolvedUrl === url) this.#resolvedUrl = undefined
  }
}

function rangeRequest(asked: ByteRange, signal: AbortSignal): RequestInit {
  return {
    headers: { Range: `bytes=${asked.from}-${asked.to - 1}` },
    mode: 'cors',
    credentials: 'omit',
    cache: 'no-store',
    signal,
  }
}

/** Whether the place that redirects led to is of no more use. */
function hasExpired(outcome: OriginOutcome): boolean {
  if (outcome.kind === 'unreachable') return true
  return outcome.kind === 'refused' && [403, 404, 410].includes(outcome.status)
}
