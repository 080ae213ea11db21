/**
 * A show's list of episodes in records of a hundred, so that one with thousands is written and read without a long task, and a
 * new episode rewrites one record, not all.
 *
 * Pure. Records are numbered from the feed's end: where new episodes come first, as in nearly all feeds, the older ones stay in
 * the records they are in.
 */
import { fieldsOf } from './checked-fields.ts'
import { type LightEpisode, parseLightEpisode } from './light-episode.ts'

const CHUNK_LENGTH = 100

export interface EpisodeChunk {
  readonly feedUrl: string
  /** From 0, which holds the feed's last items. */
  readonly at: number
  /** In the reverse of the feed's order. */
  readonly episodes: readonly LightEpisode[]
}

/** @param episodes in the feed's order */
export function toChunks(feedUrl: string, episodes: readonly LightEpisode[]): readonly EpisodeChunk[] {
  const reversed = [...episodes].reverse()
  const count = Math.ceil(reversed.length / CHUNK_LENGTH)
  return Array.from({ length: count }, (_, at) => ({
    feedUrl,
    at,
    episodes: reversed.slice(at * CHUNK_LENGTH, (at + 1) * CHUNK_LENGTH),
  }))
}

/** @param rows what storage gave, in any order; what is no record of ours is left out. @returns the feed's order */
export function fromChunks(rows: readonly unknown[]): readonly LightEpisode[] {
  const chunks = rows.flatMap((row) => parseChunk(row) ?? []).sort((a, b) => a.at - b.at)
  return chunks.flatMap(({ episodes }) => episodes).reverse()
}

/** Those of `after` that must be written: an episode that did not change is the same object in both. */
export function changedChunks(
  before: readonly EpisodeChunk[],
  after: readonly EpisodeChunk[],
): readonly EpisodeChunk[] {
  return after.filter(({ at, episodes }) => {
    const old = before[at]?.episodes
    return old?.length !== episodes.length || episodes.some((episode, index) => episode !== old[index])
  })
}

function parseChunk(row: unknown): EpisodeChunk | undefined {
  const fields = fieldsOf(row)
  if (typeof fields?.feedUrl !== 'string' || typeof fields.at !== 'number' || !Array.isArray(fields.episodes)) {
    return undefined
  }
  const episodes = fields.episodes.flatMap((episode) => parseLightEpisode(episode) ?? [])
  return { feedUrl: fields.feedUrl, at: fields.at, episodes }
}
