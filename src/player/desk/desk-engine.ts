/** What the library's desk needs of the engine; loaded when it is first needed. Types only. */
import type * as engine from '../../peer/index.ts'

export type DeskEngine = Pick<
  typeof engine,
  | 'keep'
  | 'keptEpisodes'
  | 'watchKept'
  | 'forget'
  | 'keptFiles'
  | 'forgetFiles'
  | 'pin'
  | 'reseed'
  | 'configureSharing'
  | 'sharingSettings'
  | 'DEFAULT_SHARING_SETTINGS'
>

/** @returns the same each time; rejects where its code can't be had now. */
export type LoadEngine = () => Promise<DeskEngine>
