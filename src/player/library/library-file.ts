/**
 * The file that holds everything one has: its format, and how it is written. What it means is written down in docs/library.md.
 *
 * Pure. It comes in parts, because a library may be large and a part is a task of its own.
 */
import type { SharingSettings } from '../../peer/index.ts'
import type { StorageBudget } from '../../peer/types.ts'
import type { Preferences } from '../preferences.ts'
import type { SharingAnswer } from '../sharing-consent.ts'
import type { LibraryContents } from './library-contents.ts'

export const LIBRARY_FORMAT = 'grapevine-library'
/** Goes up when a reader of the version before would misunderstand what is written. */
export const LIBRARY_FILE_VERSION = 1
/** Characters, about bytes: some 150,000 episodes heard. */
export const MOST_FILE_CHARACTERS = 50 * 1024 * 1024

export interface LibraryFile extends LibraryContents {
  readonly preferences: Partial<Preferences>
  readonly sharing: {
    /** By feed address. */
    readonly answers: ReadonlyMap<string, SharingAnswer>
    readonly settings: Partial<SharingSettings>
  }
  readonly storage: { readonly budget?: StorageBudget }
}

const ROWS_IN_A_PART = 200

/** @param exportedAt ISO 8601, for people who open the file @returns the text of the file, in parts */
export function* libraryFileParts(file: LibraryFile, exportedAt: string): Generator<string> {
  const { subscriptions, heard, queue, wanted, settings, preferences, sharing, storage } = file
  const head = { format: LIBRARY_FORMAT, version: LIBRARY_FILE_VERSION, exportedAt, settings, preferences, storage }
  const answers = Object.fromEntries(sharing.answers)
  yield `${JSON.stringify({ ...head, sharing: { ...sharing, answers } }, null, 1).slice(0, -2)}`
  const lists = { subscriptions, heard, queue: queue.map(({ id: _, ...entry }) => entry), wanted }
  for (const [name, rows] of Object.entries(lists)) {
    yield `,\n ${JSON.stringify(name)}: [`
    for (let from = 0; from < rows.length; from += ROWS_IN_A_PART) {
      const written = rows.slice(from, from + ROWS_IN_A_PART).map((row) => JSON.stringify(row))
      yield `${from > 0 ? ',' : ''}\n  ${written.join(',\n  ')}`
    }
    yield ']'
  }
  yield '\n}\n'
}
