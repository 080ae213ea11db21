/**
 * Reads the dates and durations that feeds use. Pure arithmetic: no `Date`, whose reading of strings differs by engine.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Minutes east of Greenwich for the zone names of RFC 822 and a few that feeds use besides. */
const ZONE_MINUTES: ReadonlyMap<string, number> = new Map([
  ...['ut', 'utc', 'gmt', 'z', 'wet'].map((name): [string, number] => [name, 0]),
  ...Object.entries({ est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, akdt: -8 }).map(
    ([name, hours]): [string, number] => [name, hours * 60],
  ),
  ...Object.entries({
    hst: -10,
    bst: 1,
    cet: 1,
    cest: 2,
    west: 1,
    eet: 2,
    eest: 3,
    msk: 3,
    jst: 9,
    aest: 10,
    aedt: 11,
  }).map(([name, hours]): [string, number] => [name, hours * 60]),
])

const RFC_822 =
  /^(?:[a-z]{3,10}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{2,4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?(?:\s*([+-]\d{2}:?\d{2}|[a-z]{1,5}))?(?:\s*\([^)]*\))?$/i
const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[t\s]\s*(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/**
 * Reads an RFC 822 date (with RFC 2822's years and the zone names found in feeds) or an ISO 8601 / RFC 3339 one.
 * No zone, or an unknown one, is taken as UTC (RFC 2822, 4.3). A wrong day of the week is overlooked.
 * @returns ISO 8601 in UTC, `2019-10-01T22:30:00.000Z`; `undefined` where it is no date (`31 Feb`).
 */
export function parseDate(text: string): string | undefined {
  const trimmed = text.trim().replace(/\s+/g, ' ')
  if (trimmed.length > 100) return undefined
  const iso = ISO_8601.exec(trimmed)
  if (iso) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'z'] = iso
    const millis = Number(fraction.padEnd(3, '0').slice(0, 3))
    return toIso(Number(year), Number(month), Number(day), [hour, minute, second].map(Number), millis, zone)
  }
  const rfc = RFC_822.exec(trimmed)
  if (!rfc) return undefined
  const [, day, monthName = '', year = '', hour = '0', minute = '0', second = '0', zone = 'z'] = rfc
  const month = MONTHS.indexOf(monthName.slice(0, 3).toLowerCase()) + 1
  return toIso(fullYear(year), month, Number(day), [hour, minute, second].map(Number), 0, zone)
}

/** RFC 2822, 4.3: two digits below 50 are this century's, the rest and three digits count from 1900. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length === 2) return year < 50 ? 2000 + year : 1900 + year
  return text.length === 3 ? 1900 + year : year
}

function zoneMinutes(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone)
  if (!match) return ZONE_MINUTES.get(zone.toLowerCase()) ?? 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '-' ? -minutes : minutes
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const daysInMonth = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

function toIso(year: number, month: number, day: number, clock: number[], millis: number, zone: string) {
  const [hour = 0, minute = 0, second = 0] = clock
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 60) return undefined
  const offset = zoneMinutes(zone)
  if (Math.abs(offset) > 18 * 60) return undefined
  // A leap second is written as the last ordinary one.
  const minutes = hour * 60 + minute - offset
  const date = shiftDays(year, month, day, Math.floor(minutes / 1440))
  if (date.year < 1 || date.year > 9999) return undefined
  const rest = ((minutes % 1440) + 1440) % 1440
  const two = (value: number) => String(value).padStart(2, '0')
  const time = `${two(Math.floor(rest / 60))}:${two(rest % 60)}:${two(Math.min(second, 59))}`
  return `${String(date.year).padStart(4, '0')}-${two(date.month)}-${two(date.day)}T${time}.${String(millis).padStart(3, '0')}Z`
}

/** Moves a date by a day at most, which is all that a zone can ask for. */
function shiftDays(year: number, month: number, day: number, days: number) {
  if (days > 0) {
    if (day < daysInMonth(year, month)) return { year, month, day: day + 1 }
    return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 }
  }
  if (days === 0) return { year, month, day }
  if (day > 1) return { year, month, day: day - 1 }
  return month > 1
    ? { year, month: month - 1, day: daysInMonth(year, month - 1) }
    : { year: year - 1, month: 12, day: 31 }
}

/** Longer than any episode: what lies above is a mistake (milliseconds, bytes). */
const MAX_DURATION_SECONDS = 1_000 * 3_600

/**
 * Reads `HH:MM:SS`, `MM:SS`, plain seconds (each with an optional fraction) or ISO 8601 `PT1H2M3S`.
 * @returns seconds; `undefined` where it is none of these, 0, or beyond 1,000 hours.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim()
  const clock = /^(?:(\d{1,4}):)?(?:(\d{1,6}):)?(\d{1,9}(?:\.\d{1,9})?)$/.exec(trimmed)
  const iso = clock ? undefined : /^PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?$/i.exec(trimmed)
  let seconds: number | undefined
  if (clock) seconds = trimmed.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  else if (iso) seconds = Number(iso[1] ?? 0) * 3600 + Number(iso[2] ?? 0) * 60 + Number(iso[3] ?? 0)
  return seconds !== undefined && seconds > 0 && seconds <= MAX_DURATION_SECONDS ? seconds : undefined
}
