/**
 * A file of the publisher's host, by one request for it, or for what is missing of it, as a stream.
 *
 * The first request is a plain one, as any app that keeps episodes makes: some hosts answer ranges in parts, and its `Content-Length` is
 * that of the file. Only to go on is `Range: bytes=N-` sent, which needs no CORS preflight. Not by http-origin.ts: there each byte is known
 * beforehand, and verified after.
 */
import type { FileVersion } from '../store/file-store.ts'
import { askFrom, type HeldPart, judgeFileAnswer } from './file-answer.ts'
import { msUntil, Watchdog } from './http-watchdog.ts'
import type { OriginOutcome } from './origin.ts'

export interface FetchFileOptions {
  readonly signal: AbortSignal
  /** The file's first byte comes next: what is held of it is not gone on with. */
  begins(version: FileVersion): Promise<void>
  /** Takes the next bytes, which are the receiver's to keep; nothing more is read until it has. */
  take(bytes: Uint8Array): Promise<void>
}

/** The port for a host that sends files. */
export interface FileHost {
  /** Fetches the file, or its rest. Never rejects for what the network does; what `begins` and `take` reject with goes on up. */
  fetchFile(held: HeldPart | undefined, options: FetchFileOptions): Promise<OriginOutcome>
}

export interface HttpFileOptions {
  readonly url: string
  /** Default: the global one. */
  readonly fetch?: typeof globalThis.fetch
  /** From the request to the head of the answer, and between two chunks; default 10,000. */
  readonly patienceMs?: number
}

export class HttpFile implements FileHost {
  readonly #url: string
  readonly #fetch: typeof globalThis.fetch
  readonly #patienceMs: number

  constructor({ url, fetch, patienceMs = 10_000 }: HttpFileOptions) {
    this.#url = url
    // Browsers want `fetch` called on the global object.
    this.#fetch = fetch ?? ((input, init) => globalThis.fetch(input, init))
    this.#patienceMs = patienceMs
  }

  async fetchFile(held: HeldPart | undefined, options: FetchFileOptions): Promise<OriginOutcome> {
    if (options.signal.aborted) return { kind: 'aborted' }
    const from = askFrom(held)
    const watchdog = new Watchdog(options.signal)
    try {
      watchdog.expect(this.#patienceMs, 'no answer in time')
      const response = await this.#fetch(this.#url, {
        ...(from > 0 && { headers: { Range: `bytes=${from}-` } }),
        mode: 'cors',
        credentials: 'omit',
        // Our own store is the cache.
        cache: 'no-store',
        signal: watchdog.signal,
      }).catch((error: unknown) => watchdog.outcomeOf(error))
      if ('kind' in response) return response
      watchdog.rest()
      const head = { status: response.status, header: (name: string) => response.headers.get(name) }
      const judgement = judgeFileAnswer(head, held, msUntil)
      if (judgement.kind !== 'begins' && judgement.kind !== 'continues') return judgement
      const isNew = judgement.kind === 'begins'
      if (isNew) await options.begins(judgement.version)
      const { lengthBytes } = isNew ? judgement.version : (held?.version ?? {})
      return await this.#deliver(response, isNew ? 0 : from, lengthBytes, watchdog, options)
    } finally {
      // Also ends the connection where the body was not read to its end.
      watchdog.end()
    }
  }

  async #deliver(
    response: Response,
    from: number,
    lengthBytes: number | undefined,
    watchdog: Watchdog,
    { signal, take }: FetchFileOptions,
  ): Promise<OriginOutcome> {
    const reader = response.body?.getReader()
    let receivedBytes = 0
    while (reader !== undefined) {
      watchdog.expect(this.#patienceMs, 'the answer stalled')
      const next = await reader.read().catch((error: unknown) => watchdog.outcomeOf(error))
      watchdog.rest()
      if (signal.aborted) return { kind: 'aborted' }
      if ('kind' in next) return receivedBytes > 0 ? { kind: 'short', receivedBytes } : next
      if (next.done) break
      receivedBytes += next.value.length
      await take(next.value)
    }
    // More than was said: the length is that of a compressed body, and its end is the file's.
    const isShort = lengthBytes !== undefined && from + receivedBytes < lengthBytes
    return isShort ? { kind: 'short', receivedBytes } : { kind: 'ok' }
  }
}
