/**
 * Decides when a newer build of the page takes the place of this one, and what the listener is told of it.
 *
 * Pure: what happened comes in as facts, a step comes out, with the time to look again. A newer build is there once its worker waits
 * with all files at hand. It never comes in while something plays: by itself only in a tab that nobody sees and in which nothing
 * has played for long (a phone in the pocket, paused from the headset, must go on from there), or when the listener says so. That it took
 * over is believed when the browser says so, whichever tab asked; the other tabs are then of the old build and go on so, from
 * what is kept of it, until their own moment comes.
 */
import type { Millis } from '../shared/clock.ts'

/** Who looks something up in another tab and comes back finds the page as it was. */
export const HIDDEN_MS = 5_000
/** Who paused for no longer goes on where they were, from the lock screen too. */
export const QUIET_AFTER_PLAY_MS = 30 * 60_000

export interface UpdateState {
  /** `waits`: its worker is ready. `rules`: its worker is the one that controls this page, which is an old one now. */
  readonly newer: 'none' | 'waits' | 'rules'
  /** `now`: the listener's tap is to be carried out. `later`: another tab plays; once nothing plays anywhere. */
  readonly asked: 'no' | 'now' | 'later'
  readonly playing: boolean
  /** When it stopped playing last; absent where nothing has played. */
  readonly playedAtMs?: Millis
  /** Absent while the page is seen. */
  readonly hiddenSinceMs?: Millis
}

export const initialUpdateState: UpdateState = Object.freeze({ newer: 'none', asked: 'no', playing: false })

export type UpdateFact =
  | { readonly type: 'WorkerWaits' }
  /** The one that waited is no more: yet another one came, or it failed. */
  | { readonly type: 'WorkerGone' }
  | { readonly type: 'WorkerRules' }
  | { readonly type: 'ListenerAsked' }
  /** It was tried, and another tab plays. */
  | { readonly type: 'OthersPlay' }
  /** For the first time since, nothing plays in any tab. */
  | { readonly type: 'NothingPlays' }
  | { readonly type: 'PlaybackChanged'; readonly playing: boolean; readonly nowMs: Millis }
  | { readonly type: 'VisibilityChanged'; readonly hidden: boolean; readonly nowMs: Millis }

export function updateAfter(state: UpdateState, fact: UpdateFact): UpdateState {
  switch (fact.type) {
    case 'WorkerWaits':
      return state.newer === 'rules' ? state : { ...state, newer: 'waits' }
    case 'WorkerGone':
      return state.newer === 'rules' ? state : { ...state, newer: 'none' }
    case 'WorkerRules':
      return { ...state, newer: 'rules' }
    case 'ListenerAsked':
      return state.newer === 'none' ? state : { ...state, asked: 'now' }
    case 'OthersPlay':
      return state.asked === 'now' ? { ...state, asked: 'later' } : state
    case 'NothingPlays':
      // What was asked for a while ago is carried out unless this tab plays meanwhile: then it is another moment.
      return state.asked === 'later' && !state.playing ? { ...state, asked: 'now' } : state
    case 'PlaybackChanged': {
      const { playing, nowMs } = fact
      if (playing || !state.playing) return { ...state, playing }
      // It stopped: what was asked for is tried again.
      return { ...state, playing, playedAtMs: nowMs, asked: state.asked === 'later' ? 'now' : state.asked }
    }
    case 'VisibilityChanged': {
      const { hiddenSinceMs: _, ...seen } = state
      return fact.hidden ? { ...seen, hiddenSinceMs: state.hiddenSinceMs ?? fact.nowMs } : seen
    }
  }
}

export interface UpdateStep {
  /** `take-over`: tell the worker that waits, if nothing plays in other tabs. `reload`: keep the place and load the page again. */
  readonly step: 'nothing' | 'take-over' | 'reload'
  /** When to ask again, though nothing happened. */
  readonly againAtMs?: Millis
}

export function nextUpdateStep(state: UpdateState, nowMs: Millis): UpdateStep {
  if (state.newer === 'none') return { step: 'nothing' }
  const due = state.newer === 'waits' ? 'take-over' : 'reload'
  if (state.asked === 'now') return { step: due }
  // An old page under a new worker was asked to change: other tabs matter no more.
  if (state.asked === 'later' && state.newer === 'rules' && !state.playing) return { step: due }
  const { playing, hiddenSinceMs, playedAtMs = Number.NEGATIVE_INFINITY } = state
  if (playing || hiddenSinceMs === undefined) return { step: 'nothing' }
  const atMs = Math.max(hiddenSinceMs + HIDDEN_MS, playedAtMs + QUIET_AFTER_PLAY_MS)
  return nowMs >= atMs ? { step: due } : { step: 'nothing', againAtMs: atMs }
}

/**
 * What the listener is told: nothing; that there is a newer version; that it comes once other tabs are quiet; that it is coming now.
 */
export type UpdateOffer = 'none' | 'offered' | 'waits-for-others' | 'coming'

export function updateOffer({ newer, asked }: UpdateState): UpdateOffer {
  if (newer === 'none') return 'none'
  if (asked === 'now') return 'coming'
  return asked === 'later' ? 'waits-for-others' : 'offered'
}
