/**
 * Which player.js events follow from a change of the player's state. Pure: two states and the time between them.
 *
 * `play` and `pause` are told when the media element says so, before the first sound where that must be waited for: so
 * `getPaused` and the events always agree. A seek is a position that playing alone can't explain, told as `seeked` once the
 * element has data there; a jump of less than a second forward while it plays goes unnoticed.
 */
import type { PlayerState, TimeSpan } from '../player/player-state.ts'
import type { Millis } from '../shared/clock.ts'
import type { EventName } from './player-js-methods.ts'
import { errorValue, progressValue, timeValue } from './player-js-values.ts'

export interface Observed {
  readonly state: PlayerState
  readonly atMs: Millis
  /** A seek was seen and not yet told. */
  readonly seeking: boolean
}

export interface Told {
  readonly event: EventName
  readonly value?: unknown
}

/** Position and clock are read at slightly different moments. */
const SLACK_SECONDS = 1
const BACK_SLACK_SECONDS = 0.25

/** @returns the events, in the order the HTML specification fires them, and what to compare the next state with. */
export function observe(before: Observed, state: PlayerState, atMs: Millis): { after: Observed; told: Told[] } {
  const was = before.state
  const told: Told[] = []
  const seeking = before.seeking || isJump(was, state, (atMs - before.atMs) / 1000)
  const seekDone = seeking && !state.waiting && state.heldAtSeconds === undefined
  if (was.paused && !state.paused) told.push({ event: 'play' })
  if (seekDone) told.push({ event: 'seeked' })
  if (!sameSpans(was.buffered, state.buffered)) told.push({ event: 'progress', value: progressValue(state) })
  if (was.currentTimeSeconds !== state.currentTimeSeconds) told.push({ event: 'timeupdate', value: timeValue(state) })
  if (was.playbackRate !== state.playbackRate)
    told.push({ event: 'grapevine:ratechange', value: { rate: state.playbackRate } })
  if (!was.paused && state.paused) told.push({ event: 'pause' })
  if (!was.ended && state.ended) told.push({ event: 'ended' })
  if (state.failure !== undefined && was.failure !== state.failure)
    told.push({ event: 'error', value: errorValue(state.failure) })
  return { after: { state, atMs, seeking: seeking && !seekDone }, told }
}

function isJump(was: PlayerState, state: PlayerState, passedSeconds: number): boolean {
  // Another episode: its position is another one's.
  if (was.source !== 'set' || state.source !== 'set') return false
  const moved = state.currentTimeSeconds - was.currentTimeSeconds
  const most = was.paused && state.paused ? BACK_SLACK_SECONDS : passedSeconds * state.playbackRate + SLACK_SECONDS
  return moved < -BACK_SLACK_SECONDS || moved > most
}

function sameSpans(a: readonly TimeSpan[], b: readonly TimeSpan[]): boolean {
  return (
    a.length === b.length &&
    a.every((span, index) => span.startSeconds === b[index]?.startSeconds && span.endSeconds === b[index]?.endSeconds)
  )
}
