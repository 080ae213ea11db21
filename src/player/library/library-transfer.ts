/**
 * Everything one has out into a file, and a file in again: the library, how one likes to hear, and answers about sharing.
 *
 * Pure: where these are kept is handed in. What wins where both have something: merge-contents.ts for the library. Preferences and how
 * much may be kept carry no date, so a file's are taken only where this browser still has what it came with. A no to sharing is taken, a
 * yes is asked for again (sharing-choices.ts).
 */
import type { SharingSettings } from '../../peer/index.ts'
import type { StorageBudget } from '../../peer/types.ts'
import { defaultPreferences, type PreferenceStore } from '../preferences.ts'
import type { Library } from './library.ts'
import { libraryFileParts } from './library-file.ts'
import { readLibraryFile } from './library-file-read.ts'
import type { LibraryFileWarning } from './library-file-words.ts'
import type { MergeReport } from './merge-contents.ts'
import type { SharingChoices } from './sharing-choices.ts'

/** Where everything is. */
export interface TransferPlaces {
  readonly library: Pick<Library, 'contents' | 'merge'>
  readonly preferences: PreferenceStore
  readonly choices: Pick<SharingChoices, 'answered' | 'take'>
  readonly sharing: {
    readonly settings: SharingSettings
    /** The engine's own, `DEFAULT_SHARING_SETTINGS`. */
    readonly defaults: SharingSettings
    configure(change: Partial<SharingSettings>): Promise<void>
  }
  readonly storage: {
    readonly budget: StorageBudget
    /** The engine's own, `DEFAULT_STORAGE_BUDGET`. */
    readonly defaultBudget: StorageBudget
    /** Keeps to it from now on, unless something that is here would go for it: a file takes nothing away. */
    take(budget: StorageBudget): Promise<void>
  }
}

export interface ImportReport {
  readonly merged: MergeReport
  readonly warnings: readonly LibraryFileWarning[]
  /** Shows that were shared where the file comes from: the listener is to be asked whether they are here. */
  readonly toAsk: readonly string[]
}

/** @param exportedAt ISO 8601 @returns the file's text in parts */
export async function exportEverything(places: TransferPlaces, exportedAt: string): Promise<Iterable<string>> {
  const { library, preferences, choices, sharing, storage } = places
  const file = {
    ...(await library.contents()),
    preferences: preferences.snapshot,
    sharing: { answers: choices.answered(), settings: sharing.settings },
    storage: { budget: storage.budget },
  }
  return libraryFileParts(file, exportedAt)
}

/**
 * @param now wall clock, milliseconds since 1970
 * @throws {LibraryFileError} where it is none; {@link LibraryError} where it could not be kept: then nothing of it was taken.
 */
export async function importEverything(text: string, places: TransferPlaces, now: number): Promise<ImportReport> {
  const { library, preferences, choices, sharing, storage } = places
  const { file, warnings } = readLibraryFile(text, now)
  const { preferences: preferred, sharing: shared, storage: kept, ...contents } = file
  const merged = await library.merge(contents)
  preferences.change(untouched(preferences.snapshot, defaultPreferences, preferred))
  const change = untouched(sharing.settings, sharing.defaults, shared.settings)
  if (Object.keys(change).length > 0) await sharing.configure(change)
  if (kept.budget !== undefined && storage.budget === storage.defaultBudget) await storage.take(kept.budget)
  return { merged, warnings, toAsk: choices.take(shared.answers) }
}

/** @returns of `wanted` what stands here as it was from the start. */
function untouched<T extends object>(here: T, defaults: T, wanted: Partial<T>): Partial<T> {
  const names = (Object.keys(wanted) as (keyof T)[]).filter((name) => here[name] === defaults[name])
  return Object.fromEntries(names.map((name) => [name, wanted[name]])) as Partial<T>
}
