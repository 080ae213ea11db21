/** What silence skipping and voice boost are doing, for whoever shows or stores it. */

export interface VoiceState {
  /** As the listener switched it; whether it is carried out is told by `effect`. */
  readonly boost: boolean
  readonly skipSilence: boolean
  readonly effect: VoiceEffect
  /** The listener's time saved by passing silences, since this page was opened. Grows at the end of a pause. */
  readonly savedSeconds: number
}

/**
 * - `off`: neither is wanted.
 * - `waiting`: wanted; nothing plays yet, or the browser wants a click before it starts Web Audio. Sound is as ever.
 * - `working`: wanted, and carried out.
 * - `opaque`: what plays comes from another origin without CORS. Sound is as ever.
 * - `unsupported`: no Web Audio here, or it can't be had. Sound is as ever.
 * - `silenced`: the element's sound goes through Web Audio and nothing comes out. **Replace the element.**
 */
export type VoiceEffect = 'off' | 'waiting' | 'working' | 'opaque' | 'unsupported' | 'silenced'

export const initialVoiceState: VoiceState = Object.freeze({
  boost: false,
  skipSilence: false,
  effect: 'off',
  savedSeconds: 0,
})
