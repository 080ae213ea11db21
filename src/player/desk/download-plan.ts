/**
 * Which of the wanted episodes are fetched now, and which of those that are being fetched are not to be any more.
 *
 * Pure; download-runner.ts does it. Without a network nothing is fetched, and where the browser is told to save data only what
 * somebody asked for by hand just now. Two that are filed under one address (an episode of two feeds) are fetched one after the other:
 * the second one then finds the file.
 */
import type { KeepFailure, KeptBytes, KeptFile } from '../../peer/types.ts'
import type { InfoHash } from '../../shared/ids.ts'
import { type Download, type DownloadProblem, isWaiting, nextDownloads } from '../library/download.ts'
import { episodeKey } from '../library/episode-ref.ts'
import { fileAddress, filesNobodyWants } from './file-holdings.ts'

/** More would take the line from each other. */
export const SIDE_BY_SIDE = 2

export interface DownloadConditions {
  readonly online: boolean
  readonly savesData: boolean
  /** Keys of episodes that were asked for by hand on this page. */
  readonly asked: ReadonlySet<string>
  readonly active: ReadonlyMap<string, ActiveFetch>
  isShared(feedUrl: string): boolean
}

/** As it was when it began. */
export interface ActiveFetch {
  /** Others were asked, too. */
  readonly shares: boolean
  /** As of {@link fileAddress}. */
  readonly address: string | undefined
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
  const stop = [...active].flatMap(([key, { shares, address }]) => {
    const download = wanted.get(key)
    if (download === undefined || !may(key)) return [key]
    // A no that comes while it is fetched holds at once.
    const isRefused = shares && !isShared(download.feedUrl)
    return isRefused || fileAddress(download.episode) !== address ? [key] : []
  })
  const taken = new Set([...active.values()].map(({ address }) => address))
  const allowed = downloads.filter((one) => may(episodeKey(one)))
  return { stop, start: nextDownloads(oneForEach(allowed, taken), new Set(active.keys()), SIDE_BY_SIDE) }
}

/** @param taken addresses that are being fetched from. @returns without those that another one is fetched for now, or before */
function oneForEach(downloads: readonly Download[], taken: ReadonlySet<string | undefined>): readonly Download[] {
  const waiting = downloads.filter(isWaiting).sort((a, b) => a.wantedAt - b.wantedAt)
  const seen = new Set(taken)
  return waiting.filter(({ episode }) => {
    const address = fileAddress(episode)
    if (address === undefined) return true
    const isFree = !seen.has(address)
    seen.add(address)
    return isFree
  })
}

/** Addresses of what was begun and that nobody wants from there any more: half a file plays nowhere. Whole ones are the listener's to clear. */
export function partsNobodyWants(
  files: readonly KeptFile[],
  downloads: readonly Download[],
  active: DownloadConditions['active'],
): readonly string[] {
  const parts = files.filter(({ isWhole }) => !isWhole).map(({ url }) => url)
  const taken = new Set([...active.values()].map(({ address }) => address))
  return filesNobodyWants(parts, downloads).filter((url) => !taken.has(url))
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
    case 'withdrawn':
      return 'withdrawn'
    case 'not-secure':
      return 'insecure'
    case 'host-unreachable':
    case undefined:
      return 'unreachable'
  }
}
