/**
 * What the listener sees of playback, and how it follows from what the media element says.
 *
 * Pure: readings of the element come in as facts, a new frozen state comes out. A request (play, seek, ...) never changes
 * this state by itself: only the element's own word does, so the page cannot show what is not so. The one thing kept of our
 * own is a held position: where playback goes on once the element has read the file's head (after a reload, or where the
 * listener seeks before anything is loaded).
 */

/** A stretch of the timeline. */
export interface TimeSpan {
  readonly startSeconds: number
  readonly endSeconds: number
}

/** `HTMLMediaElement.readyState` from which playback can move on. */
const HAVE_FUTURE_DATA = 3

/** What a media element says about itself at one moment. */
export interface MediaReading {
  readonly currentTimeSeconds: number
  /** NaN until known, Infinity for a live stream. */
  readonly durationSeconds: number
  readonly paused: boolean
  readonly ended: boolean
  readonly seeking: boolean
  readonly playbackRate: number
  /** 0 to 1. */
  readonly volume: number
  readonly muted: boolean
  readonly readyState: number
  readonly buffered: readonly TimeSpan[]
}

/** Why the element gave up, from `MediaError.code`: 2, 3, 4; or no address to play was found. */
export type MediaFailure = 'media-interrupted' | 'media-damaged' | 'media-not-loaded'

export interface PlayerState {
  /** Whether there is something to play yet: the session may still be looking for the way to carry it. */
  readonly source: 'none' | 'preparing' | 'set'
  readonly currentTimeSeconds: number
  /** NaN until known; the feed's word until the element knows better. */
  readonly durationSeconds: number
  readonly paused: boolean
  readonly ended: boolean
  /** It wants to play or seek, and waits for data. */
  readonly waiting: boolean
  readonly playbackRate: number
  readonly volume: number
  readonly muted: boolean
  readonly buffered: readonly TimeSpan[]
  /** Where to go on once the file's head has been read. */
  readonly heldAtSeconds?: number
  readonly failure?: MediaFailure
}

export type PlayerFact =
  /** Another episode (or none): everything but the listener's volume and speed starts anew. */
  | { readonly type: 'EpisodeOpened'; readonly durationSeconds?: number; readonly atSeconds: number }
  | { readonly type: 'EpisodeClosed' }
  /** The element was given an address and has said nothing about it yet. */
  | { readonly type: 'SourceSet' }
  /** A position to restore as soon as that is possible. */
  | { readonly type: 'PositionHeld'; readonly atSeconds: number }
  | { readonly type: 'PositionRestored' }
  | { readonly type: 'MediaSpoke'; readonly reading: MediaReading }
  | { readonly type: 'MediaFailed'; readonly failure: MediaFailure }

export const initialPlayerState: PlayerState = Object.freeze({
  source: 'none',
  currentTimeSeconds: 0,
  durationSeconds: Number.NaN,
  paused: true,
  ended: false,
  waiting: false,
  playbackRate: 1,
  volume: 1,
  muted: false,
  buffered: [],
})

/** The state after `fact`. */
export function reducePlayer(state: PlayerState, fact: PlayerFact): PlayerState {
  switch (fact.type) {
    case 'EpisodeOpened': {
      const durationSeconds = fact.durationSeconds ?? Number.NaN
      const opened = { ...afresh(state), durationSeconds, source: 'preparing' as const }
      return Object.freeze(fact.atSeconds > 0 ? held(opened, fact.atSeconds) : opened)
    }
    case 'EpisodeClosed':
      return Object.freeze(afresh(state))
    case 'SourceSet':
      return Object.freeze({ ...withoutFailure(state), source: 'set' as const })
    case 'PositionHeld':
      return Object.freeze(held(state, fact.atSeconds))
    case 'PositionRestored': {
      const { heldAtSeconds: _, ...rest } = state
      return Object.freeze(rest)
    }
    case 'MediaSpoke':
      return Object.freeze(afterReading(state, fact.reading))
    case 'MediaFailed':
      return Object.freeze({ ...state, failure: fact.failure, waiting: false, paused: true })
  }
}

/** It sounds, or would if its data were here. At its end an element need not say that it is paused. */
export function isPlaying({ paused, ended }: Pick<PlayerState, 'paused' | 'ended'>): boolean {
  return !paused && !ended
}

/** True while the element wants to play or seek and lacks the data for it. */
export function isStarving(reading: MediaReading): boolean {
  const wants = reading.seeking || isPlaying(reading)
  return wants && reading.readyState < HAVE_FUTURE_DATA
}

function afterReading(state: PlayerState, reading: MediaReading): PlayerState {
  const knowsDuration = Number.isFinite(reading.durationSeconds) && reading.durationSeconds > 0
  return {
    ...state,
    currentTimeSeconds: state.heldAtSeconds ?? reading.currentTimeSeconds,
    durationSeconds: knowsDuration ? reading.durationSeconds : state.durationSeconds,
    // An element that failed still says `paused: false`; to the listener it stands.
    paused: reading.paused || state.failure !== undefined,
    ended: reading.ended,
    waiting: isStarving(reading) && state.failure === undefined,
    playbackRate: reading.playbackRate,
    volume: reading.volume,
    muted: reading.muted,
    buffered: reading.buffered,
  }
}

function afresh({ playbackRate, volume, muted }: PlayerState): PlayerState {
  return { ...initialPlayerState, playbackRate, volume, muted }
}

function held(state: PlayerState, atSeconds: number): PlayerState {
  return { ...state, heldAtSeconds: atSeconds, currentTimeSeconds: atSeconds }
}

function withoutFailure(state: PlayerState): PlayerState {
  const { failure: _, ...rest } = state
  return rest
}
