/**
 * The speeds that can be asked for, and how they are written. Steps between them: rate-steps.ts.
 *
 * Pure. Half to three times is what podcast players offer; beyond that browsers mute or garble speech.
 */
import { numberWords } from './number-words.ts'

export const SLOWEST_RATE = 0.5
export const FASTEST_RATE = 3
/** `rate` within what can be asked for; what is no number is normal speed. */
export function clampRate(rate: number): number {
  if (!Number.isFinite(rate)) return 1
  return Math.min(FASTEST_RATE, Math.max(SLOWEST_RATE, rate))
}

/** `1.25×`, in the listener's digits. */
export function rateLabel(rate: number): string {
  return `${numberWords(rate)}×`
}
