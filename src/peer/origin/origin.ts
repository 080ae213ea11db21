/**
 * The port for the publisher's host: fetch a range of the file, and say plainly what came of it.
 *
 * An origin never retries by itself, checks no hashes and keeps nothing: when to ask, and whom else, is the plan's decision.
 */

export interface FetchRangeOptions {
  readonly signal: AbortSignal
  /**
   * Runs for each chunk as it arrives, in order, without gaps, never beyond `to`. `offset` counts from the start of the file.
   * Chunks are unverified, and the receiver's to keep. What was delivered counts even where the outcome is not 'ok'.
   */
  readonly onBytes?: (offset: number, chunk: Uint8Array) => void
}

export type OriginOutcome =
  /** Every byte asked for was delivered. */
  | { readonly kind: 'ok' }
  /** 200 with the whole file. Its body was cancelled and nothing delivered: this host takes no ranges. */
  | { readonly kind: 'ignored-range' }
  /** Any other status: the host does not want to, or can't. */
  | { readonly kind: 'refused'; readonly status: number }
  /** 429 or 503: the host asks to be left alone for a while. */
  | { readonly kind: 'busy'; readonly retryAfterMs?: number }
  /** 416; the size only where `Content-Range` can be read. */
  | { readonly kind: 'unsatisfiable'; readonly sizeBytes?: number }
  /** What the host answered is not what was asked for: another range, another length of the file. Nothing more will fit. */
  | { readonly kind: 'mismatch'; readonly detail: string }
  /** The answer ended early. */
  | { readonly kind: 'short'; readonly receivedBytes: number }
  /** No answer, or it stalled. In browsers a missing CORS header looks the same. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'aborted' }

export interface Origin {
  /**
   * Fetches bytes `from` (inclusive) to `to` (exclusive). Never rejects for what the network does.
   * Rejects with RangeError for an empty range: that is our bug.
   */
  fetchRange(from: number, to: number, options: FetchRangeOptions): Promise<OriginOutcome>
}
