/**
 * Searches what is said. Pure, so that the page can search as fast as somebody types and highlight what it finds.
 *
 * All words of the query must be found in one cue, or in two that follow each other, because cues end in the middle of
 * sentences. A word is found inside longer ones too: a search is read while its last word is still being typed.
 */
import { foldText } from './folded-text.ts'
import type { Cue } from './types.ts'

export interface CueMatch {
  /** Into the cues that were searched. */
  readonly index: number
  /** Where the words are in the cue's `text`, in UTF-16 units, end excluded; by start, never overlapping, never empty. */
  readonly ranges: readonly (readonly [start: number, end: number])[]
}

const MAX_QUERY_LENGTH = 200
const MAX_WORDS = 10
const MAX_RANGES = 100

/**
 * @param query words in any order; case, diacritics and the kind of apostrophe don't matter
 * @param limit the most matches that are returned
 * @returns the cues to highlight, in their order: those that hold every word; and, where two neighbours only do so together,
 *   both of them. `[]` for a query without words.
 */
export function searchCues(cues: readonly Cue[], query: string, limit = 500): CueMatch[] {
  const words = [...new Set(foldText(query.slice(0, MAX_QUERY_LENGTH)).folded.split(' '))]
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
  const matches: CueMatch[] = []
  const known = new Map<string, string>()
  if (words.length === 0) return matches
  const all = 2 ** words.length - 1
  let before = 0
  let added = -1
  const add = (index: number) => {
    if (index === added || matches.length >= limit) return
    added = index
    matches.push({ index, ranges: rangesOf(cues[index]?.text ?? '', words) })
  }
  for (let index = 0; index < cues.length && matches.length < limit; index++) {
    const { folded } = foldText(cues[index]?.text ?? '', known)
    /** One bit for each word that is here. */
    const here = words.reduce((bits, word, at) => bits | (folded.includes(word) ? 1 << at : 0), 0)
    if (here === all) add(index)
    else if (before !== all && (before | here) === all) {
      add(index - 1)
      add(index)
    }
    before = here
  }
  return matches
}

function rangesOf(text: string, words: readonly string[]): (readonly [number, number])[] {
  const { folded, originalRange } = foldText(text)
  const found: (readonly [number, number])[] = []
  for (const word of words) {
    let at = folded.indexOf(word)
    for (let count = 0; at >= 0 && count < MAX_RANGES; count++) {
      found.push(originalRange(at, at + word.length))
      at = folded.indexOf(word, at + word.length)
    }
  }
  found.sort((a, b) => a[0] - b[0])
  const ranges: (readonly [number, number])[] = []
  for (const [start, end] of found) {
    const last = ranges.at(-1)
    if (last && start < last[1]) ranges[ranges.length - 1] = [last[0], Math.max(last[1], end)]
    else ranges.push([start, end])
  }
  return ranges
}
