/**
 * What of a file could not be taken, and why one is not taken at all, in words.
 *
 * Pure; tables, so that a new kind does not compile without its words.
 */
import { msg } from '@lit/localize'
import { plural } from '../plural.ts'

export type ListName = 'subscriptions' | 'heard' | 'queue' | 'wanted' | 'answers'

export type LibraryFileWarning =
  /** Entries that are none, or too many. */
  | { readonly kind: 'skipped'; readonly list: ListName; readonly count: number }
  /** What should be a list is something else. */
  | { readonly kind: 'no-list'; readonly list: ListName }

/** `no-access`: the browser could not read it at all; the others are about what stands in it. */
export type LibraryFileErrorKind = 'no-access' | 'too-large' | 'not-a-library' | 'newer-version'

/** The only error reading a file throws. */
export class LibraryFileError<K extends LibraryFileErrorKind = LibraryFileErrorKind> extends Error {
  readonly kind: K

  constructor(kind: K, options?: ErrorOptions) {
    super(kind, options)
    this.name = 'LibraryFileError'
    this.kind = kind
  }
}

export function libraryFileErrorWords(kind: LibraryFileErrorKind): string {
  switch (kind) {
    case 'no-access':
      return msg('This file can’t be opened: it may have been moved or changed. Choose it once more.')
    case 'too-large':
      return msg('This file is too large for a library.')
    case 'not-a-library':
      return msg('This file is no library that was exported here. Lists of shows from other apps are read as OPML.')
    case 'newer-version':
      return msg('This file was written by a newer version of this page. Load the page again, then try once more.')
  }
}

export function libraryFileWarningWords(warning: LibraryFileWarning): string {
  if (warning.kind === 'no-list') return msg('A part of this file is damaged and was left out; the rest was read.')
  switch (warning.list) {
    case 'subscriptions':
      return plural(
        warning.count,
        msg('one {# show could not be read and was left out.} other {# shows could not be read and were left out.}'),
      )
    case 'answers':
      return plural(
        warning.count,
        msg('one {# answer about sharing was left out.} other {# answers about sharing were left out.}'),
      )
    case 'heard':
    case 'queue':
    case 'wanted':
      return plural(
        warning.count,
        msg(
          'one {# episode could not be read and was left out.} other {# episodes could not be read and were left out.}',
        ),
      )
  }
}
