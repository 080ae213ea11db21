/**
 * What the storage screen and "passing on" show, of what the engine holds, what the library knows of it, and what was answered about
 * sharing. Pure.
 */
import { msg } from '@lit/localize'
import type { KeptBytes, StorageBudget } from '../../peer/types.ts'
import { parseInfoHash } from '../../shared/ids.ts'
import type { StorageEstimate } from '../library/kept-bytes.ts'
import { byWorth } from '../library/rarity.ts'
import { type KnownEpisode, type StorageView as StoredView, storageView } from '../library/storage-view.ts'
import type { SharingDecision } from '../sharing-consent.ts'
import type { EpisodeRef } from '../views/episode-view.ts'
import type { PassedEpisodeView, PassingOnView } from '../views/passing-on-view.ts'
import type { BudgetChoice, StorageView } from '../views/storage-view.ts'
import { type HeldFiles, withFiles } from './file-holdings.ts'

/** What was found on this device. */
export interface Holdings extends HeldFiles {
  readonly kept: readonly KeptBytes[]
  readonly known: readonly KnownEpisode[]
  readonly estimate: StorageEstimate
  /** What may be kept at most. */
  readonly budget: StorageBudget
  readonly choices: readonly BudgetChoice[]
  readonly isPersistent: boolean
}

/** Files of no show on record are listed as if they were of this one. */
export const NO_SHOW = ''

export function storedOf({ kept, known, estimate }: Holdings): StoredView {
  return storageView(kept, known, estimate)
}

export function storageScreen(holdings: Holdings, problem: StorageView['problem']): StorageView {
  const { shows, quotaBytes } = storedOf(holdings)
  const inPieces = shows.map(({ feedUrl = NO_SHOW, title, imageUrl, heldBytes, episodes }) => ({
    feedUrl,
    title: title ?? titleOf(feedUrl),
    ...(imageUrl !== undefined && { imageUrl }),
    bytes: heldBytes,
    episodes: episodes.map((one) => ({
      ...(one.episode === undefined
        ? { feedUrl: NO_SHOW, guid: one.infoHash }
        : { feedUrl: one.episode.feedUrl, guid: one.episode.guid }),
      title: one.title,
      bytes: one.heldBytes,
      isPinned: one.episode?.isWanted === true,
    })),
  }))
  return {
    shows: withFiles(inPieces, holdings, NO_SHOW, titleOf),
    budget: holdings.budget,
    choices: holdings.choices,
    isPersistent: holdings.isPersistent,
    ...(quotaBytes !== undefined && { quotaBytes }),
    ...(problem !== undefined && { problem }),
  }
}

/** The file that a row of the storage screen stands for. */
export function infoHashOf({ kept, known }: Holdings, { feedUrl, guid }: EpisodeRef) {
  if (feedUrl === NO_SHOW) return parseInfoHash(guid)
  const held = new Set(kept.map(({ infoHash }) => infoHash))
  return known.find((one) => one.feedUrl === feedUrl && one.guid === guid && held.has(one.infoHash))?.infoHash
}

export interface Giving {
  readonly givenTodayBytes: number
  /** 0: nothing may be given, or it is not known. */
  readonly allowanceBytesPerDay: number
}

export function passingOnScreen(
  { kept, known }: Holdings,
  decisionOf: (feedUrl: string) => SharingDecision,
  { givenTodayBytes, allowanceBytesPerDay }: Giving,
): PassingOnView {
  const byHash = new Map(known.toReversed().map((one) => [one.infoHash, one]))
  const episodes = byWorth(kept).flatMap((bytes): PassedEpisodeView[] => {
    const episode = byHash.get(bytes.infoHash)
    return episode === undefined ? [] : [passedEpisode(bytes, episode)]
  })
  // Not in the order of worth, which changes with each count: a switch stays where the thumb is.
  const feeds = new Set(kept.flatMap(({ infoHash }) => byHash.get(infoHash)?.feedUrl ?? []))
  const titles = new Map(known.map(({ feedUrl, showTitle }) => [feedUrl, showTitle ?? hostOf(feedUrl)]))
  const shows = [...feeds].flatMap((feedUrl) => {
    const decision = decisionOf(feedUrl)
    // Where the publisher does not want it there is nothing to choose.
    if (decision === 'off-by-publisher') return []
    return { feedUrl, title: titles.get(feedUrl) ?? hostOf(feedUrl), isShared: decision === 'on' }
  })
  return {
    isSharing: shows.some(({ isShared }) => isShared),
    bytesGivenToday: givenTodayBytes,
    allowanceBytesPerDay,
    bytesGivenEver: kept.reduce((sum, { givenBytes }) => sum + givenBytes, 0),
    listenersServedEver: kept.reduce((sum, { listenersServed }) => sum + listenersServed, 0),
    episodes,
    shows,
  }
}

function passedEpisode(bytes: KeptBytes, { feedUrl, guid, title, showTitle }: KnownEpisode): PassedEpisodeView {
  const { heldBytes, lengthBytes, givenBytes, listenersServed, isOffered, swarm } = bytes
  return {
    feedUrl,
    guid,
    title: title ?? bytes.name,
    showTitle: showTitle ?? hostOf(feedUrl),
    bytesKept: heldBytes,
    share: lengthBytes > 0 ? Math.min(1, heldBytes / lengthBytes) : 0,
    bytesGiven: givenBytes,
    listenersServed,
    isOffered,
    ...(swarm !== undefined && { copiesElsewhere: swarm.seeders }),
  }
}

function titleOf(feedUrl: string): string {
  return feedUrl === NO_SHOW ? msg('Of shows that are not known here any more') : hostOf(feedUrl)
}

function hostOf(feedUrl: string): string {
  return new URL(feedUrl).host
}
