/**
 * What of all that is kept is rare, and most worth keeping and passing on.
 *
 * Pure; the words for it are in ../rarity-words.ts. The order, as people read it: first what somebody wants and few have; then what few
 * have; then what was passed on most. As a number: who wants it per copy there is, `(listeners + 1) / (seeders + 1)`, this browser not
 * counted. An episode of which only a part is here counts by that part, since who has all of it can serve anybody. What no tracker told
 * of yet stands between what is rare and what is common: as if one other had it, and nobody asked.
 */
import type { KeptBytes } from './kept-bytes.ts'

/** `only-here`: nobody else has all of it; `rare`: one or two others; `unknown`: nobody has counted. */
export type Rarity = 'only-here' | 'rare' | 'common' | 'unknown'

/** With so few copies elsewhere a swarm may soon be without it. */
const FEW_COPIES = 2

/** @param copiesElsewhere other listeners that hold all of it; undefined while no tracker told */
export function rarityOf(copiesElsewhere: number | undefined): Rarity {
  if (copiesElsewhere === undefined) return 'unknown'
  if (copiesElsewhere === 0) return 'only-here'
  return copiesElsewhere <= FEW_COPIES ? 'rare' : 'common'
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
