/**
 * Reads the body of an HTTP answer up to a bound: whoever sends more is cut off, so that no host can fill this device's memory.
 *
 * `Content-Length` is not asked: it may be absent, wrong, or that of the compressed body. What arrives is counted.
 */
import { joinBytes } from './join-bytes.ts'

export class BodyTooLargeError extends Error {
  readonly maxBytes: number

  constructor(maxBytes: number) {
    super(`the answer is longer than ${maxBytes} bytes`)
    this.name = 'BodyTooLargeError'
    this.maxBytes = maxBytes
  }
}

/**
 * Reads the whole body. Once more than `maxBytes` arrived the body is cancelled, which ends the transfer.
 *
 * @param maxBytes most bytes to take, after `Content-Encoding` was undone
 * @throws {BodyTooLargeError} for a longer body; what the body itself throws (connection lost, aborted) as it is.
 */
export async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      // Nobody waits for the other end to hear of it.
      reader.cancel().catch(() => {})
      throw new BodyTooLargeError(maxBytes)
    }
    chunks.push(value)
  }
  return joinBytes(chunks, length)
}
