/**
 * Whether this browser keeps whole files, known at once: a mark in localStorage, so that an episode without a torrent waits for no database
 * where none was ever kept. Where it is refused nothing is found that was kept.
 */
const KEY = 'grapevine:files'

export const filesMark = {
  read(): boolean {
    try {
      return localStorage.getItem(KEY) !== null
    } catch {
      return false
    }
  },

  write(isAny: boolean): void {
    try {
      if (!isAny) localStorage.removeItem(KEY)
      else if (localStorage.getItem(KEY) === null) localStorage.setItem(KEY, '1')
    } catch {
      // Refused: played from the host.
    }
  },
}
