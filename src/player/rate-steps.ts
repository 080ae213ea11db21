/** Steps between speeds, for keys and for the panel in which one is chosen. Pure. */
import { msg, str } from '@lit/localize'
import { numberWords } from './number-words.ts'
import { clampRate } from './speed.ts'

/** The finest step: one notch of the slider, one press of its buttons. */
export const RATE_STEP = 0.05

/** The speeds that keys step through, slowest first. */
export const RATES: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The speeds with a button of their own. */
export const RATE_PRESETS: readonly number[] = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The neighbouring speed of {@link RATES}; at either end the speed stays. */
export function nextRate(rate: number, direction: 1 | -1): number {
  const candidates = direction > 0 ? RATES.filter((r) => r > rate) : RATES.filter((r) => r < rate)
  return (direction > 0 ? candidates.at(0) : candidates.at(-1)) ?? rate
}

/** One fine step up or down, on the grid of {@link RATE_STEP}. */
export function stepRate(rate: number, direction: 1 | -1): number {
  const steps = rate / RATE_STEP
  // A hair of tolerance: 1.15 / 0.05 is 22.999999999999996.
  const to = direction > 0 ? Math.floor(steps + 1e-6) + 1 : Math.ceil(steps - 1e-6) - 1
  return clampRate(Math.round(to * RATE_STEP * 100) / 100)
}

/** `1.25 times`: how a screen reader should say it. */
export function rateWords(rate: number): string {
  return rate === 1 ? msg('Normal speed') : msg(str`${numberWords(rate)} times`)
}
