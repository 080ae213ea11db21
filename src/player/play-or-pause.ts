/** What the button that plays asks for. Pure. */
import { PauseRequest, PlayRequest } from './player-requests.ts'
import type { PlayerState } from './player-state.ts'

/** What pressing the player's main button asks for. */
export function playOrPause(state: PlayerState): PlayRequest | PauseRequest {
  return state.paused ? new PlayRequest() : new PauseRequest()
}
