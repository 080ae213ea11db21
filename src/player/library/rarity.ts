/**
 * What of all that is kept is rare, and most worth keeping and passing on.
 *
 * Pure. The rule, as people read it: first what somebody wants and few have; then what few have; then what was passed on most.
 * As a number: who wants it per copy there is, `(listeners + 1) / (seeders + 1)`, this browser not counted. An episode of which
 * only a part is here counts by that part, since who has all of it can serve anybody. What no tracker told of yet stands
 * between what is rare and what is common: as if one other had it, and nobody asked.
 */
import type { KeptBytes } from './kept-bytes.ts'

/** `only-here`: nobody else has all of it; `rare`: one or two others. */
export type Rarity = 'only-here' | 'rare' | 'common' | 'unknown'

const FEW_COPIES = 2

/** Of an episode that is here as a whole; a part is no copy. */
export function rarityOf({ swarm, heldBytes, lengthBytes }: KeptBytes): Rarity {
  if (swarm === undefined || heldBytes < lengthBytes) return 'unknown'
  if (swarm.seeders === 0) return 'only-here'
  return swarm.seeders <= FEW_COPIES ? 'rare' : 'common'
}

/** The most worth keeping and sharing first. Which are announced where not all can be: the first ones. */
export function byWorth<T extends KeptBytes>(kept: readonly T[]): T[] {
  return [...kept].sort(
    (a, b) =>
      needOf(b) - needOf(a) ||
      givenShare(b) - givenShare(a) ||
      b.lastUsedAt - a.lastUsedAt ||
      (a.infoHash < b.infoHash ? -1 : 1),
  )
}

/** How many times it went out as a whole. */
function givenShare({ givenBytes, lengthBytes }: KeptBytes): number {
  return lengthBytes > 0 ? givenBytes / lengthBytes : 0
}

function needOf({ swarm, heldBytes, lengthBytes }: KeptBytes): number {
  const { seeders, listeners } = swarm ?? { seeders: 1, listeners: 0 }
  const part = lengthBytes > 0 ? Math.min(1, heldBytes / lengthBytes) : 0
  return part * ((listeners + 1) / (seeders + 1))
}
