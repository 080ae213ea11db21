/** Peers that could not be met a moment ago: not to be tried again for a while. Pure. */
import type { Clock, Millis } from '../../shared/clock.ts'
import type { PeerId } from '../../shared/ids.ts'

const FOR_MS = 60_000
const MAX = 64

export class PeersInVain {
  readonly #clock: Clock
  /** Until when; the first to be forgiven first. */
  readonly #until = new Map<PeerId, Millis>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get peers(): readonly PeerId[] {
    this.#forgive()
    return [...this.#until.keys()]
  }

  has(peer: PeerId): boolean {
    return this.#clock.now() < (this.#until.get(peer) ?? 0)
  }

  add(peer: PeerId): void {
    this.#until.delete(peer)
    this.#until.set(peer, this.#clock.now() + FOR_MS)
    this.#forgive()
  }

  delete(peer: PeerId): void {
    this.#until.delete(peer)
  }

  #forgive(): void {
    const now = this.#clock.now()
    for (const [peer, until] of this.#until) {
      if (until > now && this.#until.size <= MAX) break
      this.#until.delete(peer)
    }
  }
}
