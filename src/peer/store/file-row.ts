/**
 * A kept file's record as the database holds it, and the door it comes in by. Pure.
 *
 * One that makes no sense is absent: the file is fetched again, or played from its host.
 */
import type { FileRecord, FileVersion } from './file-store.ts'

/** What storage gave; `undefined` where it is no record of ours. */
export function parseFileRow(value: unknown): FileRecord | undefined {
  const { url, begunAt, version, heldBytes, isWhole, chunkBytes } = fieldsOf(value)
  if (typeof url !== 'string' || typeof isWhole !== 'boolean' || !isCount(begunAt)) return undefined
  if (!isCount(heldBytes) || !isCount(chunkBytes) || chunkBytes === 0) return undefined
  // Until the last one all chunks are full.
  if (isWhole ? heldBytes === 0 : heldBytes % chunkBytes !== 0) return undefined
  return { url, begunAt, version: parseVersion(version), heldBytes, isWhole, chunkBytes }
}

function parseVersion(value: unknown): FileVersion {
  const { lengthBytes, lastModified, etag } = fieldsOf(value)
  return {
    ...(isCount(lengthBytes) && { lengthBytes }),
    ...(typeof lastModified === 'string' && { lastModified }),
    ...(typeof etag === 'string' && { etag }),
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
