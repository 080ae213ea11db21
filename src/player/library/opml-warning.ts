/**
 * What could not be taken from a list of shows, and how that is said to people.
 *
 * Pure; one table, so that a new kind does not compile without its words.
 */
import { msg, str } from '@lit/localize'
import { plural } from '../plural.ts'

export type OpmlWarning =
  /** Not an address of http or https; `named` is the show's title, or the address as it stands there. */
  | { readonly kind: 'refused-address'; readonly named: string }
  /** Entries of a show that is in the list already. */
  | { readonly kind: 'doubles'; readonly count: number }
  /** More than we take. */
  | { readonly kind: 'too-many'; readonly count: number }
  /** The file ends in the middle. */
  | { readonly kind: 'broken-off' }

export type OpmlErrorKind = 'too-large' | 'not-opml' | 'no-shows'

/** The only error reading a list of shows throws. */
export class OpmlError<K extends OpmlErrorKind = OpmlErrorKind> extends Error {
  readonly kind: K

  constructor(kind: K) {
    super(kind)
    this.name = 'OpmlError'
    this.kind = kind
  }
}

export function opmlWarningWords(warning: OpmlWarning): string {
  switch (warning.kind) {
    case 'refused-address':
      return msg(str`“${warning.named}” has no web address of a feed, so it can't be followed.`)
    case 'doubles':
      return plural(
        warning.count,
        msg(
          'one {# entry is of a show that is in the list already.} other {# entries are of shows that are in the list already.}',
        ),
      )
    case 'too-many':
      return plural(warning.count, msg('one {# more show was left out.} other {# more shows were left out.}'))
    case 'broken-off':
      return msg('The file ends in the middle: shows at its end may be missing.')
  }
}

export function opmlErrorWords(kind: OpmlErrorKind): string {
  switch (kind) {
    case 'too-large':
      return msg('This file is too large for a list of shows.')
    case 'not-opml':
      return msg('This file is no list of shows: apps write them as OPML.')
    case 'no-shows':
      return msg('There are no shows in this file.')
  }
}
