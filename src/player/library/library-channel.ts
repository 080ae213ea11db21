/**
 * The port by which tabs tell each other what changed. Only which slices and shows: each tab reads them from the one database.
 *
 * Pure.
 */
import { fieldsOf } from './checked-fields.ts'
import type { SliceName } from './library.ts'

export interface LibraryNews {
  readonly slices: readonly SliceName[]
  /** Addresses of shows whose lists changed. */
  readonly shows: readonly string[]
}

export interface LibraryChannel {
  tell(news: LibraryNews): void
  /** Of other tabs' news only. @returns the disposer. */
  hear(listener: (news: LibraryNews) => void): () => void
  close(): void
}

export const ALL_SLICES: readonly SliceName[] = [
  'subscriptions',
  'continueListening',
  'newEpisodes',
  'queue',
  'history',
  'downloads',
  'settings',
]

/** What another tab said, perhaps one with another version of this page. */
export function parseNews(value: unknown): LibraryNews | undefined {
  const fields = fieldsOf(value)
  if (!Array.isArray(fields?.slices) || !Array.isArray(fields.shows)) return undefined
  const { slices, shows } = fields
  return {
    slices: ALL_SLICES.filter((name) => slices.includes(name)),
    shows: shows.filter((show): show is string => typeof show === 'string'),
  }
}
