/**
 * The sleep timer: when playback is to stop by itself, and how it gets quiet before.
 *
 * Pure: what is heard comes in as facts, a state and at most the wish to pause come out; `sleep-control.ts` carries it out.
 *
 * - Minutes are minutes of sound. While playback is paused or waits for data the timer stands still, as in Pocket Casts, where it
 *   is counted down by the player's own progress: whoever pauses to open the door still gets the rest of their half hour.
 * - The last ten seconds fade out, except at the end of the episode, which has an end of its own already.
 * - Who pauses while it fades is awake and has stopped it themselves: the timer is off, and the volume is what it was. Faded on
 *   from where it was, the next play would begin almost silent and stop within seconds.
 * - The end of a chapter is that of the chapter being heard. Whoever skips to another one gets the end of that one; only a
 *   chapter that was heard out stops playback.
 * - Stopped at the end of an episode, the next one must not begin by itself: `holdsNext` says so until something plays again.
 */
import type { Millis } from '../shared/clock.ts'
import { MORE_MINUTES, type SleepChoice } from './sleep-choices.ts'

export const FADE_MS = 10_000

/** A chapter that was this near its end when it was last looked at has been heard out; farther away, it was left by a skip. */
const NEAR_END_MS = 2_000
/** An end this close to the episode's own is the episode's end. Seconds. */
const SAME_END_SECONDS = 1
/** If nothing has paused by then, nothing will. */
const STOPPING_MS = 1_000

/** What is heard at one moment. */
export interface Heard {
  readonly paused: boolean
  readonly ended: boolean
  /** It wants to play, but waits for data. */
  readonly waiting: boolean
  readonly atSeconds: number
  readonly durationSeconds: number
  /** Seconds of the episode in a second of listening. */
  readonly rate: number
  /** Where the chapter that is heard ends; undefined after the last one, or without chapters. */
  readonly chapterEndSeconds: number | undefined
}

export type SleepFact =
  | { readonly type: 'Chosen'; readonly choice: SleepChoice }
  | { readonly type: 'MoreAsked' }
  /** Another episode, or other chapters of it: the ends are elsewhere now. */
  | { readonly type: 'EndsChanged' }
  | { readonly type: 'Heard'; readonly heard: Heard; readonly now: Millis }

export interface SleepState {
  readonly choice: SleepChoice
  /** Milliseconds of listening that are left; undefined where it is off or not known yet. */
  readonly leftMs: number | undefined
  /** What to multiply the volume by: 1 to 0. */
  readonly gain: number
  /** The next episode must not begin by itself. */
  readonly holdsNext: boolean
  /** When sound was last heard; undefined while there is none. */
  readonly heardAt?: Millis
  /** The moment of the episode that a chapter's end stands for. */
  readonly untilSeconds?: number
  /** Since when it waits for playback to have paused. */
  readonly stoppingSince?: Millis
}

export interface SleepStep {
  readonly state: SleepState
  /** Playback is to be paused now. */
  readonly pause: boolean
}

export const sleepOff: SleepState = Object.freeze({ choice: 'off', leftMs: undefined, gain: 1, holdsNext: false })

/** The state after `fact`, and whether to pause. */
export function reduceSleep(state: SleepState, fact: SleepFact): SleepStep {
  switch (fact.type) {
    case 'Chosen':
      return quiet(chosen(fact.choice))
    case 'MoreAsked':
      return quiet(withMore(state))
    case 'EndsChanged': {
      if (state.choice !== 'chapter' && state.choice !== 'episode') return quiet(state)
      return quiet(chosen(state.choice))
    }
    case 'Heard':
      return afterHearing(state, fact.heard, fact.now)
  }
}

function chosen(choice: SleepChoice): SleepState {
  if (choice === 'off') return sleepOff
  const leftMs = typeof choice === 'number' ? choice * 60_000 : undefined
  return Object.freeze({ choice, leftMs, gain: 1, holdsNext: choice === 'episode' })
}

function withMore(state: SleepState): SleepState {
  const rest = typeof state.choice === 'number' ? (state.leftMs ?? 0) : 0
  const leftMs = rest + MORE_MINUTES * 60_000
  const { heardAt } = state
  const choice = Math.ceil(leftMs / 60_000)
  return Object.freeze({ ...chosen(choice), leftMs, ...(heardAt === undefined ? {} : { heardAt }) })
}

function afterHearing(state: SleepState, heard: Heard, now: Millis): SleepStep {
  if (state.stoppingSince !== undefined) {
    const stopped = heard.paused || now - state.stoppingSince > STOPPING_MS
    return quiet(stopped ? { ...sleepOff, holdsNext: true } : state)
  }
  const sounding = !heard.paused && !heard.ended
  if (state.choice === 'off') return quiet(sounding ? sleepOff : state)
  if (heard.paused && !heard.ended && state.gain < 1) return quiet(sleepOff)
  if (typeof state.choice === 'number') return afterMinutes(state, heard, now)
  return state.choice === 'chapter' ? afterChapter(state, heard, now) : afterEpisode(state, heard)
}

function afterMinutes(state: SleepState, heard: Heard, now: Millis): SleepStep {
  const { heardAt, ...rest } = state
  const sounding = !heard.paused && !heard.ended && !heard.waiting
  const leftMs = (state.leftMs ?? 0) - (heardAt === undefined ? 0 : now - heardAt)
  if (leftMs <= 0) return stop(state, heard, now)
  return quiet({ ...rest, leftMs, gain: fade(leftMs), ...(sounding ? { heardAt: now } : {}) })
}

function afterChapter(state: SleepState, heard: Heard, now: Millis): SleepStep {
  const known = Number.isFinite(heard.durationSeconds) ? heard.durationSeconds : undefined
  const endHere = heard.chapterEndSeconds ?? known
  // The earlier of both: chapters that came late, or a skip back.
  const until = Math.min(state.untilSeconds ?? Number.POSITIVE_INFINITY, endHere ?? Number.POSITIVE_INFINITY)
  if (until === Number.POSITIVE_INFINITY) return quiet(state)
  const leftMs = listening(until, heard)
  if (leftMs <= 0 || heard.ended) {
    const heardOut = heard.ended || (state.leftMs !== undefined && state.leftMs <= NEAR_END_MS)
    if (heardOut) return stop(state, heard, now)
  }
  const untilSeconds = leftMs <= 0 ? (endHere ?? until) : until
  const left = Math.max(0, leftMs <= 0 ? listening(untilSeconds, heard) : leftMs)
  const last = known !== undefined && untilSeconds > known - SAME_END_SECONDS
  return quiet({ ...state, untilSeconds, leftMs: left, gain: last ? 1 : fade(left), holdsNext: last })
}

function afterEpisode(state: SleepState, heard: Heard): SleepStep {
  if (heard.ended) return quiet({ ...sleepOff, holdsNext: true })
  const leftMs = Number.isFinite(heard.durationSeconds) ? listening(heard.durationSeconds, heard) : undefined
  return quiet({ ...state, leftMs: leftMs === undefined ? undefined : Math.max(0, leftMs) })
}

function stop(state: SleepState, { paused }: Heard, now: Millis): SleepStep {
  if (paused) return quiet({ ...sleepOff, holdsNext: true })
  return { state: Object.freeze({ ...state, leftMs: 0, gain: 0, holdsNext: true, stoppingSince: now }), pause: true }
}

function quiet(state: SleepState): SleepStep {
  return { state: Object.freeze(state), pause: false }
}

/** Milliseconds of listening from here to `untilSeconds`. */
function listening(untilSeconds: number, { atSeconds, rate }: Heard): number {
  return ((untilSeconds - atSeconds) / Math.max(rate, 0.1)) * 1000
}

function fade(leftMs: number): number {
  return Math.min(1, leftMs / FADE_MS)
}
