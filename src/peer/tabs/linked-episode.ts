/**
 * One shared episode of this tab, whichever tab's swarm carries it now: its engine holds on to this, and swarms come and go.
 *
 * Held here: the real swarm, which other tabs use along with this one. Held elsewhere: a {@link RemoteEpisode}. In between:
 * nobody, so that the engine goes on from cache and host.
 */
import type { Clock } from '../../shared/clock.ts'
import type { PieceIndex } from '../../shared/ids.ts'
import type { PeerAsk, PeerRequest, PeerView, PieceRun } from '../plan.ts'
import type { LeaseDesk } from '../signal/lease-desk.ts'
import type { EpisodeToShare } from '../swarm/sharing.ts'
import type { PeerFlow, SwarmCount, TrackerStatus } from '../types.ts'
import { assignGuests } from './assign-guests.ts'
import type { EpisodeLink, Sharer } from './episode-link.ts'
import { GuestEpisode } from './guest-episode.ts'
import type { GuestMessage, HolderMessage } from './tab-messages.ts'

export class LinkedEpisode implements EpisodeLink {
  readonly episode: EpisodeToShare
  readonly #clock: Clock
  readonly #disposed: (episode: LinkedEpisode) => void
  readonly #guests = new Map<string, GuestEpisode>()
  #link: EpisodeLink | undefined
  #direct = false
  #asks: readonly PeerAsk[] = []
  #guestAsks: readonly PeerAsk[] = []

  constructor(episode: EpisodeToShare, clock: Clock, disposed: (episode: LinkedEpisode) => void) {
    this.episode = episode
    this.#clock = clock
    this.#disposed = disposed
  }

  /** This tab holds the swarm. */
  hold(sharer: Sharer): void {
    if (this.#direct) return
    const { listener } = this.episode
    this.#unlink()
    this.#direct = true
    this.#link = sharer.share({
      ...this.episode,
      isWanted: () => this.#guests.size > 0 || this.episode.isWanted(),
      listener: {
        pieceArrived: async (piece, bytes) => {
          await listener.pieceArrived(piece, bytes)
          for (const guest of this.#guests.values()) guest.arrived(piece, bytes)
        },
        peersChanged: () => this.#changed(),
        given: (bytes, by) => {
          listener.given(bytes, by)
          for (const guest of this.#guests.values()) guest.given(bytes)
        },
        withdrawn: (tracker) => {
          // First: for them the swarm may end with what is done about it here.
          for (const guest of this.#guests.values()) guest.withdrawn(tracker)
          listener.withdrawn(tracker)
        },
      },
    })
    this.#askAll()
    this.#changed()
  }

  /** Another tab holds it, or will. */
  follow(link: EpisodeLink): void {
    this.#unlink()
    this.#link = link
    link.ask(this.#missing)
    this.episode.listener.peersChanged()
  }

  /** Sharing ended in this tab: connections and announcements end now. */
  part(): void {
    this.#unlink()
    this.episode.listener.peersChanged()
  }

  /** A tab that plays this through our swarm. */
  admit(guest: string, send: (message: HolderMessage) => void): void {
    this.#guests.get(guest)?.dispose()
    this.#guests.set(guest, new GuestEpisode(this.episode.pieces, this, this.#clock, send))
  }

  /** @returns whether that was the last one. */
  dismiss(guest: string): boolean {
    this.#guests.get(guest)?.dispose()
    if (!this.#guests.delete(guest)) return false
    this.#askAll()
    return this.#guests.size === 0
  }

  receive(guest: string, message: Exclude<GuestMessage, { kind: 'want' | 'unwant' }>): void {
    const { pieces, torrent } = this.episode
    switch (message.kind) {
      case 'ask':
        this.#guests.get(guest)?.ask(message.pieces.filter((piece) => piece < torrent.pieceCount))
        return this.#askAll()
      case 'fetching':
        return this.#link?.fetching(message)
      case 'stored':
        if (message.piece >= torrent.pieceCount || pieces.has(message.piece)) return
        pieces.adopt(message.piece)
        if (this.#direct) this.#link?.pieceVerified(message.piece)
        return this.#changed()
      case 'lost':
        // Gone from the store that all have: found out here as well, when it is read.
        void pieces.read(message.piece).catch(() => undefined)
    }
  }

  get selfId(): string {
    return this.#link?.selfId ?? ''
  }

  get meeting(): boolean {
    return this.#link?.meeting ?? true
  }

  get trackerStatus(): TrackerStatus {
    return this.#link?.trackerStatus ?? 'connecting'
  }

  get swarmSize(): number {
    return this.#link?.swarmSize ?? 1
  }

  get swarmCount(): SwarmCount | undefined {
    return this.#link?.swarmCount
  }

  get leases(): LeaseDesk | undefined {
    return this.#link?.leases
  }

  get peerCount(): number {
    return this.#link?.peerCount ?? 0
  }

  peers(): readonly PeerView[] {
    return this.#link?.peers() ?? []
  }

  flows(): readonly PeerFlow[] {
    return this.#link?.flows() ?? []
  }

  /** Ours: what guests asked for is nothing that our planner counts on. */
  requests(): readonly PeerRequest[] {
    const guests = new Set(this.#guestAsks.map(({ piece, peer }) => `${piece} ${peer}`))
    return (this.#link?.requests() ?? []).filter(({ piece, peer }) => !guests.has(`${piece} ${peer}`))
  }

  fetching(run: PieceRun): void {
    this.#link?.fetching(run)
  }

  ask(asks: readonly PeerAsk[]): void {
    this.#asks = asks
    this.#askAll()
  }

  pieceVerified(piece: PieceIndex): void {
    this.#link?.pieceVerified(piece)
    for (const guest of this.#guests.values()) guest.changed()
  }

  pieceLost(piece: PieceIndex): void {
    this.#link?.pieceLost(piece)
    for (const guest of this.#guests.values()) guest.changed()
  }

  dispose(): void {
    this.#unlink()
    this.#disposed(this)
  }

  /** What was asked for and has not come: asks are repeated here between two plans, and nothing is to come twice. */
  get #missing(): readonly PeerAsk[] {
    return this.#asks.filter(({ piece }) => !this.episode.pieces.has(piece))
  }

  /** Our own wishes first: they were planned with these peers in sight. */
  #askAll(): void {
    const link = this.#link
    if (link === undefined) return
    const own = this.#missing
    const wanted = this.#direct ? [...this.#guests.values()].flatMap((guest) => guest.wanted) : []
    this.#guestAsks = wanted.length === 0 ? [] : assignGuests(wanted, link.peers(), link.requests(), own)
    link.ask([...own, ...this.#guestAsks])
  }

  #changed(): void {
    this.episode.listener.peersChanged()
    for (const guest of this.#guests.values()) guest.changed()
    // Who wanted something may find somebody who has it now.
    if (this.#guests.size > 0) this.#askAll()
  }

  #unlink(): void {
    this.#link?.dispose()
    this.#link = undefined
    this.#direct = false
    this.#guestAsks = []
    for (const guest of this.#guests.values()) guest.unshared()
    this.#guests.clear()
  }
}
