/**
 * Which wish a key stands for while the focus is inside the player.
 *
 * Only there (WCAG 2.1.4): a page's own shortcuts are left alone. A control keeps the keys it needs itself: sliders their
 * arrows, buttons their space bar, lists and fields their letters. What keys mean is what YouTube and Podlove have taught; arrows
 * up and down are not taken, they scroll the page.
 */
import type { Chapter } from '../feed/types.ts'
import { chapterRequest } from './chapter-position.ts'
import { PanelRequest } from './panel-requests.ts'
import { playOrPause } from './play-or-pause.ts'
import {
  CaptionsRequest,
  FullScreenRequest,
  MuteRequest,
  RateRequest,
  SeekRequest,
  SkipRequest,
} from './player-requests.ts'
import type { PlayerState } from './player-state.ts'
import type { Preferences } from './preferences.ts'
import { nextRate } from './rate-steps.ts'
import { nextSleepChoice, type SleepChoice } from './sleep-choices.ts'
import { SleepRequest } from './sleep-requests.ts'

/** What has the focus: it decides which keys are taken already. */
export type FocusedControl = 'slider' | 'button' | 'list' | 'text' | 'none'

/** What a key's meaning depends on. */
export interface KeyView {
  readonly state: PlayerState
  readonly preferences: Preferences
  readonly chapters: readonly Chapter[]
  /** Whether captions are shown; undefined where there are none. */
  readonly captions: boolean | undefined
  readonly fullScreen: boolean
  readonly transcript: boolean
  readonly sleep: SleepChoice
}

/**
 * @param key `KeyboardEvent.key`
 * @returns the wish, an event to dispatch on the player; `undefined` where the key means nothing here
 */
export function requestForKey(key: string, focused: FocusedControl, view: KeyView): Event | undefined {
  if (focused === 'text' || focused === 'list') return undefined
  if (key === ' ' && focused === 'button') return undefined
  if (key.startsWith('Arrow') && focused === 'slider') return undefined
  if (/^[0-9]$/.test(key)) return tenth(Number(key), view.state)
  const { state, preferences, chapters } = view
  // A letter is the same with the caps lock on.
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
    case 'k':
      return playOrPause(state)
    case 'ArrowLeft':
    case 'j':
      return new SkipRequest(-preferences.skipBackSeconds)
    case 'ArrowRight':
    case 'l':
      return new SkipRequest(preferences.skipForwardSeconds)
    case 'm':
      return new MuteRequest(!state.muted)
    case '<':
      return new RateRequest(nextRate(state.playbackRate, -1))
    case '>':
      return new RateRequest(nextRate(state.playbackRate, 1))
    case 'n':
      return chapterRequest(chapters, state.currentTimeSeconds, 'next')
    case 'p':
      return chapterRequest(chapters, state.currentTimeSeconds, 'previous')
    case 'c':
      return view.captions === undefined ? undefined : new CaptionsRequest(!view.captions)
    case 'f':
      return view.fullScreen ? new FullScreenRequest() : undefined
    case 's':
      return new SleepRequest(nextSleepChoice(view.sleep, chapters.length > 0))
    case 't':
      return view.transcript ? new PanelRequest('transcript') : undefined
    case '?':
      return new PanelRequest('shortcuts')
    default:
      return undefined
  }
}

/** To so many tenths of the episode. */
function tenth(tenths: number, { durationSeconds }: PlayerState): SeekRequest | undefined {
  const known = Number.isFinite(durationSeconds) && durationSeconds > 0
  return known ? new SeekRequest((durationSeconds * tenths) / 10) : undefined
}
