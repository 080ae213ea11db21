/**
 * Which wish a key stands for while the focus is inside the player.
 *
 * Only there (WCAG 2.1.4): a page's own shortcuts are left alone. A control keeps the keys it needs itself: sliders their
 * arrows, buttons their space bar, the speed list its letters.
 */
import {
  MuteRequest,
  PauseRequest,
  type PlaybackRequest,
  PlayRequest,
  RateRequest,
  SkipRequest,
} from './player-requests.ts'
import type { PlayerState } from './player-state.ts'

export const SKIP_BACK_SECONDS = 15
export const SKIP_FORWARD_SECONDS = 30

/** Speeds on offer, slowest first. */
export const RATES: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** What has the focus: it decides which keys are taken already. */
export type FocusedControl = 'slider' | 'button' | 'list' | 'text' | 'none'

/** @returns the wish, or `undefined` where the key means nothing here. `key` is `KeyboardEvent.key`. */
export function requestForKey(key: string, focused: FocusedControl, state: PlayerState): PlaybackRequest | undefined {
  if (focused === 'text' || focused === 'list') return undefined
  switch (key) {
    case ' ':
      return focused === 'button' ? undefined : playOrPause(state)
    case 'k':
      return playOrPause(state)
    case 'ArrowLeft':
      return focused === 'slider' ? undefined : new SkipRequest(-SKIP_BACK_SECONDS)
    case 'ArrowRight':
      return focused === 'slider' ? undefined : new SkipRequest(SKIP_FORWARD_SECONDS)
    case 'j':
      return new SkipRequest(-SKIP_BACK_SECONDS)
    case 'l':
      return new SkipRequest(SKIP_FORWARD_SECONDS)
    case 'm':
      return new MuteRequest(!state.muted)
    case '<':
      return new RateRequest(nextRate(state.playbackRate, -1))
    case '>':
      return new RateRequest(nextRate(state.playbackRate, 1))
    default:
      return undefined
  }
}

/** The neighbouring speed on offer; at either end the speed stays. */
export function nextRate(rate: number, direction: 1 | -1): number {
  const candidates = direction > 0 ? RATES.filter((r) => r > rate) : RATES.filter((r) => r < rate)
  return (direction > 0 ? candidates.at(0) : candidates.at(-1)) ?? rate
}

function playOrPause(state: PlayerState): PlaybackRequest {
  return state.paused ? new PlayRequest() : new PauseRequest()
}
