/**
 * Says times and durations: as a clock shows them, as a screen reader speaks them, as a list prints them.
 *
 * Pure. Unknown or impossible times (NaN, Infinity, negative) become zero or nothing, never "NaN:NaN".
 */

/** `1:02:03`, `2:03`; hours only where there are some. A number that is no time gives `0:00`. */
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
  const parts = [
    counted(Math.floor(whole / 3600), 'hour'),
    counted(Math.floor(whole / 60) % 60, 'minute'),
    counted(whole % 60, 'second'),
  ].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' ') : '0 seconds'
}

/** `2 minutes 3 seconds of 10 minutes`; without the second half while the duration is unknown. */
export function spokenPosition(atSeconds: number, durationSeconds: number): string {
  const at = spokenTime(atSeconds)
  return isTime(durationSeconds) && durationSeconds > 0 ? `${at} of ${spokenTime(durationSeconds)}` : at
}

/** `1 h 5 min`, `42 min`, `38 s`: a duration as a list shows it; empty where it is not known. */
export function shortDuration(seconds: number | undefined): string {
  if (seconds === undefined || !isTime(seconds) || seconds <= 0) return ''
  if (seconds < 60) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}

function isTime(seconds: number): boolean {
  return Number.isFinite(seconds) && seconds >= 0
}

function wholeSeconds(seconds: number): number {
  return isTime(seconds) ? Math.floor(seconds) : 0
}

function counted(count: number, unit: string): string | undefined {
  if (count === 0) return undefined
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
