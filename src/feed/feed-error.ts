/** Why a document can't be read as a show at all. Anything smaller is a word in `Show.warnings`, never an error. */
export type FeedErrorKind = 'empty' | 'too-large' | 'not-a-feed'

/** The only error src/feed throws. `message` is plain words for people. */
export class FeedError<K extends FeedErrorKind = FeedErrorKind> extends Error {
  readonly kind: K

  constructor(kind: K, message: string) {
    super(message)
    this.name = 'FeedError'
    this.kind = kind
  }
}
