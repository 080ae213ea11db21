/**
 * Decides how fast a recording's pauses are passed: its loudness comes in moment by moment, a pace comes out.
 *
 * Pure. There is no looking ahead: Web Audio hears what the listener hears, so a pause is left as soon as something is heard
 * in it. Short pauses are speech, and are not touched; the longer a pause gets, the faster it goes. Pocket Casts' smooth trim
 * does the same with the file at hand (quiet for 0.3 s, 0.09 s of it kept, then three times as fast); ExoPlayer cuts what is
 * below a fixed level for 0.1 s and keeps a fifth.
 *
 * What counts as quiet is measured against the recording itself: between the level of its speech and that of its pauses.
 * Where the two are close (music underneath, a noisy street) nothing is quiet, and nothing is skipped.
 */

/** What was heard since the fact before. */
export interface LevelHeard {
  /** RMS in dBFS, as it would be at full volume; `-Infinity` for digital silence. */
  readonly levelDb: number
  /** The listener's time that passed. */
  readonly elapsedSeconds: number
  /** The listener's own playback speed, without the pace. */
  readonly speed: number
}

export interface SilenceState {
  /** What the listener's speed is to be multiplied with: 1 while something is heard. */
  readonly pace: number
  /** The listener's time saved so far. */
  readonly savedSeconds: number
  /** Seconds of the recording for which it has been quiet. */
  readonly quietSeconds: number
  /** How loud this recording's speech is: its peaks, slowly forgotten. */
  readonly speechDb: number
  /** How loud its pauses are: its lows, slowly forgotten. */
  readonly floorDb: number
}

/** So much of each pause is played as it is. */
const KEPT_SECONDS = 0.15
/** From here on it is a silence, not a breath: full pace. In between a gentle one. */
const SILENCE_SECONDS = 0.35
const GENTLE_PACE = 1.5
const FULL_PACE = 3
/** Browsers mute sound that is faster (Firefox from 4 on), and a muted recording would be a silence without an end. */
const FASTEST_RATE = 4

/** Speech is at least so much louder than what counts as quiet: its soft consonants are 15 to 20 dB below its vowels. */
const BELOW_SPEECH_DB = 20
/** Within the span between pauses and speech, so low counts as quiet. */
const QUIET_SHARE = 0.3
/** A pause ends only above the threshold by so much, so that noise around it does not make the pace flutter. */
const HYSTERESIS_DB = 3
/** Nothing is expected to be quieter: digital silence would drag the threshold down to where no real pause is. */
const LOWEST_FLOOR_DB = -70
const FORGET_DB_PER_SECOND = 1
const LEARN_SPEECH_SECONDS = 0.15
const LEARN_FLOOR_SECONDS = 0.1

/** Before anything was heard: a well-levelled recording. */
export const initialSilence: SilenceState = Object.freeze({
  pace: 1,
  savedSeconds: 0,
  quietSeconds: 0,
  speechDb: -24,
  floorDb: -60,
})

/** The state after a moment was heard. */
export function hearLevel(state: SilenceState, heard: LevelHeard): SilenceState {
  const { elapsedSeconds, speed } = heard
  const level = Math.max(heard.levelDb, LOWEST_FLOOR_DB)
  const quiet = level <= quietBelowDb(state) + (state.quietSeconds > 0 ? HYSTERESIS_DB : 0)
  const quietSeconds = quiet ? state.quietSeconds + elapsedSeconds * speed * state.pace : 0
  return {
    pace: Math.max(1, Math.min(paceAfter(quietSeconds), FASTEST_RATE / speed)),
    savedSeconds: state.savedSeconds + elapsedSeconds * (state.pace - 1),
    quietSeconds,
    speechDb: followed(state.speechDb, level, 1, elapsedSeconds, LEARN_SPEECH_SECONDS),
    floorDb: followed(state.floorDb, level, -1, elapsedSeconds, LEARN_FLOOR_SECONDS),
  }
}

/** The state where the recording does not go on as heard (a seek, a stall, muted): what was learned stays, the pause is over. */
export function forgetPause(state: SilenceState): SilenceState {
  return { ...state, pace: 1, quietSeconds: 0 }
}

/** At and below this level it is quiet, in dBFS. Where speech and pauses are too close, it lies under both. */
export function quietBelowDb({ speechDb, floorDb }: SilenceState): number {
  return Math.min(floorDb + QUIET_SHARE * (speechDb - floorDb), speechDb - BELOW_SPEECH_DB)
}

function paceAfter(quietSeconds: number): number {
  if (quietSeconds < KEPT_SECONDS) return 1
  return quietSeconds < SILENCE_SECONDS ? GENTLE_PACE : FULL_PACE
}

/** Runs after the level where it is beyond `held` in this direction (1 up, -1 down); else comes back slowly. */
function followed(held: number, level: number, direction: 1 | -1, seconds: number, learnSeconds: number): number {
  if ((level - held) * direction > 0) return held + (level - held) * (1 - Math.exp(-seconds / learnSeconds))
  const back = held - direction * FORGET_DB_PER_SECOND * seconds
  return direction === 1 ? Math.max(back, level) : Math.min(back, level)
}
