/** What every store in IndexedDB does alike: which failures are answered and which are our mistakes, and how bytes are handed in. */
import { DatabaseError } from './idb-database.ts'

/** The database's failures are answered, not thrown; everything else is a mistake in this code and goes on up. */
export function unlessOurBug(error: unknown): undefined {
  if (error instanceof DOMException || error instanceof DatabaseError) return undefined
  throw error
}

export function isQuotaExceeded(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}

/** Storing a view stores all of the buffer under it (structured clone): a part is copied out first. */
export function wholeBuffer(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
}
