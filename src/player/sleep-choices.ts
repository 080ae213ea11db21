/** What the sleep timer can be set to, and what of it is shown. Pure; `sleep-timer.ts` is loaded only once it is set. */

/** A number is minutes; `chapter` and `episode` are the ends of what is heard. */
export type SleepChoice = number | 'chapter' | 'episode' | 'off'

/** Minutes on offer. */
export const SLEEP_MINUTES: readonly number[] = [5, 10, 15, 30, 45, 60]
/** What asking for more gives. */
export const MORE_MINUTES = 5

/** What there is to see of the timer. */
export interface SleepView {
  readonly choice: SleepChoice
  /** Seconds of listening that are left, rounded up; undefined where it is off or not known yet. */
  readonly leftSeconds: number | undefined
  readonly fading: boolean
  /** Ask this before the next episode is begun: true while the timer holds it back. */
  readonly holdsNext: boolean
}

export const sleepViewOff: SleepView = Object.freeze({
  choice: 'off',
  leftSeconds: undefined,
  fading: false,
  holdsNext: false,
})

/** The next choice in the order of the menu, for a key that steps through them. */
export function nextSleepChoice(choice: SleepChoice, hasChapters: boolean): SleepChoice {
  const ends: readonly SleepChoice[] = hasChapters ? ['chapter', 'episode', 'off'] : ['episode', 'off']
  if (choice === 'off') return SLEEP_MINUTES[0] ?? 'off'
  if (typeof choice === 'number') return SLEEP_MINUTES.find((minutes) => minutes > choice) ?? ends[0] ?? 'off'
  return ends[ends.indexOf(choice) + 1] ?? 'off'
}
