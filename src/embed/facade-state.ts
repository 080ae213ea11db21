/**
 * When a facade loads its frame, when the frame takes its place, and when it is told to play. Pure.
 *
 *     waiting ──interest──▶ loading ──ready──▶ ready ──nothing in the way──▶ shown
 *                              └──no word──▶ failed ──press──▶ loading
 *
 * The frame may not take the facade's place while a finger is down on it (the tap would be lost) nor while it has the
 * keyboard's focus and nothing was pressed: focus moves only because somebody pressed play, never by itself (WCAG 3.2.1).
 */

export interface FacadeState {
  readonly phase: 'waiting' | 'loading' | 'ready' | 'shown' | 'failed'
  /** Play was pressed, and the frame has not been told yet. */
  readonly wantsPlay: boolean
  /** The frame lets this page control it. */
  readonly isControllable: boolean
  readonly hasFocus: boolean
  readonly isHeld: boolean
  /** Frames asked for: another number is another frame. */
  readonly attempt: number
}

export type FacadeFact =
  /** Pointer near, finger down, focus, or a program asks. */
  | { readonly type: 'Interest' }
  | { readonly type: 'Pressed' }
  | { readonly type: 'HoldChanged'; readonly isHeld: boolean }
  | { readonly type: 'FocusChanged'; readonly hasFocus: boolean }
  /** The frame drew its player; `isControllable` once it also said `ready`. */
  | { readonly type: 'FrameDrawn'; readonly isControllable: boolean }
  | { readonly type: 'FrameSilent' }
  /** Another episode on the page plays. */
  | { readonly type: 'Outplayed' }

export const initialFacadeState: FacadeState = {
  phase: 'waiting',
  wantsPlay: false,
  isControllable: false,
  hasFocus: false,
  isHeld: false,
  attempt: 0,
}

export function reduceFacade(state: FacadeState, fact: FacadeFact): FacadeState {
  return settle(after(state, fact))
}

function after(state: FacadeState, fact: FacadeFact): FacadeState {
  switch (fact.type) {
    case 'Interest':
      return state.phase === 'waiting' ? loading(state) : state
    case 'Pressed': {
      if (state.phase === 'shown') return state
      const pressed = { ...state, wantsPlay: true }
      return state.phase === 'waiting' || state.phase === 'failed' ? loading(pressed) : pressed
    }
    case 'HoldChanged':
      return { ...state, isHeld: fact.isHeld }
    case 'FocusChanged':
      return { ...state, hasFocus: fact.hasFocus }
    case 'FrameDrawn': {
      if (state.phase === 'waiting') return state
      const isControllable = state.isControllable || fact.isControllable
      // A frame that comes late, after the words that it did not, is welcome all the same.
      return { ...state, isControllable, phase: state.phase === 'shown' ? 'shown' : 'ready' }
    }
    case 'FrameSilent':
      return state.phase === 'loading' ? { ...state, phase: 'failed', wantsPlay: false } : state
    case 'Outplayed':
      return { ...state, wantsPlay: false }
  }
}

function loading(state: FacadeState): FacadeState {
  return { ...state, phase: 'loading', attempt: state.attempt + 1 }
}

function settle(state: FacadeState): FacadeState {
  if (state.phase !== 'ready' || state.isHeld) return state
  return state.hasFocus && !state.wantsPlay ? state : { ...state, phase: 'shown' }
}
