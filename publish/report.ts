/** What publishing did, episode by episode, and how it is told to the publisher. */
import type { InfoHash } from '../src/shared/ids.ts'

export interface EpisodeReport {
  readonly guid: string
  readonly title: string
  /** `published`: carries P2P data now. `failed`: left as it was, see `problem`. `no-media`: nothing to publish. */
  readonly outcome: 'published' | 'failed' | 'no-media'
  readonly problem?: string
  readonly infoHash?: InfoHash
  readonly torrentUrl?: string
  readonly lengthBytes?: number
}

export interface PublishReport {
  readonly showTitle: string
  readonly outDir: string
  /** The published feed's path. */
  readonly feedPath: string
  /** In the feed's order. */
  readonly episodes: readonly EpisodeReport[]
  /** What the publisher may want to look at, in words; nothing failed by it. */
  readonly warnings: readonly string[]
  /** False where any episode failed. */
  readonly ok: boolean
}

/** @returns the first few titles, and how many more there are. */
export function listTitles(titles: readonly string[]): string {
  const named = titles.slice(0, 3).map((title) => `“${title}”`)
  const more = titles.length - named.length
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
}

/** @returns the report as lines to print. */
export function describeReport(report: PublishReport): string[] {
  const count = (outcome: EpisodeReport['outcome']) => report.episodes.filter((e) => e.outcome === outcome).length
  const failed = report.episodes.filter((episode) => episode.outcome === 'failed')
  const summary = [`${count('published')} of ${report.episodes.length} episodes published`]
  if (failed.length > 0) summary.push(`${failed.length} failed and left as they were`)
  if (count('no-media') > 0) summary.push(`${count('no-media')} without a media file`)
  return [
    ...report.warnings.map((words) => `Note: ${words}`),
    ...failed.map((episode) => `Failed: “${episode.title}”: ${episode.problem}.`),
    `${report.showTitle}: ${summary.join(', ')}.`,
    `The feed is ${report.feedPath}`,
  ]
}
