/**
 * Amounts of data and speeds in words.
 *
 * Pure. Megabytes are decimal (1 MB = 1,000,000 bytes), as data plans count them; speeds are in megabits, as connections are sold.
 */
import { msg, str } from '@lit/localize'
import { numberFormat } from './locale.ts'

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
const UP_TO_ONE_DIGIT = { maximumFractionDigits: 1 }

/** What was moved: `0 MB`, `0.4 MB`, `12.3 MB`, `1.2 GB`. Something is never shown as nothing: `under 0.1 MB`. */
export function megabytes(bytes: number): string {
  if (!(bytes > 0)) return inMegabytes(numberFormat().format(0))
  if (bytes < 50_000) return msg(str`under ${inMegabytes(numberFormat(ONE_DIGIT).format(0.1))}`)
  return inUnits(bytes, ONE_DIGIT)
}

/** What was set, or is one of few: `250 MB`, `1.3 MB`, `1 GB`. */
export function roundMegabytes(bytes: number): string {
  return inUnits(bytes, UP_TO_ONE_DIGIT)
}

/** `1 Mbit/s`, `0.5 Mbit/s`. */
export function megabits(bytesPerSecond: number): string {
  return msg(str`${megabitFigure(bytesPerSecond)} Mbit/s`)
}

/** The same without its unit. */
export function megabitFigure(bytesPerSecond: number): string {
  const rounded = Math.max(0.1, Math.round((bytesPerSecond * 8) / 1e5) / 10)
  return numberFormat(UP_TO_ONE_DIGIT).format(bytesPerSecond > 0 ? rounded : 0)
}

/** @param share 0 to 1. What is not all is never shown as all, and what is something never as nothing. */
export function percent(share: number): string {
  const whole = Math.round(share * 100)
  const honest = share < 1 && whole === 100 ? 99 : share > 0 && whole === 0 ? 1 : whole
  return numberFormat({ style: 'percent' }).format(honest / 100)
}

function inUnits(bytes: number, digits: Intl.NumberFormatOptions): string {
  const number = numberFormat(digits)
  return bytes >= 999_950_000 ? msg(str`${number.format(bytes / 1e9)} GB`) : inMegabytes(number.format(bytes / 1e6))
}

function inMegabytes(number: string): string {
  return msg(str`${number} MB`)
}
