/** Reads the table of contents of an MP4 that lies on this machine, wherever in the file it stands. */
import { open } from 'node:fs/promises'
import { MOST_MOOV_BYTES, readBoxHead } from './mp4-frames.ts'

/** Real files have a handful at their top level. */
const MOST_BOXES = 1_000

/** @returns the body of its `moov` box; `undefined` where there is none. @throws Error in words where it is damaged */
export async function readMoov(path: string): Promise<Uint8Array | undefined> {
  const file = await open(path)
  try {
    let at = 0
    for (let box = 0; box < MOST_BOXES; box++) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(16), 0, 16, at)
      if (bytesRead < 16) return undefined
      const { name, head, size } = readBoxHead(buffer)
      if (name === 'moov') {
        if (size > MOST_MOOV_BYTES) throw new Error('its table of contents is too large')
        const body = new Uint8Array(size - head)
        const read = await file.read(body, 0, body.length, at + head)
        return body.subarray(0, read.bytesRead)
      }
      at += size
    }
    return undefined
  } finally {
    await file.close()
  }
}
