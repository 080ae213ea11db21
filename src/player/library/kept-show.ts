/**
 * What is kept of a show's feed beside its episodes, so that the show opens without the network.
 *
 * Pure. A cache: what is in it can be read again, and the shows that are not followed are forgotten after a while.
 */
import type { Show } from '../../feed/types.ts'
import { addressField, type Fields, fieldsOf, momentField, textField, withoutAbsent } from './checked-fields.ts'
import type { LightEpisode } from './light-episode.ts'

export interface KeptShow extends Omit<Show, 'episodes' | 'warnings'> {
  readonly feedUrl: string
  /** Milliseconds since 1970: when it was last read from its host. */
  readonly keptAt: number
}

/** A show as it opens from storage: `Show` for whoever draws it. */
export interface OfflineShow extends Show {
  readonly feedUrl: string
  readonly keptAt: number
  readonly episodes: readonly LightEpisode[]
}

const LONGEST_DESCRIPTION = 4000
/** Shows that were looked at and are not followed. */
const MOST_VISITED = 20

export function keptShow(feedUrl: string, show: Show, now: number): KeptShow {
  return { feedUrl, keptAt: now, ...words({ ...show }) }
}

export function parseKeptShow(value: unknown): KeptShow | undefined {
  const fields = fieldsOf(value)
  const feedUrl = addressField(fields?.feedUrl)
  if (fields === undefined || feedUrl === undefined) return undefined
  return { feedUrl, keptAt: momentField(fields.keptAt) ?? 0, ...words(fields) }
}

/** @returns which shows to forget: of those that are not followed, all but the latest. */
export function forgottenShows(
  shows: readonly KeptShow[],
  isFollowed: (feedUrl: string) => boolean,
): readonly string[] {
  return shows
    .filter(({ feedUrl }) => !isFollowed(feedUrl))
    .sort((a, b) => b.keptAt - a.keptAt)
    .slice(MOST_VISITED)
    .map(({ feedUrl }) => feedUrl)
}

function words(fields: Fields): Omit<Show, 'episodes' | 'warnings'> {
  return {
    title: textField(fields.title) ?? '',
    description: textField(fields.description, LONGEST_DESCRIPTION) ?? '',
    ...withoutAbsent({
      author: textField(fields.author),
      imageUrl: addressField(fields.imageUrl),
      link: addressField(fields.link),
      language: textField(fields.language, 35),
    }),
  }
}
