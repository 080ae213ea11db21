/**
 * The port between a player and those who control it from outside the frame: what dom-player-receiver.ts drives.
 *
 * Only types. The page of the player frame implements it; tests bring a player of their own.
 */
import type { SessionSnapshot } from '../peer/types.ts'
import type { PlaybackRequest } from '../player/player-requests.ts'
import type { PlayerState } from '../player/player-state.ts'
import type { Observable } from '../shared/emitter.ts'

/** The chapter that the playhead is in. */
export interface CurrentChapter {
  readonly title: string
  readonly startSeconds: number
}

export interface ControlledPlayer {
  /** What the media element said last; told after every change. */
  readonly state: Observable<PlayerState>
  /** The session of the episode that is open; `undefined` while there is none. */
  readonly swarm: Observable<SessionSnapshot | undefined>
  /** `undefined` before the first chapter, and where there are none. */
  readonly chapter: Observable<CurrentChapter | undefined>
  /**
   * CSS pixels the player would need now: told when a panel opens or closes. `undefined`: any height will do, as long as the
   * frame has the height it was given first.
   */
  readonly wantedHeight: Observable<number | undefined>
  /** Whether the episode starts anew at its end. */
  readonly loop: boolean
  /** Carries out a wish. What became of it is told by `state`, or never: a browser may refuse to play without a tap. */
  execute(request: PlaybackRequest): void
  setLoop(on: boolean): void
  /** Puts the focus on the play button: a keyboard user pressed play outside the frame. */
  focusPlay(): void
}
