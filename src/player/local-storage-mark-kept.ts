/** Sets the mark that library-mark.ts reads: something is kept from now on. */
import { LIBRARY_MARK } from './library-mark.ts'

export function markKept(): void {
  try {
    localStorage.setItem(LIBRARY_MARK, '1')
  } catch {
    // Refused: the library is opened with the first wish for it.
  }
}
