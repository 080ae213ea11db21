/**
 * An episode as a show's list keeps it, so that the show opens, and its episodes play, without the network: no notes, no
 * chapters, a short summary.
 *
 * Pure. It can stand wherever an `Episode` is asked for.
 */
import type { Episode } from '../../feed/types.ts'
import { fieldsOf, guidField, textField } from './checked-fields.ts'

export type LightEpisode = Omit<Episode, 'notesHtml' | 'chapters'>

/** Enough for the lines a list shows and for the search. */
const LONGEST_SUMMARY = 300
const MOST_TRANSCRIPTS = 20

/** The fields a list keeps, in the order they are compared in. What is not named here is not kept. */
const KEPT = [
  'guid',
  'title',
  'summary',
  'publishedAt',
  'durationSeconds',
  'imageUrl',
  'link',
  'season',
  'number',
  'enclosure',
  'chaptersUrl',
  'transcripts',
] as const satisfies readonly (keyof LightEpisode)[]

export function lightEpisode(episode: Episode): LightEpisode {
  const kept = KEPT.flatMap((field) => (episode[field] === undefined ? [] : [[field, episode[field]] as const]))
  const light = Object.fromEntries(kept) as unknown as LightEpisode
  return {
    ...light,
    summary: textField(episode.summary, LONGEST_SUMMARY) ?? '',
    transcripts: episode.transcripts.slice(0, MOST_TRANSCRIPTS),
  }
}

/** What storage gave: only whether it is one of ours. Its addresses were checked when the feed was read. */
export function parseLightEpisode(value: unknown): LightEpisode | undefined {
  const fields = fieldsOf(value)
  if (fields === undefined || guidField(fields.guid) === undefined || typeof fields.title !== 'string') return undefined
  if (typeof fields.summary !== 'string' || !Array.isArray(fields.transcripts)) return undefined
  const enclosure = fieldsOf(fields.enclosure)
  if (fields.enclosure !== undefined && (typeof enclosure?.url !== 'string' || !Array.isArray(enclosure.trackers))) {
    return undefined
  }
  return value as LightEpisode
}

/** Whether a list would look and play the same with either. */
export function sameEpisode(a: LightEpisode, b: LightEpisode): boolean {
  return KEPT.every((field) => a[field] === b[field] || JSON.stringify(a[field]) === JSON.stringify(b[field]))
}
