/**
 * Whom one member was told of a moment ago, and how many it was given as a link of late. Pure; only for choosing well.
 */
import type { Millis } from '../../src/shared/clock.ts'
import type { PeerId } from '../../src/shared/ids.ts'

/** An introduction is under way for this long at most; until then the other side is not told of it. */
const UNDER_WAY_MS = 10_000
const MAX_REMEMBERED = 32
/** A link given out counts half after this long: who left, or lost it, is soon as good as new. */
const HALF_LIFE_MS = 30_000

export class RecentLinks {
  /** The oldest first. */
  #told: Map<PeerId, Millis> | undefined
  #load = 0
  #loadAt: Millis = 0

  /** Its member was told of `peer`. */
  add(peer: PeerId, now: Millis): void {
    this.tidy(now)
    this.#told ??= new Map()
    this.#told.delete(peer)
    this.#told.set(peer, now)
    for (const oldest of this.#told.keys()) {
      if (this.#told.size <= MAX_REMEMBERED) break
      this.#told.delete(oldest)
    }
    this.count(1, now)
  }

  has(peer: PeerId, now: Millis): boolean {
    const at = this.#told?.get(peer)
    return at !== undefined && now - at < UNDER_WAY_MS
  }

  /** Links given out, the older the less they count. */
  load(now: Millis): number {
    return this.#load * 2 ** ((this.#loadAt - now) / HALF_LIFE_MS)
  }

  count(links: number, now: Millis): void {
    this.#load = this.load(now) + links
    this.#loadAt = now
  }

  tidy(now: Millis): void {
    const told = this.#told
    if (!told) return
    for (const [oldest, at] of told) {
      if (now - at < UNDER_WAY_MS) break
      told.delete(oldest)
    }
    if (told.size === 0) this.#told = undefined
  }
}
