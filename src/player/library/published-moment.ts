/**
 * When an episode was published, as a number that can be sorted and kept in an index.
 *
 * Pure arithmetic, because pure files have no `Date`. It reads what src/feed writes: ISO 8601 in UTC.
 */
import type { Episode } from '../../feed/types.ts'

const ISO_UTC = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?Z$/
const DAYS_PER_400_YEARS = 146_097
/** From 1 March 0000 to 1 January 1970. */
const DAYS_BEFORE_1970 = 719_468

/** @returns milliseconds since 1970; `undefined` where the feed gives no date, or one before 1970. */
export function publishedMoment({ publishedAt = '' }: Pick<Episode, 'publishedAt'>): number | undefined {
  const match = ISO_UTC.exec(publishedAt)
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0, millis = 0] = match
    .slice(1)
    .map((part = '0') => Number(part))
  const moment = (daysSince1970(year, month, day) * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000 + millis
  return moment >= 0 ? moment : undefined
}

/** Gregorian, by counting years from March on, so that the leap day is the last of a year (H. Hinnant, `days_from_civil`). */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const cycle = Math.floor(marchYear / 400)
  const yearOfCycle = marchYear - cycle * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leapDays = Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100)
  return cycle * DAYS_PER_400_YEARS + yearOfCycle * 365 + leapDays + dayOfYear - DAYS_BEFORE_1970
}
