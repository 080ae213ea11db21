/**
 * Where one piece of what is said meets the next: whether a sentence ends there, and whether a space belongs between. Pure.
 */

export const SENTENCE_END = /(?:[.!?…؟۔।]["'”’»)\]]{0,3}|[。！？][」』”）]{0,3})$/u
export const CLAUSE_END = /[,;:،؛、，；—–]$/u

/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}]/u
const STARTS_UNSPACED = new RegExp(`^(?:${UNSPACED.source}|[.,;:!?…%)\\]}”’»])`, 'u')
const ENDS_UNSPACED = new RegExp(`(?:${UNSPACED.source}|[(\\[{“«])$`, 'u')

/** @returns a space, or nothing before marks, after brackets and between the signs of scripts that put none. */
export function spaceBetween(before: string, after: string): string {
  // The last two units hold the last character.
  return ENDS_UNSPACED.test(before.slice(-2)) || STARTS_UNSPACED.test(after.slice(0, 2)) ? '' : ' '
}
