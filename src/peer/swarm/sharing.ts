/**
 * Shares episodes with other listeners: one swarm per episode, all over one wire engine and one line per tracker.
 *
 * The chunk that is loaded only when the listener shares: bittorrent-protocol and simple-peer come with it. An episode that is
 * played and one that is merely kept are shared the same way; who plays attaches as a listener.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import type { PeerId, PieceIndex } from '../../shared/ids.ts'
import type { IceServer } from '../../shared/wire/tracker.ts'
import type { PeerLink } from '../engine/peer-link.ts'
import type { UploadControl, UploadLimits } from '../governor/upload-control.ts'
import { heldBytes } from '../piece-layout.ts'
import type { PeerAsk, PeerRequest, PieceRun } from '../plan.ts'
import type { LeaseDesk } from '../signal/lease-desk.ts'
import { isSwarmFull, MAX_PEERS } from '../signal/offer-budget.ts'
import { Introductions } from '../signal/simple-peer-introductions.ts'
import { TrackerLine } from '../signal/ws-tracker-line.ts'
import type { VerifiedPieces } from '../store/verified-store.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { NetworkConfiguration, PeerFlow, SwarmCount, TrackerStatus } from '../types.ts'
import { createSwarmClient } from './bittorrent-swarm.ts'
import type { Swarm, SwarmClient, SwarmHost } from './swarm.ts'

export interface SharingOptions {
  readonly peerId: PeerId
  /** Used where a tracker names none. */
  readonly iceServers: readonly IceServer[]
  /** What the page has configured, at the time. */
  readonly network: () => NetworkConfiguration
  readonly clock: Clock
  readonly rng: Rng
}

/** Called as things happen to a shared episode; bytes are already verified. */
export interface SharingListener {
  pieceArrived(piece: PieceIndex, bytes: Uint8Array): Promise<void>
  peersChanged(): void
  /** Piece bytes went to a peer. @param by another tab's swarm: that tab's governor counts them. */
  given(bytes: number, by: 'this-tab' | 'another-tab'): void
  /** Of its trackers, this one says that its publisher took it back. */
  withdrawn(tracker: string): void
}

export interface EpisodeToShare {
  readonly torrent: TorrentFile
  readonly pieces: VerifiedPieces
  readonly trackers: readonly string[]
  readonly listener: SharingListener
  /** Somebody hears it, or keeps it; else it is offered, and for nothing else. */
  readonly isWanted: () => boolean
}

/** A tab's sharing. Made once, by the first episode that is shared. */
export class Sharing implements UploadControl {
  readonly #options: SharingOptions
  readonly #client: SwarmClient
  readonly #lines = new Map<string, TrackerLine>()
  readonly #shared = new Set<SharedEpisode>()

  constructor(options: SharingOptions) {
    this.#options = options
    this.#client = createSwarmClient(options.peerId, options.clock)
  }

  /** Joins the episode's swarm. The caller disposes of it. */
  share(episode: EpisodeToShare): SharedEpisode {
    const lines = episode.trackers.map((url) => this.#line(url))
    const shared = new SharedEpisode(this.#options, lines, episode, {
      join: (host) => this.#client.join(episode.torrent, episode.pieces.bitfield, host),
      connections: () => [...this.#shared].reduce((sum, { peerCount }) => sum + peerCount, 0),
      left: () => this.#shared.delete(shared),
    })
    this.#shared.add(shared)
    return shared
  }

  /** How much may be given to others, from now on. Nothing is before it was called. */
  setUpload(limits: UploadLimits): void {
    this.#client.setUpload(limits)
  }

  #line(url: string): TrackerLine {
    const line = this.#lines.get(url) ?? new TrackerLine(url, this.#options.clock, this.#options.rng)
    this.#lines.set(url, line)
    return line
  }
}

/** What an episode needs of the tab's sharing. */
export interface SharedTab {
  readonly join: (host: SwarmHost) => Swarm
  /** Of all its swarms together. */
  readonly connections: () => number
  readonly left: () => void
}

export class SharedEpisode implements PeerLink {
  readonly selfId: string
  readonly #options: SharingOptions
  readonly #episode: EpisodeToShare
  readonly #tab: SharedTab
  readonly #swarm: Swarm
  readonly #introductions: readonly Introductions[]
  #peerCount = 0
  #complete: boolean
  #disposed = false

  constructor(options: SharingOptions, lines: readonly TrackerLine[], episode: EpisodeToShare, tab: SharedTab) {
    this.selfId = options.peerId
    this.#options = options
    this.#episode = episode
    this.#tab = tab
    this.#complete = episode.pieces.bitfield.complete
    this.#swarm = tab.join({
      readPiece: (piece) => episode.pieces.read(piece),
      verify: (piece, bytes) => episode.pieces.verify(piece, bytes),
      pieceArrived: async (piece, bytes) => {
        await episode.listener.pieceArrived(piece, bytes)
        this.#tellHeld(piece)
      },
      peersChanged: () => this.#peersChanged(),
      given: (bytes) => episode.listener.given(bytes, 'this-tab'),
      peerBanned: (peer, why) => console.warn(`Grapevine: peer ${peer.slice(-8)} ${why}; it is shut out`),
    })
    this.#introductions = lines.map(
      (line) => new Introductions(line, this.#introductionHost(line.url), options.clock, options.rng),
    )
  }

  get meeting(): boolean {
    return this.#introductions.some((one) => one.meeting)
  }

  /** The best of its trackers. */
  get trackerStatus(): TrackerStatus {
    const order: readonly TrackerStatus[] = ['connected', 'connecting', 'retrying']
    return order.find((status) => this.#introductions.some((one) => one.status === status)) ?? 'off'
  }

  /** Listeners of this episode as the trackers count them, ourselves included. */
  get swarmSize(): number {
    return Math.max(this.#peerCount + 1, ...this.#introductions.map((one) => one.swarmSize))
  }

  /** Who else is in the swarm, as the tracker that knows of most of them says; `undefined` until one has spoken. */
  get swarmCount(): SwarmCount | undefined {
    const counts = this.#introductions.map((one) => one.swarmCount).filter((count) => count !== undefined)
    return counts.sort((a, b) => b.seeders + b.listeners - a.seeders - a.listeners)[0]
  }

  /** Of the first tracker that has leases and answers. */
  get leases(): LeaseDesk | undefined {
    return this.#introductions.map((one) => one.leases).find((desk) => desk.available)
  }

  get peerCount(): number {
    return this.#peerCount
  }

  peers(): ReturnType<PeerLink['peers']> {
    return this.#swarm.peers()
  }

  flows(): readonly PeerFlow[] {
    return this.#swarm.flows()
  }

  ask(asks: readonly PeerAsk[]): void {
    this.#swarm.ask(asks)
  }

  requests(): readonly PeerRequest[] {
    return this.#swarm.requests()
  }

  fetching(run: PieceRun): void {
    this.#swarm.fetching(run)
  }

  pieceVerified(piece: PieceIndex): void {
    this.#swarm.pieceVerified(piece)
    this.#tellHeld(piece)
  }

  pieceLost(piece: PieceIndex): void {
    this.#swarm.pieceLost(piece)
    this.#complete = false
  }

  /** Leaves the swarm: connections and announcements end now. */
  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    for (const one of this.#introductions) one.dispose()
    this.#swarm.destroy()
    this.#tab.left()
  }

  get #isFull(): boolean {
    return isSwarmFull(this.#peerCount, this.#tab.connections(), this.#episode.isWanted())
  }

  #introductionHost(tracker: string): ConstructorParameters<typeof Introductions>[1] {
    const { torrent, pieces } = this.#episode
    return {
      infoHash: torrent.infoHash,
      selfId: this.#options.peerId,
      iceServers: this.#options.iceServers,
      network: this.#options.network,
      leftBytes: () => torrent.lengthBytes - heldBytes(torrent, pieces.bitfield),
      // One that takes no more looks for nobody.
      connectedPeers: () => (this.#isFull ? MAX_PEERS : this.#peerCount),
      refuses: (peer) =>
        this.#isFull || this.#swarm.shutsOut(peer) || this.#swarm.peers().some(({ id }) => id === peer),
      connected: (connection) => {
        this.#swarm.addConnection(connection)
        this.#peersChanged()
      },
      statusChanged: () => this.#episode.listener.peersChanged(),
      leasesChanged: () => this.#episode.listener.peersChanged(),
      withdrawn: () => this.#episode.listener.withdrawn(tracker),
    }
  }

  #peersChanged(): void {
    if (this.#disposed) return
    const count = this.#swarm.peers().length
    const lost = count < this.#peerCount
    this.#peerCount = count
    if (lost) for (const one of this.#introductions) one.peerLost()
    this.#episode.listener.peersChanged()
  }

  #tellHeld(piece: PieceIndex): void {
    for (const { leases } of this.#introductions) leases.verified(piece)
    this.#checkComplete()
  }

  #checkComplete(): void {
    if (this.#complete || !this.#episode.pieces.bitfield.complete) return
    this.#complete = true
    for (const one of this.#introductions) one.completed()
  }
}
