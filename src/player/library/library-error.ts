/** Why the library could not do what was asked, or is not what it should be. The words for people: library-words.ts. */
export type LibraryErrorKind =
  /** No IndexedDB here. */
  | 'missing'
  /** The browser refused or failed: private mode, opaque frame, broken profile. */
  | 'refused'
  /** It did not open: a tab with an older version of this page keeps it, or the browser hangs. */
  | 'blocked'
  /** A newer version of this page has been here, or came while this one was open. */
  | 'newer-version'
  /** No room: nothing of this change was written, what was there is kept. */
  | 'full'
  /** It opened, and then did not take a change or answer a question. */
  | 'failed'
  /** We closed it. */
  | 'closed'

export class LibraryError<K extends LibraryErrorKind = LibraryErrorKind> extends Error {
  readonly kind: K

  constructor(kind: K, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'LibraryError'
    this.kind = kind
  }
}
