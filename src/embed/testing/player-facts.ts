/** A player's word for tests: an episode of 100 s, paused at its start. */
import { initialPlayerState, type PlayerState } from '../../player/player-state.ts'
import type { PlayerFacts } from '../player-js-values.ts'

export const stateOf = (changes: Partial<PlayerState> = {}): PlayerState => ({
  ...initialPlayerState,
  source: 'set',
  durationSeconds: 100,
  ...changes,
})

export const factsOf = (changes: Partial<PlayerState> = {}, more: Partial<PlayerFacts> = {}): PlayerFacts => ({
  state: stateOf(changes),
  loop: false,
  swarm: undefined,
  chapter: undefined,
  ...more,
})
