/**
 * The door for single values that storage, a file or another tab hands in: each is what it should be, or absent.
 *
 * Pure. Lengths are bounded, so that one hostile field can't fill the storage.
 */

export type Fields = Readonly<Record<string, unknown>>

export const LONGEST_ADDRESS = 4096
const LONGEST_TITLE = 500
/** A guid is anybody's text; some feeds use addresses for it. */
const LONGEST_GUID = 4096
/** The last moment a `Date` can have. */
const LAST_MOMENT = 8.64e15
/** Longer than any episode: a week. */
const LONGEST_SECONDS = 7 * 24 * 60 * 60

/** @returns `value` as a record of fields; `undefined` for arrays and everything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** Text that is not blank, cut to `most` UTF-16 units, never in the middle of a character. */
export function textField(value: unknown, most = LONGEST_TITLE): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined
  if (value.length <= most) return value
  const cut = value.slice(0, most)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}

/** Never cut: half a guid names another episode. */
export function guidField(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_GUID ? value : undefined
}

/** An absolute address of http or https, in the spelling of the URL standard and without a fragment. */
export function addressField(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_ADDRESS) return undefined
  try {
    const url = new URL(value)
    url.hash = ''
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
  } catch {
    return undefined
  }
}

/** Milliseconds since 1970. */
export function momentField(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= LAST_MOMENT ? Math.floor(value) : undefined
}

/** Above 0. */
export function secondsField(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= LONGEST_SECONDS ? value : undefined
}

/** A whole number, 0 or more. */
export function countField(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined
}

export function flagField(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

/** `record` without the fields that are `undefined`, so that absent means absent in storage and in types. */
export function withoutAbsent<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(record).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> }
}
