/**
 * The speeds that can be asked for, and how they are written and said.
 *
 * Pure. Half to three times is what podcast players offer; beyond that browsers mute or garble speech.
 */
import { msg, str } from '@lit/localize'
import { numberWords } from './number-words.ts'

export const SLOWEST_RATE = 0.5
export const FASTEST_RATE = 3
/** The finest step: one notch of the slider, one press of its buttons. */
export const RATE_STEP = 0.05

/** The speeds that keys step through, slowest first. */
export const RATES: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The speeds with a button of their own. */
export const RATE_PRESETS: readonly number[] = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** `rate` within what can be asked for; what is no number is normal speed. */
export function clampRate(rate: number): number {
  if (!Number.isFinite(rate)) return 1
  return Math.min(FASTEST_RATE, Math.max(SLOWEST_RATE, rate))
}

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

/** `1.25×`, in the listener's digits. */
export function rateLabel(rate: number): string {
  return `${numberWords(rate)}×`
}

/** `1.25 times`: how a screen reader should say it. */
export function rateWords(rate: number): string {
  return rate === 1 ? msg('Normal speed') : msg(str`${numberWords(rate)} times`)
}
