/**
 * Whether something is kept in the library, known at once: a mark in localStorage, so that a first visit opens no database.
 */
export const LIBRARY_MARK = 'grapevine:library'

export function keepsSomething(): boolean {
  try {
    return localStorage.getItem(LIBRARY_MARK) !== null
  } catch {
    return false
  }
}
