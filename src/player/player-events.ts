/**
 * What the player tells the page around it. Facts, in the past tense; wishes are in player-requests.ts.
 */
import type { PlayerState } from './player-state.ts'

/** Told after every change of playback. */
export class PlayerStateChanged extends Event {
  static readonly type = 'gv-player-state-changed'
  readonly state: PlayerState
  constructor(state: PlayerState) {
    super(PlayerStateChanged.type, { bubbles: true, composed: true })
    this.state = state
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-player-state-changed': PlayerStateChanged
  }
}
