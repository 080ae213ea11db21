/**
 * Numbers as the player's language writes them. Pure: the language is the one its words are in, not the system's.
 */
import { numberFormat } from './locale.ts'

/** `1.25` or `1,25`; two digits after the point at most. */
export function numberWords(value: number): string {
  return numberFormat({ maximumFractionDigits: 2 }).format(value)
}

/** `12m`, `45s`: whole minutes, or seconds in the last one; as short as the language has it. */
export function shortCountdown(seconds: number): string {
  const minutes = seconds > 60
  const format = { style: 'unit', unit: minutes ? 'minute' : 'second', unitDisplay: 'narrow' } as const
  return numberFormat(format).format(Math.ceil(minutes ? seconds / 60 : seconds))
}
