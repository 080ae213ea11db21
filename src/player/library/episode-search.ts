/**
 * Finds shows and episodes by what is typed, the best first. Pure.
 *
 * All words must be found, in title and summary together. What is in the title comes before what is only in the summary, the
 * words as they were typed before the same words apart, and then the newer before the older.
 *
 * No inverted index: for 50 shows of 500 episodes one was measured to take longer to build, and far more memory, than going
 * through the folded texts takes for a query (docs/decisions/0026-library.md).
 */
import type { LightEpisode } from './light-episode.ts'
import { publishedMoment } from './published-moment.ts'
import { holdsTerm, type SearchTerm, searchableText, searchTerms } from './search-terms.ts'
import type { Subscription } from './subscription.ts'

/** A show's episodes, made ready to be searched. */
export interface ShowIndex {
  readonly feedUrl: string
  readonly entries: readonly IndexEntry[]
}

export interface IndexEntry {
  readonly episode: LightEpisode
  readonly title: string
  readonly summary: string
  readonly moment: number
}

export interface EpisodeMatch {
  readonly feedUrl: string
  readonly episode: LightEpisode
  /** Where the words are. */
  readonly where: 'title' | 'summary'
}

/** Some episodes of a show made ready: some 10 microseconds each. @param known what characters fold to, kept from one call to the next */
export function indexEpisodes(episodes: readonly LightEpisode[], known: Map<string, string>): readonly IndexEntry[] {
  return episodes.map((episode) => ({
    episode,
    title: searchableText(episode.title, known),
    summary: searchableText(episode.summary, known),
    moment: publishedMoment(episode) ?? 0,
  }))
}

export function searchEpisodes(indexes: Iterable<ShowIndex>, query: string, limit = 100): readonly EpisodeMatch[] {
  const terms = searchTerms(query)
  if (terms.length === 0) return []
  const phrase = searchableText(query).trimEnd()
  const found: { readonly match: EpisodeMatch; readonly rank: number; readonly moment: number }[] = []
  for (const { feedUrl, entries } of indexes) {
    for (const { episode, title, summary, moment } of entries) {
      const rank = rankOf(terms, phrase, title, summary)
      if (rank === undefined) continue
      found.push({ match: { feedUrl, episode, where: rank < SUMMARY ? 'title' : 'summary' }, rank, moment })
    }
  }
  found.sort((a, b) => a.rank - b.rank || b.moment - a.moment)
  return found.slice(0, limit).map(({ match }) => match)
}

/** Of the shows that are followed, by title and author. */
export function searchShows(subscriptions: readonly Subscription[], query: string): readonly Subscription[] {
  const terms = searchTerms(query)
  if (terms.length === 0) return []
  const phrase = searchableText(query).trimEnd()
  const ranked = subscriptions.flatMap((show) => {
    const rank = rankOf(terms, phrase, searchableText(show.title), searchableText(show.author ?? ''))
    return rank === undefined ? [] : [{ show, rank }]
  })
  return ranked.sort((a, b) => a.rank - b.rank).map(({ show }) => show)
}

/** Ranks from here on have words that are not in the title. */
const SUMMARY = 2

/** @returns 0: the title has the words as typed; 1: in other places; 2: some are in the summary; 3: all; `undefined`: no match. */
function rankOf(terms: readonly SearchTerm[], phrase: string, title: string, summary: string): number | undefined {
  let inTitle = 0
  for (const term of terms) {
    if (holdsTerm(title, term)) inTitle += 1
    else if (!holdsTerm(summary, term)) return undefined
  }
  if (inTitle < terms.length) return inTitle > 0 ? SUMMARY : SUMMARY + 1
  // A run of characters without spaces is found in the middle of one, too.
  const asTyped = terms[0]?.kind === 'part' ? phrase.trimStart() : phrase
  return title.includes(asTyped) ? 0 : 1
}
