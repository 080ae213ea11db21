export type PublishErrorKind = 'bad-options' | 'no-feed' | 'bad-feed' | 'cannot-write'

/** What keeps a whole show from being published. What concerns one episode only is in the report instead. */
export class PublishError<K extends PublishErrorKind = PublishErrorKind> extends Error {
  readonly kind: K

  /** @param message words for the publisher: what is wrong, and what to do */
  constructor(kind: K, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'PublishError'
    this.kind = kind
  }
}
