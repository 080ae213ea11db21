/**
 * Whether something is kept here from earlier visits: known at page load without opening a database.
 *
 * Where storage is refused nothing is kept either.
 */
const KEY = 'grapevine:library'

export function keepsSomething(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

/** Something was followed, heard, queued or wanted on this device. */
export function markKept(): void {
  try {
    localStorage.setItem(KEY, '1')
  } catch {
    // Refused or full: the next visit opens the library with the first wish for it.
  }
}
