/**
 * Reads a stream to its end, through failures: what can't be had now is asked for again.
 *
 * Says nothing about failures; the session does, in words, while the element waits. Pure.
 */

import type { Clock } from '../../../shared/clock.ts'
import { joinBytes } from '../../../shared/join-bytes.ts'
import { type ByteStream, StreamError } from '../byte-stream.ts'

const PAUSE_MS = 1_000

/** The file from `from` on. Stops silently on abort. @throws what is not a {@link StreamError} */
export async function* readOn(
  stream: ByteStream,
  from: number,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let at = from
  while (!signal.aborted) {
    // Asked anew: until the torrent file is here it is the feed's word.
    const length = await stream.lengthBytes(signal)
    if (at >= length) return
    try {
      for await (const chunk of stream.read(at, length, signal)) {
        at += chunk.length
        yield chunk
      }
    } catch (error) {
      if (!(error instanceof StreamError)) throw error
      await pause(clock, signal)
    }
  }
}

/** The first bytes from `from` on: at least `count`, or to the file's end. */
export async function readSome(chunks: AsyncIterable<Uint8Array>, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    length += chunk.length
    if (length >= count) break
  }
  return joinBytes(parts, length)
}

function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = clock.after(PAUSE_MS, end)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
