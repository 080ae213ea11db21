/**
 * Keeps positions in localStorage under one key. Where storage is refused, every episode starts at its beginning.
 */
import { type PositionStore, parsePositions, withPosition } from './positions.ts'

const KEY = 'grapevine:positions'

export const localStoragePositions: PositionStore = {
  read(episodeKey) {
    try {
      return parsePositions(localStorage.getItem(KEY))[episodeKey] ?? 0
    } catch {
      return 0
    }
  },
  write(episodeKey, atSeconds, durationSeconds) {
    try {
      const positions = parsePositions(localStorage.getItem(KEY))
      localStorage.setItem(KEY, JSON.stringify(withPosition(positions, episodeKey, atSeconds, durationSeconds)))
    } catch {
      // Refused or full: the position is only a comfort.
    }
  },
}
