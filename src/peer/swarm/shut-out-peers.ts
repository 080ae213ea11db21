/**
 * Whom this tab has nothing to do with, in any swarm: for the session who broke the protocol or sent false bytes, for a minute who
 * kept us waiting in vain.
 *
 * A peer's id lasts as long as its page, so the lists need not be long: the oldest entries are forgotten. Pure.
 */
import type { Clock } from '../../shared/clock.ts'
import type { PeerId } from '../../shared/ids.ts'
import { PeersInVain } from '../signal/peers-in-vain.ts'

export const MOST_BANNED = 1_000

export class ShutOutPeers {
  readonly #banned = new Set<PeerId>()
  readonly #silent: PeersInVain

  constructor(clock: Clock) {
    this.#silent = new PeersInVain(clock)
  }

  /** It misbehaved. */
  ban(peer: PeerId): void {
    this.#banned.add(peer)
    for (const oldest of this.#banned) {
      if (this.#banned.size <= MOST_BANNED) break
      this.#banned.delete(oldest)
    }
  }

  /** It owed us blocks and sent none, or never greeted us as who it is. */
  wasSilent(peer: PeerId): void {
    this.#silent.add(peer)
  }

  isBanned(peer: PeerId): boolean {
    return this.#banned.has(peer)
  }

  has(peer: PeerId): boolean {
    return this.#banned.has(peer) || this.#silent.has(peer)
  }
}
