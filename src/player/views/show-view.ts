/** Shows as tiles and heads of pages show them. Plain data, made elsewhere of the feed and the library. */

export interface ShowTileView {
  readonly feedUrl: string
  readonly title: string
  readonly author?: string
  readonly imageUrl?: string
  /** BCP 47. */
  readonly language?: string
  /** Episodes that came since it was last looked at. */
  readonly newCount: number
  /** Its feed could not be read the last time; what was known of it is shown. */
  readonly hasProblem: boolean
}

/** What became of the last look at the feed. */
export type RefreshView =
  | { readonly kind: 'checking' }
  /** @property atMs milliseconds since 1970 */
  | { readonly kind: 'checked'; readonly atMs: number }
  /** It could not be read; what is shown is from an earlier look, if there was one. */
  | { readonly kind: 'failed'; readonly lastAtMs?: number }

export interface ShowHeadView {
  readonly feedUrl: string
  readonly title: string
  readonly author?: string
  readonly imageUrl?: string
  readonly language?: string
  /** Plain text. */
  readonly description: string
  /** The show's own page. */
  readonly link?: string
  readonly isFollowed: boolean
  readonly refresh: RefreshView
  /** Whether this show's episodes are passed on; absent where nothing can be shared, or sharing is off for all shows. */
  readonly isShared?: boolean
  /** What of the feed could not be understood, in words. */
  readonly warnings: readonly string[]
}
