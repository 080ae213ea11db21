/** A media file in memory, for readers of parts. */
import type { MediaBytes } from '../media-bytes.ts'

export function bytesOf(bytes: Uint8Array): MediaBytes {
  return {
    lengthBytes: bytes.length,
    read: async (from, length) => bytes.slice(from, Math.min(bytes.length, from + length)),
    close: async () => {},
  }
}
