/**
 * Decides which episodes make room for a new piece: whole ones, those not used for longest first.
 *
 * Whole episodes, because half an episode neither replays offline nor is of much use to others. Nothing is evicted where even
 * all of it would not be enough.
 */
import type { InfoHash } from '../../shared/ids.ts'

export interface HeldEpisode {
  readonly infoHash: InfoHash
  readonly heldBytes: number
  readonly lastUsedAt: number
  /** Never evicted. */
  readonly pinned?: true
}

/** However much is pinned, what is only heard keeps this part of the budget, so that it replays and is passed on. */
const UNPINNED_PART = 1 / 4

/**
 * What is pinned counts within the budget, which grows where that is not enough. The disk's own limit is met by {@link planQuotaEviction}.
 * @param pinnedBytes bytes of pinned episodes, with those about to be written
 */
export function grownBudget(budgetBytes: number, pinnedBytes: number): number {
  return pinnedBytes === 0 ? budgetBytes : Math.max(budgetBytes, pinnedBytes + budgetBytes * UNPINNED_PART)
}

/**
 * @param keep episodes that stay whatever happens: the one being written, and those in use.
 * @param neededBytes bytes to make room for.
 * @returns the episodes to evict (none, where there is room), or `undefined` where room can't be made.
 */
export function planEviction(
  held: readonly HeldEpisode[],
  neededBytes: number,
  budgetBytes: number,
  keep: ReadonlySet<InfoHash>,
): readonly InfoHash[] | undefined {
  let overBytes = held.reduce((sum, episode) => sum + episode.heldBytes, neededBytes - budgetBytes)
  const oldestFirst = held.filter((episode) => !episode.pinned && !keep.has(episode.infoHash) && episode.heldBytes > 0)
  oldestFirst.sort((a, b) => a.lastUsedAt - b.lastUsedAt)
  const victims: InfoHash[] = []
  for (const episode of oldestFirst) {
    if (overBytes <= 0) break
    victims.push(episode.infoHash)
    overBytes -= episode.heldBytes
  }
  return overBytes <= 0 ? victims : undefined
}

/** After the disk itself said it is full: how much it could take is unknown, so room for the piece is made below today's usage. */
export function planQuotaEviction(
  held: readonly HeldEpisode[],
  neededBytes: number,
  keep: ReadonlySet<InfoHash>,
): readonly InfoHash[] | undefined {
  const usageBytes = held.reduce((sum, episode) => sum + episode.heldBytes, 0)
  return planEviction(held, neededBytes, usageBytes, keep)
}
