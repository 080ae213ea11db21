/** Parts of a media file on this machine. */
import { open } from 'node:fs/promises'
import type { MediaBytes } from './media-bytes.ts'

export async function openFileBytes(path: string): Promise<MediaBytes> {
  const file = await open(path)
  const { size: lengthBytes } = await file.stat()
  return {
    lengthBytes,
    async read(from, length) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, Math.min(length, lengthBytes - from))), {
        position: from,
      })
      return buffer.subarray(0, bytesRead)
    },
    close: () => file.close(),
  }
}
