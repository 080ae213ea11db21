/** Why a document can't be read as what it is said to be. Anything smaller is a word in `Show.warnings`, never an error. */
export type FeedErrorKind =
  | 'empty'
  | 'too-large'
  | 'not-a-feed'
  /** One of the JSON files beside a feed (episode-file.ts) with a field that isn't as it must be. */
  | 'not-an-episode-file'
  /** Such a file of a version that this player doesn't read. */
  | 'other-version'

/** The only error src/feed throws. `message` is plain words for people. */
export class FeedError<K extends FeedErrorKind = FeedErrorKind> extends Error {
  readonly kind: K

  constructor(kind: K, message: string) {
    super(message)
    this.name = 'FeedError'
    this.kind = kind
  }
}
