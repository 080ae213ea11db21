/**
 * Chooses the language of the player's words from what is wished for, best wish first.
 *
 * Pure: where wishes come from (address, page, browser) is dom-localization.ts's business. A wish counts when its language is
 * one of ours, whatever its region: `de-AT` gets the German words, and its dates as Austrians write them.
 */

/** Languages there are words in; the first is the one the source is written in. The others are in lit-localize.json, too. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja', 'ar'] as const

export type Language = (typeof LANGUAGES)[number]

export const SOURCE_LANGUAGE = 'en'

export interface Locale {
  readonly language: Language
  /**
   * BCP 47, with the region that was wished for: what `Intl` gets. Always with Western digits: clocks (`1:02:03`) and counts
   * inside sentences are written with them in every language, and one page must not count in two ways.
   */
  readonly tag: string
}

/** What is used where nobody wishes for anything we have. */
export const ENGLISH: Locale = { language: SOURCE_LANGUAGE, tag: 'en-u-nu-latn' }

/**
 * @param wishes BCP 47 tags as they come; what is missing, or is no tag (`C`, `de_DE.UTF-8`), is passed over.
 * @returns the first wish that can be fulfilled (RFC 4647, lookup), else English
 */
export function chooseLocale(wishes: readonly (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    const parsed = parseTag(wish)
    const language = LANGUAGES.find((known) => known === parsed?.language)
    if (parsed === undefined || language === undefined) continue
    const region = parsed.region === undefined ? '' : `-${parsed.region}`
    return { language, tag: `${language}${region}-u-nu-latn` }
  }
  return ENGLISH
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

function parseTag(tag: string | null | undefined): Intl.Locale | undefined {
  if (tag === null || tag === undefined) return undefined
  try {
    return new Intl.Locale(tag.trim().replaceAll('_', '-'))
  } catch {
    return undefined
  }
}
