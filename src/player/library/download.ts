/**
 * An episode the listener wants to have on this device, and what became of it.
 *
 * Pure state machine; fetching is the engine's. A record keeps the episode itself, so that it plays without the network even
 * where its show is no longer followed.
 */
import type { Episode } from '../../feed/types.ts'
import { countField, fieldsOf, momentField, withoutAbsent } from './checked-fields.ts'
import { type EpisodeRef, type EpisodeWords, episodeKey, parseRef, parseWords, wordsOf } from './episode-ref.ts'
import { type LightEpisode, lightEpisode, parseLightEpisode } from './light-episode.ts'

/** Why an episode could not be kept. Words for people: download-words.ts. */
export const DOWNLOAD_PROBLEMS = [
  'no-room',
  'unreachable',
  'refused',
  'forbids-reading',
  'differs',
  'not-keepable',
  'no-storage',
  'withdrawn',
  'insecure',
] as const
export type DownloadProblem = (typeof DOWNLOAD_PROBLEMS)[number]

export type DownloadState = 'wanted' | 'loading' | 'kept' | 'failed'
const STATES: readonly DownloadState[] = ['wanted', 'loading', 'kept', 'failed']

export interface Download extends EpisodeRef, EpisodeWords {
  readonly episode: LightEpisode
  readonly state: DownloadState
  /** With 'failed'. */
  readonly problem?: DownloadProblem
  readonly heldBytes: number
  /** 0 until known. */
  readonly lengthBytes: number
  /** Milliseconds since 1970. */
  readonly wantedAt: number
}

/** What the engine tells of it. */
export type DownloadFact =
  | { readonly kind: 'loading'; readonly heldBytes: number; readonly lengthBytes: number }
  | { readonly kind: 'kept'; readonly lengthBytes: number }
  | { readonly kind: 'failed'; readonly problem: DownloadProblem }
  /** Its bytes are gone (cleared, evicted, damaged), or nobody loads it any more: it is wanted again. */
  | { readonly kind: 'gone' }

/** What a file holds of an episode that is wanted: where its bytes are is its feed's to say, not a file's. */
export interface WantedEpisode extends EpisodeRef, EpisodeWords {
  readonly wantedAt: number
}

export function wantedOf({ feedUrl, guid, wantedAt, ...download }: Download): WantedEpisode {
  const { title, showTitle, imageUrl, durationSeconds } = download
  return { feedUrl, guid, title, ...withoutAbsent({ showTitle, imageUrl, durationSeconds }), wantedAt }
}

/** Wanted, but its feed was not read here yet: nothing can be loaded before. */
export function unreadDownload(wanted: WantedEpisode): Download {
  const { guid, title } = wanted
  const episode = { guid, title, summary: '', transcripts: [] }
  return { ...wanted, episode, state: 'wanted', heldBytes: 0, lengthBytes: 0 }
}

export function wantedDownload(
  feedUrl: string,
  episode: Episode,
  show: { readonly title?: string; readonly imageUrl?: string },
  now: number,
): Download {
  const light = lightEpisode(episode)
  const lengthBytes = light.enclosure?.lengthBytes ?? 0
  const words = wordsOf(light, show)
  return {
    feedUrl,
    guid: light.guid,
    ...words,
    episode: light,
    state: 'wanted',
    heldBytes: 0,
    lengthBytes,
    wantedAt: now,
  }
}

export function toldDownload({ problem: _, ...download }: Download, fact: DownloadFact): Download {
  switch (fact.kind) {
    case 'loading':
      return { ...download, state: 'loading', heldBytes: fact.heldBytes, lengthBytes: fact.lengthBytes }
    case 'kept':
      return { ...download, state: 'kept', heldBytes: fact.lengthBytes, lengthBytes: fact.lengthBytes }
    case 'failed':
      return { ...download, state: 'failed', problem: fact.problem }
    case 'gone':
      return { ...download, state: 'wanted', heldBytes: 0 }
  }
}

/** It is to be loaded. What is 'loading' and not active was left so by a page that was closed. */
export function isWaiting({ state }: Pick<Download, 'state'>): boolean {
  return state === 'wanted' || state === 'loading'
}

/**
 * What is to be loaded now, the longest wanted first.
 * @param active keys of those that somebody loads
 * @param most how many side by side
 */
export function nextDownloads(
  downloads: readonly Download[],
  active: ReadonlySet<string>,
  most: number,
): readonly Download[] {
  const waiting = downloads.filter(
    (one) => isWaiting(one) && one.episode.enclosure !== undefined && !active.has(episodeKey(one)),
  )
  waiting.sort((a, b) => a.wantedAt - b.wantedAt)
  return waiting.slice(0, Math.max(0, most - active.size))
}

/** What storage gave, made safe; `undefined` where it is no episode. */
export function parseDownload(value: unknown): Download | undefined {
  const fields = fieldsOf(value)
  const ref = fields && parseRef(fields)
  const episode = parseLightEpisode(fields?.episode)
  if (fields === undefined || ref === undefined || episode === undefined) return undefined
  const { title = episode.title, ...words } = parseWords(fields)
  const state = STATES.find((one) => one === fields.state) ?? 'wanted'
  const problem = DOWNLOAD_PROBLEMS.find((one) => one === fields.problem)
  return {
    ...ref,
    title,
    ...words,
    episode,
    state,
    heldBytes: countField(fields.heldBytes) ?? 0,
    lengthBytes: countField(fields.lengthBytes) ?? 0,
    wantedAt: momentField(fields.wantedAt) ?? 0,
    ...withoutAbsent({ problem: state === 'failed' ? (problem ?? 'unreachable') : undefined }),
  }
}
