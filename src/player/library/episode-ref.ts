/**
 * Which episode of which show, and the few words about it that lists show without reading the show.
 *
 * Pure. The key of an episode is what positions were always kept under: the feed's address, a space, the guid.
 */
import type { Episode } from '../../feed/types.ts'
import { type InfoHash, parseInfoHash } from '../../shared/ids.ts'
import {
  addressField,
  type Fields,
  fieldsOf,
  guidField,
  LONGEST_ADDRESS,
  secondsField,
  textField,
  withoutAbsent,
} from './checked-fields.ts'

export interface EpisodeRef {
  /** Absolute, http or https, without a fragment. */
  readonly feedUrl: string
  readonly guid: string
}

/** What history, queue and downloads keep of an episode, so that they are readable when its show is not. */
export interface EpisodeWords {
  readonly title: string
  readonly showTitle?: string
  readonly imageUrl?: string
  readonly durationSeconds?: number
}

/** What it takes to share an episode again, as its feed named it. */
export interface EpisodeSwarm {
  readonly infoHash: InfoHash
  readonly trackers: readonly string[]
}

const MOST_TRACKERS = 20

export function episodeKey({ feedUrl, guid }: EpisodeRef): string {
  return `${feedUrl} ${guid}`
}

/** @returns `undefined` where it is no key of ours: a page without a feed used keys that name no show. */
export function parseEpisodeKey(key: string): EpisodeRef | undefined {
  const space = key.indexOf(' ')
  const feedUrl = space < 0 ? undefined : addressField(key.slice(0, space))
  const guid = guidField(key.slice(space + 1))
  return feedUrl === undefined || guid === undefined ? undefined : { feedUrl, guid }
}

export function parseRef(fields: Fields): EpisodeRef | undefined {
  const feedUrl = addressField(fields.feedUrl)
  const guid = guidField(fields.guid)
  return feedUrl === undefined || guid === undefined ? undefined : { feedUrl, guid }
}

/** The words that are sound; a title that is missing is left to whoever shows it. */
export function parseWords(fields: Fields): Partial<EpisodeWords> {
  return withoutAbsent({
    title: textField(fields.title),
    showTitle: textField(fields.showTitle),
    imageUrl: addressField(fields.imageUrl),
    durationSeconds: secondsField(fields.durationSeconds),
  })
}

export function parseSwarm(value: unknown): EpisodeSwarm | undefined {
  const fields = fieldsOf(value)
  const infoHash = parseInfoHash(fields?.infoHash)
  if (infoHash === undefined) return undefined
  const trackers = Array.isArray(fields?.trackers) ? fields.trackers.filter(isTracker).slice(0, MOST_TRACKERS) : []
  return { infoHash, trackers }
}

/** @param show the show's title and cover, for what the episode itself does not have. */
export function wordsOf(episode: Episode, show: { readonly title?: string; readonly imageUrl?: string }): EpisodeWords {
  return {
    title: episode.title,
    ...withoutAbsent({
      showTitle: textField(show.title),
      imageUrl: episode.imageUrl ?? show.imageUrl,
      durationSeconds: secondsField(episode.durationSeconds),
    }),
  }
}

export function swarmOf({ enclosure }: Pick<Episode, 'enclosure'>): EpisodeSwarm | undefined {
  const { infoHash, trackers = [] } = enclosure ?? {}
  return infoHash === undefined ? undefined : { infoHash, trackers: trackers.slice(0, MOST_TRACKERS) }
}

function isTracker(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_ADDRESS && /^wss?:\/\//.test(value)
}
