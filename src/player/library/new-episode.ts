/**
 * An episode that came since its show was followed, and that the listener has not looked at yet. There is a record for each of
 * these and for no other, so that counting them reads nothing else.
 *
 * Pure.
 */
import { fieldsOf, momentField, withoutAbsent } from './checked-fields.ts'
import { type EpisodeRef, type EpisodeWords, parseRef, parseWords, wordsOf } from './episode-ref.ts'
import type { LightEpisode } from './light-episode.ts'
import { publishedMoment } from './published-moment.ts'

export interface NewEpisode extends EpisodeRef, EpisodeWords {
  /** Milliseconds since 1970: when it was published, or found where the feed gives no date (or one to come). */
  readonly newAt: number
}

/** More of one show at once are no news but an archive: the latest ones are marked. */
export const MOST_NEW_OF_A_SHOW = 100

export function newEpisode(
  feedUrl: string,
  episode: LightEpisode,
  show: { readonly title?: string; readonly imageUrl?: string },
  now: number,
): NewEpisode {
  const newAt = Math.min(publishedMoment(episode) ?? now, now)
  return { feedUrl, guid: episode.guid, ...wordsOf(episode, show), newAt }
}

export function parseNewEpisode(value: unknown): NewEpisode | undefined {
  const fields = fieldsOf(value)
  const ref = fields && parseRef(fields)
  const newAt = momentField(fields?.newAt)
  if (fields === undefined || ref === undefined || newAt === undefined) return undefined
  const { title = ref.guid, ...words } = parseWords(fields)
  return withoutAbsent({ ...ref, title, ...words, newAt })
}
