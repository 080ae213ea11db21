/**
 * Sets the mark that library-mark.ts reads: something is kept from now on. What a browser clears to make room is its databases and caches:
 * the mark stays behind, and tells a library that was cleared from one that never was.
 */
import { LIBRARY_MARK } from './library-mark.ts'

/** Who merely wished for something left the mark with another value (local-storage-hold-wish.ts). */
const KEPT = 'kept'

/** Whether something was kept here on an earlier visit, as far as this browser remembers. */
export function wasKept(): boolean {
  try {
    return localStorage.getItem(LIBRARY_MARK) === KEPT
  } catch {
    return false
  }
}

export function markKept(): void {
  try {
    localStorage.setItem(LIBRARY_MARK, KEPT)
  } catch {
    // Refused: the library is opened with the first wish for it.
  }
}
