/** What the library's desk needs of the engine; loaded when it is first needed. Types only. */
import type * as engine from '../../peer/index.ts'

export type DeskEngine = Pick<
  typeof engine,
  | 'keep'
  | 'keptEpisodes'
  | 'watchKept'
  | 'watchGiven'
  | 'forget'
  | 'keptFiles'
  | 'forgetFiles'
  | 'pin'
  | 'reseed'
  | 'configureSharing'
  | 'sharingSettings'
  | 'storageBudget'
  | 'overStorageBudget'
  | 'setStorageBudget'
  | 'DEFAULT_SHARING_SETTINGS'
  | 'DEFAULT_STORAGE_BUDGET'
>

/** @returns the same each time; rejects where its code can't be had now. */
export type LoadEngine = () => Promise<DeskEngine>
