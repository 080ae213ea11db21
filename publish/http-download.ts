/**
 * Reads feeds and media over HTTP: bounded in size and in silence, and never stored.
 */
import { createHash } from 'node:crypto'

export interface DownloadLimits {
  readonly maxBytes: number
  /** How long the host may be silent, before its first byte and between any two. */
  readonly idleTimeoutMs: number
}

export const FEED_LIMITS: DownloadLimits = { maxBytes: 64 * 1024 * 1024, idleTimeoutMs: 30_000 }
export const MEDIA_LIMITS: DownloadLimits = { maxBytes: 16 * 1024 ** 3, idleTimeoutMs: 30_000 }

export interface Download {
  /** `Content-Length`, where the host says it. */
  readonly lengthBytes: number | undefined
  /** To be read to its end, or `return()`ed: only then is the connection free. */
  readonly chunks: AsyncGenerator<Uint8Array>
}

/** @throws Error in words (“answered 404”, “no answer for 30 s”); reading the chunks throws the same kind */
export async function download(url: string, limits: DownloadLimits, expected: 'feed' | 'media'): Promise<Download> {
  const abort = new AbortController()
  const silence = new Error(`the host sent nothing for ${limits.idleTimeoutMs / 1000} s`)
  let timer = setTimeout(() => abort.abort(silence), limits.idleTimeoutMs)
  const restart = () => {
    clearTimeout(timer)
    timer = setTimeout(() => abort.abort(silence), limits.idleTimeoutMs)
  }
  const fail = (message: string) => {
    clearTimeout(timer)
    abort.abort()
    return new Error(message)
  }
  let response: Response
  try {
    response = await fetch(url, { signal: abort.signal, headers: { 'accept-encoding': 'identity' } })
  } catch (error) {
    clearTimeout(timer)
    throw new Error(wordsFor(error))
  }
  const { body, headers, status } = response
  if (status !== 200 || !body) throw fail(`the host answered ${status} ${response.statusText}`.trim())
  if (expected === 'media' && /^(?:text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '')) {
    throw fail('the address is a web page, not a media file')
  }
  const declared = Number(headers.get('content-length') ?? Number.NaN)
  const lengthBytes = Number.isSafeInteger(declared) && !headers.has('content-encoding') ? declared : undefined
  const tooLarge = `it is larger than ${limits.maxBytes} bytes`
  if (lengthBytes !== undefined && lengthBytes > limits.maxBytes) throw fail(tooLarge)

  async function* read(stream: ReadableStream<Uint8Array>) {
    let received = 0
    try {
      for await (const chunk of stream) {
        restart()
        received += chunk.length
        if (received > limits.maxBytes) throw new Error(tooLarge)
        yield chunk
        // What happens between two chunks is ours, not the host's silence.
        restart()
      }
    } catch (error) {
      throw new Error(wordsFor(error))
    } finally {
      clearTimeout(timer)
      abort.abort()
    }
    if (lengthBytes !== undefined && received !== lengthBytes) {
      throw new Error(`the host sent ${received} of ${lengthBytes} bytes`)
    }
  }
  return { lengthBytes, chunks: read(body) }
}

/** `fetch` says “fetch failed” and hides the reason one level down. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error && cause.message !== '' ? `${error.message} (${cause.message})` : error.message
}

/** Reads a download to its end. */
export async function readAll({ chunks }: Download): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

/** Eight hex digits that stand for a URL, where a file name alone would be ambiguous. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
