/**
 * Finds the moments of an episode that its notes name: `12:34`, `(1:02:03)`, `[00:19:45]`, also with a full-width colon.
 *
 * Pure. A time of day (`10:30 am`, `15:00 UTC`), a date's time (`10/24/2021 15:00:38`), a ratio's or an address's part is none. What
 * lies beyond the episode's end is none either, where its duration is known: feeds guess it, so a little is let through.
 */

export interface NoteTime {
  /** UTF-16 units of the text. */
  readonly start: number
  readonly end: number
  readonly seconds: number
}

/** Minutes may have three digits where there are no hours (`105:20`). */
const TIME = /(\d{1,3})[:：](\d{2})(?:[:：](\d{2}))?/g
/** Before it: part of a number, a word, an address, another time. */
const JOINED_BEFORE = /[\p{L}\p{N}_.:：/\\@#=+]$/u
const JOINED_AFTER = /^(?:[\p{Script=Latin}\p{N}_\\@#=]|[.:：/,]\d)/u
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u
const DATE_BEFORE = /\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?,?[\sT]*$/
const OF_THE_DAY = /^\s*(?:[ap]\.?m\b|o['’]clock|uhr|h\b|hrs?\b|utc|gmt|cet|cest|bst|[ecmp][sd]?t\b|z\b)/i
/** A published duration may be off by some seconds, or by an advertisement. */
const SLACK_SECONDS = 60

/** @param durationSeconds of the episode; undefined where nobody knows it */
export function findTimes(text: string, durationSeconds?: number): readonly NoteTime[] {
  const times: NoteTime[] = []
  for (const match of text.matchAll(TIME)) {
    const seconds = secondsOf(match[1], match[2], match[3])
    const start = match.index
    const end = start + match[0].length
    if (seconds === undefined || !standsAlone(text, start, end)) continue
    if (durationSeconds !== undefined && durationSeconds > 0 && seconds > durationSeconds + SLACK_SECONDS) continue
    times.push({ start, end, seconds })
  }
  return times
}

function secondsOf(first = '', second = '', third?: string): number | undefined {
  if (Number(second) > 59 || Number(third ?? 0) > 59) return undefined
  if (third === undefined) return Number(first) * 60 + Number(second)
  return first.length > 2 ? undefined : Number(first) * 3600 + Number(second) * 60 + Number(third)
}

function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start)
  const after = text.slice(end, end + 12)
  if (JOINED_AFTER.test(after) || OF_THE_DAY.test(after) || DATE_BEFORE.test(before)) return false
  // Chinese and Japanese write no spaces: `开场00:01:01`.
  return !JOINED_BEFORE.test(before) || UNSPACED.test(before)
}
