/**
 * What lies on this device, by show and episode, for the storage screen; and what to clear when the listener says how.
 *
 * Pure. Bytes are the engine's word, titles the library's: what no show on record names is listed under the file's own name.
 * What is being played is never chosen, what the listener wants to have only where they say so.
 */
import type { InfoHash } from '../../shared/ids.ts'
import type { EpisodeRef, EpisodeWords } from './episode-ref.ts'
import type { KeptBytes, StorageEstimate } from './kept-bytes.ts'

/** What the library knows of a file. */
export interface KnownEpisode extends EpisodeRef, Partial<EpisodeWords> {
  readonly infoHash: InfoHash
  /** Wanted on this device. */
  readonly isWanted: boolean
  readonly isFinished: boolean
}

export interface StoredEpisode extends KeptBytes {
  /** Absent: no show on record has it. */
  readonly episode?: KnownEpisode
  readonly title: string
}

export interface StoredShow {
  /** Absent: files that no show on record has. */
  readonly feedUrl?: string
  readonly title?: string
  readonly imageUrl?: string
  readonly heldBytes: number
  /** The largest first. */
  readonly episodes: readonly StoredEpisode[]
}

export interface StorageView {
  /** The largest first, files of no show last. */
  readonly shows: readonly StoredShow[]
  readonly episodesBytes: number
  /** Everything else of this site: the library, pictures, the page itself. `undefined` where the browser does not say. */
  readonly otherBytes: number | undefined
  readonly quotaBytes: number | undefined
}

/** What the listener wants cleared. */
export type ClearWish =
  | { readonly kind: 'episodes'; readonly infoHashes: ReadonlySet<InfoHash> }
  | { readonly kind: 'show'; readonly feedUrl: string | undefined }
  /** Heard to the end, and not wanted. */
  | { readonly kind: 'heard' }
  /** All but what is wanted. */
  | { readonly kind: 'unwanted' }
  | { readonly kind: 'everything' }

export interface Clearing {
  readonly infoHashes: readonly InfoHash[]
  readonly bytes: number
}

/** @param known in the order they are believed: a file may be in two shows */
export function storageView(
  kept: readonly KeptBytes[],
  known: readonly KnownEpisode[],
  { usageBytes, quotaBytes }: StorageEstimate,
): StorageView {
  const byHash = new Map(known.toReversed().map((episode) => [episode.infoHash, episode]))
  const episodes = kept
    .filter(({ heldBytes }) => heldBytes > 0)
    .map((bytes): StoredEpisode => {
      const episode = byHash.get(bytes.infoHash)
      return { ...bytes, ...(episode && { episode }), title: episode?.title ?? bytes.name }
    })
  const feeds = new Set(episodes.map(({ episode }) => episode?.feedUrl))
  const shows = [...feeds].map((feedUrl) =>
    storedShow(
      feedUrl,
      episodes.filter(({ episode }) => episode?.feedUrl === feedUrl),
    ),
  )
  shows.sort((a, b) => Number(a.feedUrl === undefined) - Number(b.feedUrl === undefined) || b.heldBytes - a.heldBytes)
  const episodesBytes = sumOf(episodes)
  const otherBytes = usageBytes === undefined ? undefined : Math.max(0, usageBytes - episodesBytes)
  return { shows, episodesBytes, otherBytes, quotaBytes }
}

export function planClearing({ shows }: StorageView, wish: ClearWish): Clearing {
  const free = shows.flatMap(({ episodes }) => episodes).filter(({ inUse }) => !inUse)
  const unwanted = free.filter(({ episode }) => episode?.isWanted !== true)
  switch (wish.kind) {
    case 'episodes':
      return clearing(free.filter(({ infoHash }) => wish.infoHashes.has(infoHash)))
    case 'show':
      return clearing(free.filter(({ episode }) => episode?.feedUrl === wish.feedUrl))
    case 'heard':
      return clearing(unwanted.filter(({ episode }) => episode?.isFinished === true))
    case 'unwanted':
      return clearing(unwanted)
    case 'everything':
      return clearing(free)
  }
}

function storedShow(feedUrl: string | undefined, list: readonly StoredEpisode[]): StoredShow {
  const episodes = [...list].sort((a, b) => b.heldBytes - a.heldBytes)
  const heldBytes = sumOf(episodes)
  if (feedUrl === undefined) return { heldBytes, episodes }
  const title = episodes.find(({ episode }) => episode?.showTitle !== undefined)?.episode?.showTitle
  const imageUrl = episodes.find(({ episode }) => episode?.imageUrl !== undefined)?.episode?.imageUrl
  return {
    feedUrl,
    heldBytes,
    episodes,
    ...(title !== undefined && { title }),
    ...(imageUrl !== undefined && { imageUrl }),
  }
}

function clearing(episodes: readonly StoredEpisode[]): Clearing {
  return { infoHashes: episodes.map(({ infoHash }) => infoHash), bytes: sumOf(episodes) }
}

function sumOf(episodes: readonly KeptBytes[]): number {
  return episodes.reduce((sum, { heldBytes }) => sum + heldBytes, 0)
}
