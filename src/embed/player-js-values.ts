/**
 * What getters and events of player.js carry, as it follows from what the player says. Pure.
 *
 * Times are seconds, volumes 0 to 100, as the specification has it. What is not known is 0 for a duration (JSON has no NaN,
 * and clients expect a number) and `null` elsewhere.
 */
import type { SessionErrorKind, SessionSnapshot } from '../peer/types.ts'
import type { MediaFailure, PlayerState } from '../player/player-state.ts'
import type { CurrentChapter } from './controlled-player.ts'

/** Everything a getter may be asked for. */
export interface PlayerFacts {
  readonly state: PlayerState
  readonly loop: boolean
  readonly swarm: SessionSnapshot | undefined
  readonly chapter: CurrentChapter | undefined
}

export interface TimeValue {
  readonly seconds: number
  readonly duration: number
}

export interface ProgressValue extends TimeValue {
  /** 0 to 1: the same, as player.js' README has it. */
  readonly percent: number
}

/** `grapevine:swarm`: bytes are verified bytes of this episode. */
export interface SwarmValue {
  readonly sharing: SessionSnapshot['sharing']
  readonly mode: SessionSnapshot['mode']
  /** Connected listeners. */
  readonly peers: number
  readonly fromPeersBytes: number
  readonly fromOriginBytes: number
  readonly fromCacheBytes: number
  readonly givenBytes: number
}

/** -1 undefined, 1 playback not supported by device or browser, 2 method not supported. */
export interface ErrorValue {
  readonly code: -1 | 1 | 2
  readonly msg: string
  /** The method that was asked for, and its listener: beyond the specification. */
  readonly method?: string
  readonly listener?: string | number
}

export const durationOf = ({ durationSeconds }: PlayerState): number =>
  Number.isFinite(durationSeconds) ? durationSeconds : 0

/** Six decimals are more than a microphone hears, and 0.57 × 100 is 57 again. */
export const volumeOf = ({ volume }: PlayerState): number => Math.round(volume * 1e8) / 1e6

export const timeValue = (state: PlayerState): TimeValue => ({
  seconds: state.currentTimeSeconds,
  duration: durationOf(state),
})

/** How far it is loaded from the playhead on; from the end of what is loaded where the playhead stands outside of it. */
export function progressValue(state: PlayerState): ProgressValue {
  const { currentTimeSeconds: at, buffered } = state
  const around = buffered.find(({ startSeconds, endSeconds }) => startSeconds <= at + 0.1 && endSeconds >= at)
  const seconds = around?.endSeconds ?? buffered.at(-1)?.endSeconds ?? 0
  const duration = durationOf(state)
  return { seconds, duration, percent: duration > 0 ? Math.min(1, seconds / duration) : 0 }
}

export function swarmValue(snapshot: SessionSnapshot | undefined): SwarmValue | null {
  if (snapshot === undefined) return null
  const { sharing, mode, peers, meter } = snapshot
  const { fromPeersBytes, fromOriginBytes, fromCacheBytes, givenBytes } = meter
  return { sharing, mode, peers, fromPeersBytes, fromOriginBytes, fromCacheBytes, givenBytes }
}

/** @returns words for developers; people read the player's own. */
export function errorValue(kind: MediaFailure | SessionErrorKind): ErrorValue {
  switch (kind) {
    case 'media-unplayable':
      return { code: 1, msg: `${kind}: this browser can't play the episode's format` }
    case 'media-damaged':
      return { code: -1, msg: `${kind}: a part of the episode could not be decoded` }
    case 'media-not-loaded':
      return { code: -1, msg: `${kind}: the host is away, or this browser can't play the format` }
    case 'media-interrupted':
      return { code: -1, msg: `${kind}: the connection broke while the episode was loading` }
    case 'origin-unreachable':
      return { code: -1, msg: `${kind}: the show's host can't be reached` }
    case 'origin-refuses':
      return { code: -1, msg: `${kind}: the show's host refuses to send the episode` }
  }
}
