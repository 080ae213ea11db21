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
  readonly pinned?: boolean
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

/** Of what is never evicted. */
export function pinnedBytes(held: readonly HeldEpisode[]): number {
  return held.reduce((sum, { pinned, heldBytes }) => sum + (pinned === true ? heldBytes : 0), 0)
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
  const { victims, overBytes } = oldestOver(held, neededBytes - budgetBytes, keep)
  return overBytes <= 0 ? victims : undefined
}

/**
 * The budget is another one from now on, and what is over it goes at once. What may not go is not waited for: the rest goes all the same,
 * since each byte over the budget is one too many for whoever chose it.
 * @param besideBytes of the budget, for what is kept beside these and never evicted either
 * @returns the episodes to evict, those not used for longest first
 */
export function planShrinking(
  held: readonly HeldEpisode[],
  budgetBytes: number,
  keep: ReadonlySet<InfoHash>,
  besideBytes = 0,
): readonly InfoHash[] {
  return oldestOver(held, besideBytes - grownBudget(budgetBytes, pinnedBytes(held) + besideBytes), keep).victims
}

/** @param overBytes beside what is held; negative: room that there is */
function oldestOver(held: readonly HeldEpisode[], overBytes: number, keep: ReadonlySet<InfoHash>) {
  const oldestFirst = held.filter((episode) => !episode.pinned && !keep.has(episode.infoHash) && episode.heldBytes > 0)
  oldestFirst.sort((a, b) => a.lastUsedAt - b.lastUsedAt)
  let leftBytes = held.reduce((sum, episode) => sum + episode.heldBytes, overBytes)
  const victims: InfoHash[] = []
  for (const episode of oldestFirst) {
    if (leftBytes <= 0) break
    victims.push(episode.infoHash)
    leftBytes -= episode.heldBytes
  }
  return { victims, overBytes: leftBytes }
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
