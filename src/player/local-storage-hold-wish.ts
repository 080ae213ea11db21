/** Holds wishes about episodes that no library has heard yet: the page may be closed before it is opened. desk/held-wishes.ts takes them. */
import { LIBRARY_MARK } from './library-mark.ts'
import type { LibraryEpisodeRequest } from './library-requests.ts'

export const HELD_WISHES = 'grapevine:wishes'

/** @returns whether it is held; not where storage is refused or full. */
export function holdWish({ episode, wish }: LibraryEpisodeRequest): boolean {
  try {
    const held = JSON.parse(localStorage.getItem(HELD_WISHES) ?? '[]')
    localStorage.setItem(HELD_WISHES, JSON.stringify([...held, { episode, wish }]))
    // So that the next visit opens the library at once.
    localStorage.setItem(LIBRARY_MARK, '1')
    return true
  } catch {
    return false
  }
}
