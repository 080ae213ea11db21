/**
 * One published feed on the web, as a tracker looks at it again and again: which files it lists.
 *
 * It asks for what changed only (RFC 9110, 13.1: ETag, Last-Modified), follows redirects, and is bounded in size and time. What
 * can't be read changes nothing. It never waits for itself: who owns it says when to look.
 */
import { setImmediate } from 'node:timers/promises'
import { readCapped } from '../src/shared/http-body.ts'
import type { InfoHash } from '../src/shared/ids.ts'
import { decoderFor, type ListedFiles, ListedFilesReader } from './listed-files.ts'

/** The largest feeds seen have a third of it. */
const MAX_BYTES = 32 * 1024 * 1024
const TIMEOUT_MS = 30_000
/** Read at a time, before sockets get their turn. */
const SLICE = 64 * 1024

/** `failed` with the reason, in words without the address, which may be secret. */
export type FeedLook =
  | { readonly outcome: 'changed' | 'same' }
  | { readonly outcome: 'failed'; readonly problem: string }

export class PolledFeed {
  readonly #url: string
  #validators: Readonly<Record<string, string>> = {}
  #infoHashes: ReadonlySet<InfoHash> = new Set()

  constructor(url: string) {
    this.#url = url
  }

  /** Empty until it was read for the first time. */
  get infoHashes(): ReadonlySet<InfoHash> {
    return this.#infoHashes
  }

  /** Looks once. Never rejects. @param signal ends it, as `failed` */
  async look(signal: AbortSignal): Promise<FeedLook> {
    try {
      const response = await fetch(this.#url, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        headers: { accept: 'application/rss+xml, application/xml, application/json, */*;q=0.5', ...this.#validators },
      })
      if (response.status === 304) return { outcome: 'same' }
      if (response.status !== 200) {
        await response.body?.cancel()
        return { outcome: 'failed', problem: `the host answered ${response.status}` }
      }
      const files = await readFiles(this.#url, await readCapped(response, MAX_BYTES), signal)
      this.#validators = validatorsOf(response.headers)
      return { outcome: this.#take(files) ? 'changed' : 'same' }
    } catch (error) {
      return { outcome: 'failed', problem: wordsFor(error) }
    }
  }

  /** @returns whether anything is different now. */
  #take({ infoHashes, isWhole }: ListedFiles): boolean {
    const before = this.#infoHashes
    const now = isWhole ? infoHashes : new Set([...before, ...infoHashes])
    this.#infoHashes = now
    return now.size !== before.size || [...now].some((infoHash) => !before.has(infoHash))
  }
}

async function readFiles(url: string, bytes: Uint8Array, signal: AbortSignal): Promise<ListedFiles> {
  const reader = new ListedFilesReader(url)
  const decoder = decoderFor(bytes)
  for (let at = 0; at < bytes.length; at += SLICE) {
    reader.push(decoder.decode(bytes.subarray(at, at + SLICE), { stream: true }))
    await setImmediate()
    signal.throwIfAborted()
  }
  reader.push(decoder.decode())
  return reader.end()
}

function validatorsOf(headers: Headers): Readonly<Record<string, string>> {
  const etag = headers.get('etag')
  const modified = headers.get('last-modified')
  return { ...(etag && { 'if-none-match': etag }), ...(modified && { 'if-modified-since': modified }) }
}

/** `fetch` says “fetch failed” and hides the reason one level down. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given'
  if (error.name === 'TimeoutError') return `it did not come within ${TIMEOUT_MS / 1000} s`
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? `${error.message} (${cause.code})` : error.message
}
