/**
 * What the readers of every kind of transcript share: words out of markup, and the bounds that no file gets past.
 */
import { toPlainText } from './plain-text.ts'

/** Some thirty hours of speech; a page that drew more lines would stand still. */
export const MAX_CUES = 50_000

/** @returns the words without tags, entities decoded, on one line. */
export const cueText = toPlainText

/** The longest name that is shown; a longer one is no name. */
const MAX_NAME_LENGTH = 80

/** @returns the name as it is shown, without the colon after it; `undefined` where there is none. */
export function speakerName(markup: string): string | undefined {
  const name = markup.length > MAX_NAME_LENGTH * 10 ? '' : toPlainText(markup).replace(/ ?[:：]$/, '')
  return name === '' || name.length > MAX_NAME_LENGTH ? undefined : name
}

/** Slow speech has about 14 characters a second: how long words last of which nothing says so. */
export function likelySeconds(text: string): number {
  return Math.max(2, text.length / 14)
}
