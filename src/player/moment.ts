/**
 * Reads the moment that an address names: `#t=754`.
 *
 * Pure. A moment is a media fragment (W3C Media Fragments URI 1.0, section 4.2.1). Only the start is read; an end is passed over,
 * because a link says where to begin, not when to stop listening. Beside the standard's forms, `1h2m3s` is read: that is what
 * people know from other players.
 */

/** The longest moment believed: eleven days. */
const LATEST_SECONDS = 1_000_000

/**
 * @param fragment what stands behind the `#`, with or without it
 * @returns seconds from the beginning, or `undefined` where it names no moment, or nonsense
 */
export function momentOf(fragment: string): number | undefined {
  let moment: number | undefined
  // "Multiple occurrences of the same dimension: only the last valid occurrence is interpreted" (Media Fragments, 5.1).
  // WordPress puts `#?secret=…` behind whatever there is.
  const [own = ''] = split(fragment.replace(/^#/, ''), '#')
  for (const part of own.split('&')) {
    const [name, value] = split(part, '=').map(decoded)
    if (name === 't' && value !== undefined) moment = parseMoment(value) ?? moment
  }
  return moment
}

/** A time range's start: `754`, `12:34`, `1:02:03.5`, `npt:10,20`, `,20` (from the beginning), `1h2m3s`. */
function parseMoment(range: string): number | undefined {
  const [start = '', end] = split(range.trim().replace(/^npt:/, ''), ',')
  if (start === '') return end === undefined || parseTime(end) === undefined ? undefined : 0
  const seconds = parseTime(start)
  return seconds === undefined || seconds > LATEST_SECONDS ? undefined : seconds
}

function parseTime(text: string): number | undefined {
  const clock = /^(?:(?:(\d{1,5}):)?(\d{1,2}):)?(\d{1,9}(?:\.\d*)?)$/.exec(text)
  const words = /^(?=\d)(?:(\d{1,5})h)?(?:(\d{1,7})m)?(?:(\d{1,9}(?:\.\d*)?)s)?$/i.exec(text)
  const [, hours = '0', minutes = '0', seconds = '0'] = clock ?? words ?? []
  if (clock === null && words === null) return undefined
  // Behind a colon sixty is too much, as the standard says; on its own a number may be any.
  if (clock?.[2] !== undefined && (Number(minutes) > 59 || Number(seconds) >= 60)) return undefined
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function split(text: string, by: string): string[] {
  const at = text.indexOf(by)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + by.length)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
