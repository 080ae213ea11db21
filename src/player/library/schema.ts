/**
 * The library's schema as a table of steps: what each version created, and what it made of the rows that were there.
 *
 * Pure: idb-library-database.ts carries the steps out, one after the other, from whatever version a browser has. A step is never
 * changed once it was released: a new one is added.
 */
import { fieldsOf, momentField } from './checked-fields.ts'
import type { IndexName, TableName } from './tables.ts'

export interface TableShape {
  readonly table: TableName
  /** The fields a row is keyed by. */
  readonly keyPath: string | readonly string[]
}

export interface IndexShape {
  readonly table: TableName
  readonly index: IndexName
  /** A row that lacks one of these fields is not in the index. */
  readonly keyPath: readonly string[]
}

export interface RowChange {
  readonly table: TableName
  /** @returns the row as it is now; `undefined`: it goes. */
  readonly change: (row: unknown) => object | undefined
}

export interface UpgradeStep {
  readonly version: number
  readonly tables?: readonly TableShape[]
  readonly indexes?: readonly IndexShape[]
  readonly rows?: readonly RowChange[]
}

const OF_EPISODE = ['feedUrl', 'guid'] as const

export const UPGRADE_STEPS: readonly UpgradeStep[] = [
  {
    version: 1,
    tables: [
      { table: 'subscriptions', keyPath: 'feedUrl' },
      { table: 'shows', keyPath: 'feedUrl' },
      { table: 'chunks', keyPath: ['feedUrl', 'at'] },
      { table: 'heard', keyPath: OF_EPISODE },
      { table: 'singles', keyPath: 'name' },
    ],
    indexes: [{ table: 'heard', index: 'history', keyPath: ['heardAt', ...OF_EPISODE] }],
  },
  {
    version: 2,
    tables: [
      { table: 'news', keyPath: OF_EPISODE },
      { table: 'downloads', keyPath: OF_EPISODE },
      { table: 'notes', keyPath: OF_EPISODE },
    ],
    indexes: [{ table: 'news', index: 'newest', keyPath: ['newAt', ...OF_EPISODE] }],
  },
  {
    // What is to be continued is found without reading what was heard to its end.
    version: 3,
    indexes: [{ table: 'heard', index: 'unfinished', keyPath: ['resumeAt', ...OF_EPISODE] }],
    rows: [{ table: 'heard', change: withResumeAt }],
  },
]

export const SCHEMA_VERSION = versionOf(UPGRADE_STEPS)

export function versionOf(steps: readonly UpgradeStep[]): number {
  return steps.at(-1)?.version ?? 0
}

function withResumeAt(row: unknown): object | undefined {
  const fields = fieldsOf(row)
  if (fields === undefined) return undefined
  const moment = momentField(fields.changedAt) ?? momentField(fields.heardAt) ?? 0
  return typeof fields.atSeconds === 'number' && fields.atSeconds > 0 ? { ...fields, resumeAt: moment } : fields
}
