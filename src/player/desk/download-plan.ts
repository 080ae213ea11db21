/**
 * Which of the wanted episodes are fetched now, and which of those that are being fetched are not to be any more.
 *
 * Pure; download-runner.ts does it. Without a network nothing is fetched, and where the browser is told to save data only what
 * somebody asked for by hand just now.
 */
import type { KeepFailure, KeptBytes, KeptFile } from '../../peer/types.ts'
import type { InfoHash } from '../../shared/ids.ts'
import { type Download, type DownloadProblem, nextDownloads } from '../library/download.ts'
import { episodeKey } from '../library/episode-ref.ts'
import { fileAddress } from './file-holdings.ts'

/** More would take the line from each other. */
export const SIDE_BY_SIDE = 2

export interface DownloadConditions {
  readonly online: boolean
  readonly savesData: boolean
  /** Keys of episodes that were asked for by hand on this page. */
  readonly asked: ReadonlySet<string>
  /** Those that are being fetched: whether their show was shared when that began. */
  readonly active: ReadonlyMap<string, { readonly shares: boolean }>
  isShared(feedUrl: string): boolean
}

export interface DownloadPlan {
  /** Keys. What is still wanted is begun anew once it may be. */
  readonly stop: readonly string[]
  readonly start: readonly Download[]
}

export function planDownloads(downloads: readonly Download[], conditions: DownloadConditions): DownloadPlan {
  const { online, savesData, asked, active, isShared } = conditions
  const may = (key: string): boolean => online && (!savesData || asked.has(key))
  const wanted = new Map(downloads.map((one) => [episodeKey(one), one]))
  const stop = [...active].flatMap(([key, { shares }]) => {
    const download = wanted.get(key)
    // A no that comes while it is fetched holds at once.
    const goesOn = download !== undefined && may(key) && !(shares && !isShared(download.feedUrl))
    return goesOn ? [] : [key]
  })
  const allowed = downloads.filter((one) => may(episodeKey(one)))
  return { stop, start: nextDownloads(allowed, new Set(active.keys()), SIDE_BY_SIDE) }
}

/** All that is wanted, whatever became of it: never to be evicted. */
export function pinnedBy(downloads: readonly Download[]): ReadonlySet<InfoHash> {
  return new Set(downloads.flatMap(({ episode }) => episode.enclosure?.infoHash ?? []))
}

/** Those that were kept, and whose bytes are not here any more: somebody cleared them, or the browser did. */
export function goneDownloads(
  downloads: readonly Download[],
  kept: readonly KeptBytes[],
  files: readonly KeptFile[],
): readonly Download[] {
  const whole = new Set<string>([
    ...kept.filter((one) => one.heldBytes >= one.lengthBytes).map(({ infoHash }) => infoHash),
    ...files.filter(({ isWhole }) => isWhole).map(({ url }) => url),
  ])
  return downloads.filter(({ state, episode }) => {
    const name = episode.enclosure?.infoHash ?? fileAddress(episode)
    // Pieces that only a torrent file names are believed to be there.
    return state === 'kept' && name !== undefined && !whole.has(name)
  })
}

export function problemOf(failure: KeepFailure | undefined): DownloadProblem {
  switch (failure) {
    case 'no-room':
      return 'no-room'
    case 'host-refuses':
      return 'refused'
    case 'host-forbids-reading':
      return 'forbids-reading'
    case 'host-differs':
      return 'differs'
    case 'no-torrent':
      return 'not-keepable'
    case 'no-storage':
      return 'no-storage'
    case 'not-secure':
      return 'insecure'
    case 'host-unreachable':
    case undefined:
      return 'unreachable'
  }
}
