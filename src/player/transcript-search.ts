/**
 * What a search in a transcript has found, and which of it is looked at. Pure.
 */
import { msg, str } from '@lit/localize'
import { type CueMatch, searchCues } from '../feed/cue-search.ts'
import type { Cue } from '../feed/types.ts'
import { type Slice, sliceOf } from './transcript-paragraphs.ts'

export interface Found {
  readonly query: string
  readonly matches: readonly CueMatch[]
  /** Into the matches; -1 where there is none. */
  readonly at: number
  /** There are more than are shown. */
  readonly hasMore: boolean
}

export const NOTHING_FOUND: Found = { query: '', matches: [], at: -1, hasMore: false }

/** So many are marked: whoever gets that many adds a word. */
const MAX_MATCHES = 500

/** @param heard the cue that is heard, -1 for none: the first match looked at is the next one from there, as in any text. */
export function findCues(cues: readonly Cue[], query: string, heard: number): Found {
  const found = searchCues(cues, query, MAX_MATCHES + 1)
  const matches = found.slice(0, MAX_MATCHES)
  const next = matches.findIndex(({ index }) => index >= heard)
  return {
    query: query.trim(),
    matches,
    at: matches.length === 0 ? -1 : Math.max(0, next),
    hasMore: found.length > MAX_MATCHES,
  }
}

/** Looks at the next match (or the one before, -1); after the last comes the first. */
export function stepFound(found: Found, by: 1 | -1): Found {
  const count = found.matches.length
  return count === 0 ? found : { ...found, at: (found.at + by + count) % count }
}

/** What has been found, in words; empty where nothing was searched. */
export function foundWords({ query, matches, at, hasMore }: Found): string {
  if (query === '') return ''
  if (matches.length === 0) return msg(str`Nothing found for “${query}”`)
  return hasMore ? msg(str`${at + 1} of the first ${matches.length} matches`) : msg(str`${at + 1} of ${matches.length}`)
}

/** @returns for each slice its matches by cue; nothing for slices without any, so that they need not be drawn anew */
export function marksOf(
  slices: readonly Slice[],
  { matches }: Found,
): readonly (ReadonlyMap<number, CueMatch> | undefined)[] {
  const marks: (Map<number, CueMatch> | undefined)[] = []
  for (const match of matches) {
    const slice = sliceOf(slices, match.index)
    marks[slice] = (marks[slice] ?? new Map<number, CueMatch>()).set(match.index, match)
  }
  return marks
}
