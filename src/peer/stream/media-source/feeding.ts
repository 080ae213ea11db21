/**
 * Decides what to do next with a media element's buffer: go on, begin elsewhere, rest, or make room.
 *
 * Pure. The buffer holds one stretch of the file at a time, without a gap: a seek out of it begins a new one, and what is read
 * again comes from the cache. That keeps files whose times are estimates (uneven bitrate) from running into themselves.
 */

export interface Span {
  readonly startSeconds: number
  readonly endSeconds: number
}

export interface FeedRun {
  /** Where it begins, before the place it was begun for. */
  readonly fromSeconds: number
  readonly targetSeconds: number
  /** The file's last byte was appended. */
  readonly atEnd: boolean
}

export interface FeedView {
  /** Where the listener is, or is going. */
  readonly positionSeconds: number
  readonly playbackRate: number
  /** It was played at least once; what is only open gets its first moments. */
  readonly played: boolean
  /** The element asks for calm (ManagedMediaSource). */
  readonly calm: boolean
  /** The present stretch, once it was begun. */
  readonly run: FeedRun | undefined
  /** In order of time. */
  readonly buffered: readonly Span[]
}

export type FeedStep =
  /** Begin a new stretch at the listener's position. */
  | 'begin'
  /** Append what comes next. */
  | 'append'
  /** The file's end is in the buffer. */
  | 'finish'
  | 'rest'

/** Appended beyond the playhead, in seconds of listening. */
export const AHEAD_SECONDS = 45
const AHEAD_UNPLAYED_SECONDS = 3
const AHEAD_CALM_SECONDS = 10
/** Past this rate the buffer would grow beyond what browsers allow. */
const MAX_RATE = 4
/** Kept behind the playhead: skipping back a little costs nothing. */
const BEHIND_SECONDS = 60
/** Room is made in one go, not with every frame. */
const REMOVAL_SECONDS = 30
/** A target this far past the end of the stretch is reached sooner by going on. */
const REACH_SECONDS = 5
/** Times are rounded on their way through the element. */
const SLACK_SECONDS = 0.1

export function nextStep(view: FeedView): FeedStep {
  const { run, positionSeconds: at } = view
  if (run === undefined) return 'begin'
  const span = stretch(view)
  const reach = run.atEnd ? Number.POSITIVE_INFINITY : Math.max(span.endSeconds, run.targetSeconds) + REACH_SECONDS
  if (at < span.startSeconds - SLACK_SECONDS || at > reach) return 'begin'
  if (run.atEnd) return 'finish'
  return secondsAhead(view) < wantedAhead(view) ? 'append' : 'rest'
}

/** What can go, because it was played; `undefined` where that is too little to bother. @param short the element has no more room. */
export function playedOut(view: FeedView, short: boolean): Span | undefined {
  const start = view.buffered[0]?.startSeconds ?? 0
  const end = view.positionSeconds - (short ? REACH_SECONDS : BEHIND_SECONDS)
  return end - start > (short ? 1 : REMOVAL_SECONDS) ? { startSeconds: start, endSeconds: end } : undefined
}

/** Seconds from the listener's position to the end of what is buffered. */
export function secondsAhead(view: FeedView): number {
  return stretch(view).endSeconds - view.positionSeconds
}

/** Whether the listener's position is in the buffer. */
export function covers({ buffered, positionSeconds: at }: FeedView): boolean {
  return buffered.some(({ startSeconds, endSeconds }) => startSeconds - SLACK_SECONDS <= at && at <= endSeconds)
}

function wantedAhead({ playbackRate, played, calm }: FeedView): number {
  const seconds = played ? (calm ? AHEAD_CALM_SECONDS : AHEAD_SECONDS) : AHEAD_UNPLAYED_SECONDS
  return seconds * Math.min(MAX_RATE, Math.max(1, playbackRate))
}

/** What is buffered, as one. Gaps are not ours to mend: an element that stops at one is noticed. */
function stretch({ buffered, run }: FeedView): Span {
  const fromSeconds = run?.fromSeconds ?? 0
  return {
    startSeconds: buffered[0]?.startSeconds ?? fromSeconds,
    endSeconds: buffered.at(-1)?.endSeconds ?? fromSeconds,
  }
}
