/**
 * What the readers of every kind of transcript share: words out of markup, and the bounds that no file gets past.
 */
import { toPlainText } from './plain-text.ts'

/** Some thirty hours of speech; a page that drew more lines would stand still. */
export const MAX_CUES = 50_000

/** The reader of markup takes time by the square of how deep tags lie: nothing longer is handed to it at once. */
const MAX_LENGTH = 4_096

/** @returns the words without tags, entities decoded, on one line; time grows with the length, whatever the tags are. */
export function cueText(markup: string): string {
  if (markup.length <= MAX_LENGTH) return toPlainText(markup)
  const parts: string[] = []
  for (let from = 0; from < markup.length; ) {
    const piece = markup.slice(from, from + MAX_LENGTH)
    const space = from + MAX_LENGTH < markup.length ? piece.lastIndexOf(' ') : -1
    const length = space > 0 ? space : piece.length
    parts.push(toPlainText(piece.slice(0, length)))
    from += length
  }
  return parts.join(' ').trim()
}

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
