/** An episode as lists and pages show it. Plain data, made elsewhere of the feed, the library and the player's state. */

/** Names an episode among all shows. */
export interface EpisodeRef {
  readonly feedUrl: string
  readonly guid: string
}

/** Whether an episode is kept for when there is no network. */
export type KeepView =
  | { readonly kind: 'not' }
  /** Some of it is here, because it was heard; it may go again when room is needed. */
  | { readonly kind: 'partly'; readonly bytes: number }
  | { readonly kind: 'waiting' }
  /** @property share 0 to 1; undefined where nobody knows how large it is */
  | { readonly kind: 'coming'; readonly share?: number }
  | { readonly kind: 'kept'; readonly bytes: number }
  | { readonly kind: 'failed'; readonly why: KeepProblem }

export type KeepProblem =
  | 'no-room'
  | 'host-unreachable'
  | 'host-refuses'
  | 'not-keepable'
  | 'no-storage'
  | 'withdrawn'
  | 'insecure'

export interface EpisodeView extends EpisodeRef {
  readonly title: string
  /** Absent where the show is plain from around it. */
  readonly showTitle?: string
  /** Plain text. */
  readonly summary: string
  readonly imageUrl?: string
  /** BCP 47, of the title and the summary. */
  readonly language?: string
  /** ISO 8601. */
  readonly publishedAt?: string
  readonly durationSeconds?: number
  /** Where listening stopped; absent or 0 where it never began. */
  readonly atSeconds?: number
  /** Heard to its end, or marked so. */
  readonly isHeard: boolean
  /** Came since the show was last looked at. */
  readonly isNew: boolean
  /** It is the one in the player. */
  readonly isCurrent: boolean
  /** It is in the player, and sounds. */
  readonly isPlaying: boolean
  readonly isQueued: boolean
  /** Its entry in the feed has a file. */
  readonly isPlayable: boolean
  readonly keep: KeepView
}

/** One of a list of episodes across shows: unique, and the same wherever it stands. */
export function keyOf({ feedUrl, guid }: EpisodeRef): string {
  return `${feedUrl} ${guid}`
}
