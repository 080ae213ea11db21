/**
 * The port for where the library's records lie: a few tables, three indexes, and transactions that happen as a whole or not at all.
 *
 * Rows go in and come out as they are; nobody believes them before they were parsed. What a key is says schema.ts.
 */

export type TableName =
  | 'subscriptions'
  | 'shows'
  | 'chunks'
  | 'heard'
  | 'news'
  | 'downloads'
  | 'notes'
  /** Rows `{ name, value }` of which there is one each: the queue, the settings. */
  | 'singles'

/** Those keyed `[feedUrl, …]`. */
export type TableOfShow = 'chunks' | 'heard' | 'news' | 'downloads' | 'notes'

/** Rows by a moment; a row without that moment is in none. */
export type IndexName = 'history' | 'unfinished' | 'newest'

export type Key = string | readonly [string, string | number]
/** A place in an index: the moment, then what the row is keyed by. */
export type IndexKey = readonly [moment: number, feedUrl: string, guid: string]

export interface RowReader {
  get(table: TableName, key: Key): Promise<unknown>
  all(table: TableName): Promise<readonly unknown[]>
  /** All rows of one show. */
  ofShow(table: TableOfShow, feedUrl: string): Promise<readonly unknown[]>
  /** The latest rows, the newest first. @param before only what lies before this place. */
  latest(index: IndexName, limit: number, before?: IndexKey): Promise<readonly unknown[]>
}

export interface RowWriter extends RowReader {
  put(table: TableName, row: object): Promise<void>
  delete(table: TableName, key: Key): Promise<void>
  deleteOfShow(table: TableOfShow, feedUrl: string): Promise<void>
  clear(table: TableName): Promise<void>
}

/** `work` awaits nothing but what it asks of its rows: a browser ends a transaction that waits for something else. */
export interface Tables {
  readonly kind: 'indexeddb' | 'memory'
  /** @throws {LibraryError} as a rejection. */
  read<T>(work: (rows: RowReader) => Promise<T>): Promise<T>
  /** Written as a whole once this resolves, not at all where it rejects. @throws {LibraryError} as a rejection. */
  write<T>(work: (rows: RowWriter) => Promise<T>): Promise<T>
  close(): void
}

export const TABLES: readonly TableName[] = [
  'subscriptions',
  'shows',
  'chunks',
  'heard',
  'news',
  'downloads',
  'notes',
  'singles',
]
