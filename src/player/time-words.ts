/**
 * Says times and durations: as a clock shows them, as a screen reader speaks them, as a list prints them.
 *
 * Pure. Unknown or impossible times (NaN, Infinity, negative) become zero or nothing, never "NaN:NaN". The words come from
 * `Intl.NumberFormat` by unit, which has the plurals of every language; `Intl.DurationFormat` would do the same in one call, but
 * not every browser we run in has it, and two ways would mean two wordings.
 */
import { msg, str } from '@lit/localize'
import { listFormat, numberFormat } from './locale.ts'

type Unit = 'hour' | 'minute' | 'second'

/** `1:02:03`, `2:03`; hours only where there are some. A number that is no time gives `0:00`. Alike in all languages. */
export function clockTime(seconds: number): string {
  const whole = wholeSeconds(seconds)
  const s = String(whole % 60).padStart(2, '0')
  const minutes = Math.floor(whole / 60) % 60
  const hours = Math.floor(whole / 3600)
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${s}` : `${minutes}:${s}`
}

/** `1 hour 2 minutes 3 seconds`, without the parts that are zero; `0 seconds` for none at all. */
export function spokenTime(seconds: number): string {
  const whole = wholeSeconds(seconds)
  const parts = counted('long', [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ])
  return parts.length > 0 ? listFormat({ type: 'unit', style: 'narrow' }).format(parts) : inUnit('long', 0, 'second')
}

/** `2 minutes 3 seconds of 10 minutes`; without the second half while the duration is unknown. */
export function spokenPosition(atSeconds: number, durationSeconds: number): string {
  const at = spokenTime(atSeconds)
  if (!isTime(durationSeconds) || durationSeconds <= 0) return at
  const duration = spokenTime(durationSeconds)
  return msg(str`${at} of ${duration}`)
}

/** `1 hr 5 min`, `42 min`, `38 sec`: a duration as a list shows it; empty where it is not known. */
export function shortDuration(seconds: number | undefined): string {
  if (seconds === undefined || !isTime(seconds) || seconds <= 0) return ''
  if (seconds < 60) return inUnit('short', Math.round(seconds), 'second')
  const minutes = Math.round(seconds / 60)
  return counted('short', [
    [Math.floor(minutes / 60), 'hour'],
    [minutes % 60, 'minute'],
  ]).join(' ')
}

function isTime(seconds: number): boolean {
  return Number.isFinite(seconds) && seconds >= 0
}

function wholeSeconds(seconds: number): number {
  return isTime(seconds) ? Math.floor(seconds) : 0
}

function counted(unitDisplay: 'long' | 'short', parts: readonly (readonly [number, Unit])[]): string[] {
  return parts.filter(([count]) => count > 0).map(([count, unit]) => inUnit(unitDisplay, count, unit))
}

function inUnit(unitDisplay: 'long' | 'short', count: number, unit: Unit): string {
  return numberFormat({ style: 'unit', unit, unitDisplay }).format(count)
}
