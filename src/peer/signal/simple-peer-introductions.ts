/**
 * Gets introduced to other listeners of one episode through one tracker, and hands over what connects.
 *
 * It speaks the WebTorrent tracker protocol, so stock clients meet us and we meet them. Offers are made only when the
 * tracker counts somebody we do not know; a lone listener creates no PeerConnection. Candidates travel inside
 * the description (no trickle). It knows nothing of pieces.
 */

import type { Instance } from 'simple-peer'
import SimplePeer from 'simple-peer/simplepeer.min.js'
import type { Clock, Rng } from '../../shared/clock.ts'
import type { InfoHash, PeerId } from '../../shared/ids.ts'
import type {
  AnnounceAck,
  AnnounceEvent,
  IceServer,
  Offer,
  OfferId,
  TrackerMessage,
} from '../../shared/wire/tracker.ts'
import { DEFAULT_INTERVAL_SECONDS } from '../../shared/wire/tracker.ts'
import type { PeerConnection } from '../swarm/swarm.ts'
import type { TrackerStatus } from '../types.ts'
import { EAGER_MS, MAX_PEERS, nextAnnounceMs, offersToMake, type SwarmCensus } from './offer-budget.ts'
import type { LineMember, TrackerLine } from './ws-tracker-line.ts'

export interface IntroductionHost {
  readonly infoHash: InfoHash
  readonly selfId: PeerId
  /** Where no tracker says otherwise. */
  readonly iceServers: readonly IceServer[]
  readonly leftBytes: () => number
  readonly connectedPeers: () => number
  /** Connected already, or shut out. */
  readonly refuses: (peer: PeerId) => boolean
  readonly connected: (connection: PeerConnection) => void
  readonly statusChanged: () => void
}

/** An offer nobody answered, or an answer that led nowhere, is given up after this. */
const OFFER_TTL_MS = 30_000
const CONNECT_TIMEOUT_MS = 15_000
/** STUN may be out of reach: an offer goes out with the candidates found by then. */
const GATHERING_MS = 1_000
/** Introductions take well under a second where they succeed at all. */
const MEETING_MS = 5_000

interface Attempt {
  readonly peer: Instance
  readonly ours: boolean
  cancelTimer: () => void
}

export class Introductions implements LineMember {
  readonly infoHash: InfoHash
  readonly #host: IntroductionHost
  readonly #line: TrackerLine
  readonly #clock: Clock
  readonly #rng: Rng
  readonly #leave: () => void
  readonly #offers = new Map<OfferId, Attempt>()
  readonly #attempts = new Map<PeerId, Attempt>()
  #iceServers: readonly IceServer[]
  #others = 0
  #intervalMs = DEFAULT_INTERVAL_SECONDS * 1000
  #cancelAnnounce: () => void = () => {}
  #openedAtMs = Number.NEGATIVE_INFINITY
  #answered = false
  #nextAnnounceAtMs = Number.POSITIVE_INFINITY
  #disposed = false

  constructor(line: TrackerLine, host: IntroductionHost, clock: Clock, rng: Rng) {
    this.infoHash = host.infoHash
    this.#host = host
    this.#line = line
    this.#clock = clock
    this.#rng = rng
    this.#iceServers = host.iceServers
    this.#leave = line.join(this)
  }

  get status(): TrackerStatus {
    return this.#line.status
  }

  /**
   * True while peers may turn up any moment: the tracker is being reached or asked, or introductions are under way. Never for
   * long: whoever has not answered by then is not waited for.
   */
  get meeting(): boolean {
    if (this.#line.status === 'connecting') return true
    const fresh = this.#clock.now() - this.#openedAtMs < MEETING_MS
    return fresh && (!this.#answered || this.#offers.size + this.#attempts.size > 0)
  }

  /** Listeners in the swarm as the tracker counted them last, ourselves included. */
  get swarmSize(): number {
    return this.#others + 1
  }

  opened(): void {
    this.#openedAtMs = this.#clock.now()
    this.#answered = false
    this.#announce('started', [])
  }

  statusChanged(): void {
    this.#host.statusChanged()
  }

  /** Everything is held now: tell the tracker (BEP 3, `completed`). */
  completed(): void {
    this.#announce('completed', [])
  }

  /** A peer was lost: somebody else may be around. */
  peerLost(): void {
    if (this.#nextAnnounceAtMs - this.#clock.now() > EAGER_MS) this.#schedule()
  }

  received(message: TrackerMessage): void {
    switch (message.type) {
      case 'announced':
        return this.#onAck(message)
      case 'offer':
        return this.#onOffer(message.peerId, message.offerId, message.sdp)
      case 'answer':
        return this.#onAnswer(message.peerId, message.offerId, message.sdp)
      case 'failure':
        console.warn(`Grapevine: the tracker refuses: ${message.reason}`)
        // It may be full, or not know the show yet: ask again.
        if (message.action === 'announce') this.#schedule((this.#intervalMs / 4) * (0.5 + this.#rng()))
        return
      case 'scraped':
        return
    }
  }

  /** Leaves the swarm at the tracker and drops what has not connected yet. */
  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    this.#cancelAnnounce()
    this.#announce('stopped', [])
    this.#leave()
    for (const attempt of [...this.#offers.values(), ...this.#attempts.values()]) this.#end(attempt)
    this.#offers.clear()
    this.#attempts.clear()
  }

  get #census(): SwarmCensus {
    return {
      others: this.#others,
      connected: this.#host.connectedPeers(),
      pending: this.#offers.size + this.#attempts.size,
    }
  }

  #announce(event: AnnounceEvent | undefined, offers: readonly Offer[]): void {
    this.#line.send({
      type: 'announce',
      infoHash: this.infoHash,
      peerId: this.#host.selfId,
      ...(event !== undefined && { event }),
      numwant: offers.length,
      leftBytes: this.#host.leftBytes(),
      offers,
    })
  }

  #onAck(ack: AnnounceAck): void {
    this.#answered = true
    this.#others = Math.max(0, ack.complete + ack.incomplete - 1)
    this.#intervalMs = ack.intervalSeconds * 1000
    if (ack.iceServers !== undefined) this.#iceServers = ack.iceServers
    const count = offersToMake(this.#census)
    if (count > 0) void this.#offer(count)
    this.#schedule()
    this.#host.statusChanged()
  }

  #schedule(delayMs = nextAnnounceMs(this.#census, this.#intervalMs, this.#rng())): void {
    if (this.#disposed) return
    this.#cancelAnnounce()
    this.#nextAnnounceAtMs = this.#clock.now() + delayMs
    this.#cancelAnnounce = this.#clock.after(delayMs, () => {
      this.#announce(undefined, [])
      this.#schedule()
    })
  }

  async #offer(count: number): Promise<void> {
    const offers = (await Promise.all(Array.from({ length: count }, () => this.#makeOffer()))).filter(
      (offer) => offer !== undefined,
    )
    if (!this.#disposed && offers.length > 0) this.#announce(undefined, offers)
  }

  #makeOffer(): Promise<Offer | undefined> {
    const attempt = this.#connect(true)
    if (attempt === undefined) return Promise.resolve(undefined)
    const offerId = randomOfferId()
    this.#offers.set(offerId, attempt)
    const forget = (): void => void this.#offers.delete(offerId)
    attempt.cancelTimer = this.#clock.after(OFFER_TTL_MS, () => this.#end(attempt))
    attempt.peer.once('close', forget)
    return new Promise((resolve) => {
      attempt.peer.once('signal', (data) =>
        resolve('sdp' in data && data.sdp !== undefined ? { offerId, sdp: data.sdp } : undefined),
      )
      attempt.peer.once('close', () => resolve(undefined))
    })
  }

  #onOffer(from: PeerId, offerId: OfferId, sdp: string): void {
    if (from === this.#host.selfId || this.#host.refuses(from)) return
    if (this.#host.connectedPeers() + this.#attempts.size >= MAX_PEERS) return
    const other = this.#attempts.get(from)
    // Both sides may have made an offer: the one of the smaller id is kept, by both.
    if (other !== undefined && (!other.ours || this.#host.selfId < from)) return
    if (other !== undefined) this.#end(other)
    const attempt = this.#connect(false)
    if (attempt === undefined) return
    this.#pursue(from, attempt)
    attempt.peer.once('signal', (data) => {
      if (!('sdp' in data) || data.sdp === undefined) return
      const { infoHash } = this
      this.#line.send({ type: 'answer', infoHash, peerId: this.#host.selfId, toPeerId: from, offerId, sdp: data.sdp })
    })
    this.#signal(attempt, { type: 'offer', sdp })
  }

  #onAnswer(from: PeerId, offerId: OfferId, sdp: string): void {
    const attempt = this.#offers.get(offerId)
    if (attempt === undefined) return
    this.#offers.delete(offerId)
    const other = this.#attempts.get(from)
    if (
      from === this.#host.selfId ||
      this.#host.refuses(from) ||
      (other !== undefined && (other.ours || this.#host.selfId > from))
    ) {
      return this.#end(attempt)
    }
    if (other !== undefined) this.#end(other)
    this.#pursue(from, attempt)
    this.#signal(attempt, { type: 'answer', sdp })
  }

  #connect(initiator: boolean): Attempt | undefined {
    try {
      const peer = new SimplePeer({
        initiator,
        trickle: false,
        config: {
          iceServers: this.#iceServers.map(({ urls, ...rest }) => ({
            ...rest,
            urls: typeof urls === 'string' ? urls : [...urls],
          })),
        },
        // Not in @types/simple-peer, but in its source (index.js).
        ...({ iceCompleteTimeout: GATHERING_MS } as object),
      })
      // A failed attempt ends with `close`; the reason matters to nobody.
      peer.on('error', () => {})
      return { peer, ours: initiator, cancelTimer: () => {} }
    } catch {
      return undefined
    }
  }

  /** The remote's id is known: follow the attempt until it connects or ends. */
  #pursue(from: PeerId, attempt: Attempt): void {
    this.#attempts.set(from, attempt)
    attempt.cancelTimer()
    attempt.cancelTimer = this.#clock.after(CONNECT_TIMEOUT_MS, () => this.#end(attempt))
    const forget = (): void => {
      attempt.cancelTimer()
      if (this.#attempts.get(from) === attempt) this.#attempts.delete(from)
      this.#host.statusChanged()
    }
    attempt.peer.once('close', forget)
    attempt.peer.once('connect', () => {
      forget()
      if (this.#disposed || this.#host.refuses(from)) return this.#end(attempt)
      this.#host.connected(Object.assign(attempt.peer, { id: from }))
    })
  }

  #signal(attempt: Attempt, description: { type: 'offer' | 'answer'; sdp: string }): void {
    try {
      attempt.peer.signal(description)
    } catch {
      // A description the browser cannot read is the other side's fault.
      this.#end(attempt)
    }
  }

  #end(attempt: Attempt): void {
    attempt.cancelTimer()
    attempt.peer.destroy()
  }
}

function randomOfferId(): OfferId {
  const bytes = crypto.getRandomValues(new Uint8Array(20))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as OfferId
}
