/**
 * Listeners that come, give, take and go, by the clock and by chance: what the live picture of a swarm shows in demos and tests.
 */
import type { PeerFlow } from '../../peer/types.ts'
import type { Rng } from '../../shared/clock.ts'

/** One look to the next. */
const STEP_SECONDS = 0.5
const PIECES = 160

interface FakePeer {
  readonly id: string
  receivedBytes: number
  givenBytes: number
  receive: number
  give: number
  has: number
}

export class FakeFlows {
  readonly #rng: Rng
  readonly #most: number
  readonly #peers: FakePeer[] = []
  #met = 0
  #steps = 0

  /** @param most listeners at a time */
  constructor(rng: Rng, most: number) {
    this.#rng = rng
    this.#most = most
  }

  /** Half a second later. @param sharing false: everybody is gone. */
  step(sharing: boolean): readonly PeerFlow[] {
    this.#steps += 1
    if (!sharing) this.#peers.length = 0
    else if (this.#peers.length < this.#most && this.#steps % 2 === 1) this.#meet()
    else if (this.#peers.length > 2 && this.#rng() < 0.02) this.#peers.splice(Math.floor(this.#rng() * this.#most), 1)
    for (const peer of this.#peers) this.#flow(peer)
    return this.flows
  }

  get flows(): readonly PeerFlow[] {
    return this.#peers.map(({ id, receivedBytes, givenBytes, receive, give, has }) => {
      const rates = { receiveBytesPerSecond: Math.round(receive), giveBytesPerSecond: Math.round(give) }
      const counts = { receivedBytes: Math.round(receivedBytes), givenBytes: Math.round(givenBytes) }
      return { id, ...counts, ...rates, has, kind: has === 1 ? 'seeder' : 'listener' }
    })
  }

  #meet(): void {
    this.#met += 1
    const has = this.#rng() < 0.3 ? 1 : Math.round(this.#rng() * PIECES) / PIECES
    this.#peers.push({ id: String(this.#met), receivedBytes: 0, givenBytes: 0, receive: 0, give: 0, has })
  }

  #flow(peer: FakePeer): void {
    peer.receive = this.#drift(peer.receive, peer.has > 0.2, 240_000)
    peer.give = this.#drift(peer.give, peer.has < 1, 70_000)
    peer.receivedBytes += peer.receive * STEP_SECONDS
    peer.givenBytes += peer.give * STEP_SECONDS
    if (peer.has < 1) peer.has = Math.min(1, peer.has + Math.floor(this.#rng() * 2) / PIECES)
  }

  /** Now and then it rests. */
  #drift(rate: number, able: boolean, most: number): number {
    if (!able || this.#rng() < 0.08) return 0
    return rate * 0.7 + this.#rng() * most * 0.3
  }
}
