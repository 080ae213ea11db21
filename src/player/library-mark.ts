/**
 * Whether something is kept in the library, known at once: a mark in localStorage, so that a first visit opens no database.
 */
const MARK = 'grapevine:library'

export function keepsSomething(): boolean {
  try {
    return localStorage.getItem(MARK) !== null
  } catch {
    return false
  }
}

export function markKept(): void {
  try {
    localStorage.setItem(MARK, '1')
  } catch {
    // Refused: the library is opened with the first wish for it.
  }
}
