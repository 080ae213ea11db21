/**
 * What the player tells the page around it. Facts, in the past tense; wishes are in player-requests.ts.
 */
import type { Panel } from './panel-requests.ts'
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

/** Another of the player's panels can be seen, or none: whoever fetches late what is in them does so now. */
export class PanelToggled extends Event {
  static readonly type = 'gv-panel-toggled'
  readonly panel: Panel | undefined
  constructor(panel: Panel | undefined) {
    super(PanelToggled.type, { bubbles: true, composed: true })
    this.panel = panel
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-panel-toggled': PanelToggled
    'gv-player-state-changed': PlayerStateChanged
  }
}
