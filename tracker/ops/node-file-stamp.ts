/**
 * What tells whether a file has changed: the time of its last change, and size and inode too, for one that was replaced within one tick
 * of the file system's clock.
 */
import { stat } from 'node:fs/promises'

/** @returns the same text until the file is another one; `missing` where there is none. Never rejects. */
export async function fileStamp(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return 'missing'
  }
}
