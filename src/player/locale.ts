/**
 * The language of this page's words, and the formats of its numbers, dates and lists.
 *
 * One per page, as the words of msg() are, and set once (dom-localization.ts) before anything is drawn; English until then.
 * Formats are made once each: making one costs up to a millisecond, and the seek bar speaks four times a second.
 */
import { ENGLISH, type Locale } from './locale-choice.ts'

let current = ENGLISH
let pending: Promise<unknown> | undefined
const made = new Map<string, unknown>()

export function setCurrentLocale(locale: Locale): void {
  current = locale
  made.clear()
}

/** Resolves when the words have come; undefined where there is nothing to wait for. Whoever draws first waits for it. */
export function wordsPending(): Promise<unknown> | undefined {
  return pending
}

/** @param coming never rejects */
export function setWordsPending(coming: Promise<unknown>): void {
  const settled = coming.then(() => {
    if (pending === settled) pending = undefined
  })
  pending = settled
}

export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return once('number', options, (tag) => new Intl.NumberFormat(tag, options))
}

export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once('date', options, (tag) => new Intl.DateTimeFormat(tag, options))
}

export function listFormat(options: Intl.ListFormatOptions): Intl.ListFormat {
  return once('list', options, (tag) => new Intl.ListFormat(tag, options))
}

export function pluralRules(): Intl.PluralRules {
  return once('plural', {}, (tag) => new Intl.PluralRules(tag))
}

function once<T>(kind: string, options: object, make: (tag: string) => T): T {
  const key = kind + JSON.stringify(options)
  const known = made.get(key) as T | undefined
  if (known !== undefined) return known
  const format = make(current.tag)
  made.set(key, format)
  return format
}
