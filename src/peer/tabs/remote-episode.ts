/**
 * An episode shared through another tab's swarm: that tab is one peer, who has what it or any of its peers can deliver.
 *
 * Asked piece by piece. What it sends is hashed here like anything a peer sends. It decides nothing about swarms: it tells the
 * holder what is wanted, and its engine goes on from cache and host whenever the holder is not there.
 */
import type { Clock } from '../../shared/clock.ts'
import type { PieceIndex } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import type { PeerAsk, PeerRequest, PeerView, PieceRun } from '../plan.ts'
import type { EpisodeToShare } from '../swarm/sharing.ts'
import type { PeerFlow, TrackerStatus } from '../types.ts'
import type { EpisodeLink } from './episode-link.ts'
import type { GuestMessage, HolderMessage } from './tab-messages.ts'

/** Deliveries of so long are averaged. */
const RATE_WINDOW_MS = 5_000

export class RemoteEpisode implements EpisodeLink {
  readonly selfId: string
  readonly #episode: EpisodeToShare
  readonly #clock: Clock
  readonly #send: (message: GuestMessage) => void
  readonly #deliveries: { readonly atMs: number; readonly bytes: number }[] = []
  #holder: string | undefined
  #state: (Omit<Extract<HolderMessage, { kind: 'state' }>, 'has'> & { readonly has: Bitfield }) | undefined
  /** Asked and not here, with when; in the order asked for. */
  #asked: ReadonlyMap<PieceIndex, number> = new Map()
  /** The holder does not share this episode. */
  #unshared = false
  #latencyMs = 0
  #heardAtMs = 0

  /** @param send to the holder, if there is one; nothing is lost where there is none, see {@link joined}. */
  constructor(tab: string, episode: EpisodeToShare, clock: Clock, send: (message: GuestMessage) => void) {
    this.selfId = `tab:${tab}`
    this.#episode = episode
    this.#clock = clock
    this.#send = send
  }

  /** There is a (new) holder: it is told what is wanted. */
  joined(holder: string): void {
    this.#holder = holder
    this.#state = undefined
    this.#unshared = false
    const { torrent, trackers } = this.#episode
    this.#send({ kind: 'want', torrentFile: torrent.bytes, trackers })
    this.#heardAtMs = this.#clock.now()
    if (this.#asked.size > 0) this.#send({ kind: 'ask', pieces: [...this.#asked.keys()] })
    this.#episode.listener.peersChanged()
  }

  /** The holder is gone, or does not answer. */
  parted(): void {
    this.#holder = undefined
    this.#state = undefined
    this.#episode.listener.peersChanged()
  }

  /** Until the holder has spoken, peers may turn up any moment. */
  get meeting(): boolean {
    return this.#state?.meeting ?? !this.#unshared
  }

  get trackerStatus(): TrackerStatus {
    return this.#state?.tracker ?? 'connecting'
  }

  get swarmSize(): number {
    return this.#state?.swarmSize ?? 1
  }

  get peerCount(): number {
    return this.#state?.peers ?? 0
  }

  flows(): readonly PeerFlow[] {
    return this.#state?.flows ?? []
  }

  peers(): readonly PeerView[] {
    if (this.#holder === undefined || this.#unshared) return []
    const has = this.#state?.has
    return [
      {
        id: `tab:${this.#holder}`,
        has: has && ((piece) => piece < has.length && has.get(piece)),
        heldPieces: this.#state?.has?.count ?? 0,
        choking: false,
        rateBytesPerSecond: this.#rate(),
        latencyMs: this.#latencyMs,
      },
    ]
  }

  requests(): readonly PeerRequest[] {
    if (this.#holder === undefined) return []
    const peer = `tab:${this.#holder}`
    const now = this.#clock.now()
    return [...this.#asked].map(([piece, atMs]) => {
      return { piece, peer, receivedBytes: 0, silentMs: now - Math.max(atMs, this.#heardAtMs) }
    })
  }

  ask(asks: readonly PeerAsk[]): void {
    const now = this.#clock.now()
    const asked = new Map(asks.map(({ piece }) => [piece, this.#asked.get(piece) ?? now]))
    const before = [...this.#asked.keys()]
    this.#asked = asked
    const pieces = [...asked.keys()]
    if (pieces.length === before.length && pieces.every((piece, i) => piece === before[i])) return
    if (this.#holder !== undefined) this.#send({ kind: 'ask', pieces })
  }

  fetching({ first, last }: PieceRun): void {
    if (this.#holder !== undefined) this.#send({ kind: 'fetching', first, last })
  }

  pieceVerified(piece: PieceIndex): void {
    // The holder reads it from the store that both have; one that is only in memory here can't be given away.
    void this.#episode.pieces.stored(piece).then((stored) => {
      if (stored && this.#holder !== undefined) this.#send({ kind: 'stored', piece })
    })
  }

  pieceLost(piece: PieceIndex): void {
    if (this.#holder !== undefined) this.#send({ kind: 'lost', piece })
  }

  async receive(message: HolderMessage): Promise<void> {
    const { pieces, torrent, listener } = this.#episode
    switch (message.kind) {
      case 'state': {
        const has = Bitfield.fromBytes(message.has, torrent.pieceCount)
        // A holder that had to open the episode first did not hear what was asked of it meanwhile.
        const isFirst = this.#state === undefined
        if (has !== undefined) this.#state = { ...message, has }
        this.#unshared = false
        if (isFirst && this.#asked.size > 0) this.#send({ kind: 'ask', pieces: [...this.#asked.keys()] })
        return listener.peersChanged()
      }
      case 'unshared':
        this.#state = undefined
        this.#unshared = true
        return listener.peersChanged()
      case 'withdrawn':
        return listener.withdrawn(message.tracker)
      case 'given':
        return listener.given(message.bytes, 'another-tab')
      case 'piece': {
        const { piece, bytes, fromPeers } = message
        this.#delivered(piece, bytes.length)
        if (piece >= torrent.pieceCount || pieces.has(piece)) return
        if (!(await pieces.verify(piece, bytes)) || pieces.has(piece)) return
        // This browser held it all along: it is not counted as somebody's gift.
        if (!fromPeers) pieces.adopt(piece)
        await listener.pieceArrived(piece, bytes)
        this.pieceVerified(piece)
      }
    }
  }

  dispose(): void {
    if (this.#holder !== undefined) this.#send({ kind: 'unwant' })
    this.#holder = undefined
  }

  #delivered(piece: PieceIndex, bytes: number): void {
    const now = this.#clock.now()
    const askedAtMs = this.#asked.get(piece)
    if (askedAtMs !== undefined) this.#latencyMs = now - Math.max(askedAtMs, this.#heardAtMs)
    this.#asked = new Map([...this.#asked].filter(([asked]) => asked !== piece))
    this.#heardAtMs = now
    this.#deliveries.push({ atMs: now, bytes })
  }

  #rate(): number {
    const now = this.#clock.now()
    while ((this.#deliveries[0]?.atMs ?? now) < now - RATE_WINDOW_MS) this.#deliveries.shift()
    const [first] = this.#deliveries
    if (first === undefined) return 0
    const bytes = this.#deliveries.reduce((sum, delivery) => sum + delivery.bytes, 0)
    return (bytes / Math.max(1_000, now - first.atMs)) * 1_000
  }
}
