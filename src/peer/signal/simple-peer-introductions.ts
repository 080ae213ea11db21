/**
 * Gets introduced to other listeners of one episode through one tracker, and hands over what connects.
 *
 * A tracker of ours names peers, and each gets one offer made for it (directed signalling). Other trackers get offers for
 * whoever they like, as from a stock WebTorrent client; those of stock clients are answered always. Nothing is made unless
 * somebody is there: a lone listener creates no PeerConnection. It knows nothing of pieces; leases only pass through.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import type { InfoHash, PeerId } from '../../shared/ids.ts'
import type {
  AnnounceAck,
  AnnounceEvent,
  Failure,
  IceServer,
  Offer,
  OfferId,
  RelayedOffer,
  TrackerMessage,
} from '../../shared/wire/tracker.ts'
import { WIRE_LIMITS } from '../../shared/wire/tracker.ts'
import type { SwarmCount, TrackerStatus } from '../types.ts'
import { AnnounceTimes } from './announce-times.ts'
import { BlindOffers } from './blind-offers.ts'
import type { IntroductionHost } from './introduction-host.ts'
import { JoinToken } from './join-token.ts'
import { type LeaseDesk, TrackerLeaseDesk } from './lease-desk.ts'
import { MeetingQueue, type Target } from './meeting-queue.ts'
import { networkInForce } from './network-configuration.ts'
import { MAX_PEERS, offersToMake, peersToWant, type SwarmCensus, WANTED_HOLDERS } from './offer-budget.ts'
import { PeersInVain } from './peers-in-vain.ts'
import { randomOfferId } from './random-offer-id.ts'
import { Attempt, type AttemptPlan, warmUp } from './simple-peer-attempt.ts'
import { withoutUs } from './swarm-count.ts'
import type { LineMember, TrackerLine } from './ws-tracker-line.ts'

/** Introductions take well under a second where they succeed at all. */
const MEETING_MS = 5_000

export class Introductions implements LineMember {
  readonly infoHash: InfoHash
  readonly #host: IntroductionHost
  readonly #line: TrackerLine
  readonly #clock: Clock
  readonly #leave: () => void
  readonly #desk: TrackerLeaseDesk
  readonly #blind = new BlindOffers<Attempt>(newOfferId, (offerId, described, ended) =>
    this.#attempt({ offerId, to: undefined, ours: true, trickles: false }, described, ended),
  )
  readonly #attempts = new Map<PeerId, Attempt>()
  readonly #connected = new Set<PeerId>()
  readonly #inVain: PeersInVain
  readonly #queue: MeetingQueue
  readonly #token: JoinToken
  #trackerIceServers: readonly IceServer[] | undefined
  #others = 0
  #count: SwarmCount | undefined
  /** The tracker names peers; undefined: not known yet. */
  #isDirected: boolean | undefined
  readonly #times: AnnounceTimes
  #openedAtMs = Number.NEGATIVE_INFINITY
  #answered = false
  #disposed = false

  constructor(line: TrackerLine, host: IntroductionHost, clock: Clock, rng: Rng) {
    this.infoHash = host.infoHash
    this.#host = host
    this.#line = line
    this.#clock = clock
    this.#inVain = new PeersInVain(clock)
    this.#times = new AnnounceTimes({ clock, rng, census: () => this.#census, announce: () => this.#announce() })
    this.#queue = new MeetingQueue(clock, (target) => this.#offerTo(target))
    this.#token = new JoinToken(host.infoHash, {
      source: () => host.network?.().joinToken,
      ready: () => this.#announce('started'),
      complain: (words) => console.warn(`Grapevine: ${words}`),
    })
    this.#desk = new TrackerLeaseDesk({
      clock,
      selfId: host.selfId,
      send: (pieces, have) => line.send({ type: 'lease', infoHash: host.infoHash, peerId: host.selfId, pieces, have }),
      changed: () => host.leasesChanged?.(),
      named: (peers) => this.#meetHolders(peers),
    })
    this.#leave = line.join(this)
    warmUp()
  }

  get status(): TrackerStatus {
    return this.#line.status
  }

  /** Which pieces may be fetched from the origin, as this tracker says. */
  get leases(): LeaseDesk {
    return this.#desk
  }

  /**
   * True while peers may turn up any moment: the tracker is being reached or asked, or introductions are under way. Never for
   * long: whoever has not answered by then is not waited for.
   */
  get meeting(): boolean {
    if (this.#line.status === 'connecting') return true
    const fresh = this.#clock.now() - this.#openedAtMs < MEETING_MS
    return fresh && (!this.#answered || this.#pending > 0)
  }

  /** Listeners in the swarm as the tracker counted them last, ourselves included. */
  get swarmSize(): number {
    return this.#others + 1
  }

  /** Who else is in the swarm, as the tracker counted last; `undefined`: it has not said yet. */
  get swarmCount(): SwarmCount | undefined {
    return this.#count
  }

  opened(): void {
    this.#meetAnew()
    this.#times.met()
    this.#announce('started')
  }

  statusChanged(status: TrackerStatus): void {
    // Told before the line is said to be open: in between nobody is to believe that peers were looked for.
    if (status === 'connected') this.#meetAnew()
    else this.#desk.lost()
    this.#host.statusChanged()
  }

  /** Everything is held now: tell the tracker (BEP 3, `completed`). */
  completed(): void {
    this.#announce('completed')
  }

  /** A peer was lost: somebody else may be around. */
  peerLost(): void {
    this.#times.peerLost()
  }

  received(message: TrackerMessage): void {
    switch (message.type) {
      case 'announced':
        return this.#onAck(message)
      case 'offer':
        return this.#onOffer(message)
      case 'answer':
        return this.#onAnswer(message.peerId, message.offerId, message.sdp)
      case 'candidates':
        return this.#attemptOf(message.peerId, message.offerId)?.addCandidates(message.candidates)
      case 'refused':
        return this.#onRefused(message.peerId, message.offerId)
      case 'leased':
        return this.#desk.answered(message)
      case 'failure':
        if (message.code === 'token' && this.#token.refused()) return this.#announce('started')
        return this.#onFailure(message)
      case 'scraped':
        return
    }
  }

  /** Leaves the swarm at the tracker and drops what has not connected yet. */
  dispose(): void {
    if (this.#disposed) return
    this.#times.end()
    this.#queue.clear()
    // A swarm that the tracker does not serve can't be left.
    if (!this.#times.isUnlisted) this.#announce('stopped')
    this.#disposed = true
    this.#leave()
    this.#desk.dispose()
    this.#blind.end()
    for (const attempt of this.#attempts.values()) attempt.end()
    this.#attempts.clear()
  }

  get #pending(): number {
    return this.#blind.size + this.#attempts.size + this.#queue.size
  }

  /** Every place is taken, or promised. */
  get #isFull(): boolean {
    return this.#host.connectedPeers() + this.#attempts.size >= MAX_PEERS
  }

  get #census(): SwarmCensus {
    return { others: this.#others, connected: this.#host.connectedPeers(), pending: this.#pending }
  }

  #meetAnew(): void {
    this.#openedAtMs = this.#clock.now()
    this.#answered = false
  }

  #announce(event?: AnnounceEvent, offers: readonly Offer[] = []): void {
    // Whatever is announced after `stopped` joins the swarm again.
    if (this.#disposed) return
    const token = event === 'stopped' ? this.#token.field : this.#token.take()
    if (token === undefined) return
    const want = event === 'completed' || event === 'stopped' || offers.length > 0 ? 0 : peersToWant(this.#census)
    const except = new Set([...this.#connected, ...this.#attempts.keys(), ...this.#inVain.peers])
    // With each announce: which of them is the first over a socket that the tracker takes is the tracker's to know.
    const secret = this.#line.secretOf(this.infoHash)
    this.#line.send({
      type: 'announce',
      infoHash: this.infoHash,
      peerId: this.#host.selfId,
      ...(event !== undefined && { event }),
      numwant: offers.length,
      want,
      ...(want > 0 && except.size > 0 && { except: [...except].slice(0, WIRE_LIMITS.peersPerAnnounce) }),
      leftBytes: this.#host.leftBytes(),
      ...(secret !== undefined && { secret }),
      ...token,
      offers,
    })
  }

  #onAck(ack: AnnounceAck): void {
    if (this.#disposed) return
    this.#token.accepted()
    const counted = Math.max(0, ack.complete + ack.incomplete - 1)
    this.#isDirected = ack.peers !== undefined
    this.#count = withoutUs(ack, this.#host.leftBytes() === 0)
    // A seeder has nothing to do with seeders, and our tracker does not name them to it.
    this.#others = this.#isDirected && this.#host.leftBytes() === 0 ? ack.incomplete : counted
    if (ack.iceServers !== undefined) this.#trackerIceServers = ack.iceServers
    this.#desk.acknowledged(ack.leaseSeconds)
    if (this.#isDirected) {
      this.#meet((ack.peers ?? []).map((peer) => ({ peer, isStock: false })))
      this.#meet((ack.stock ?? []).map((peer) => ({ peer, isStock: true })))
    } else {
      const count = offersToMake(this.#census)
      if (count > 0) {
        void this.#blind.make(count).then((offers) => offers.length > 0 && this.#announce(undefined, offers))
      }
    }
    // Not before: whoever asks in between is to know that somebody is being met.
    this.#answered = true
    this.#times.acknowledged(ack.intervalSeconds, this.#isDirected)
    this.#host.statusChanged()
  }

  #onFailure({ action, code, infoHash, reason }: Failure): void {
    // Said of this file by name: a word about some other one, or about the socket, is no word about what is kept here.
    const isOurs = infoHash === this.infoHash
    if (isOurs && (code === 'unlisted' || code === 'withdrawn')) return this.#onUnlisted(code, reason)
    console.warn(`Grapevine: the tracker refuses: ${reason}`)
    if (action === 'announce') this.#times.refused()
    if (action === 'lease') this.#desk.refused()
  }

  #onUnlisted(code: 'unlisted' | 'withdrawn', reason: string): void {
    if (this.#disposed) return
    if (!this.#times.isUnlisted) console.warn(`Grapevine: the tracker does not serve this file: ${reason}`)
    this.#times.unlisted()
    this.#answered = true
    this.#desk.lost()
    this.#host.statusChanged()
    if (code === 'withdrawn') this.#host.withdrawn?.()
  }

  /** Those that are on a piece, or hold it: within limits, one at a time. */
  #meetHolders(peers: readonly PeerId[]): void {
    const { connected, pending } = this.#census
    if (pending > 0 || connected >= WANTED_HOLDERS) return
    const found = peers.find(
      (peer) => !this.#connected.has(peer) && !this.#inVain.has(peer) && !this.#host.refuses(peer),
    )
    if (found !== undefined) this.#meet([{ peer: found, isStock: false }])
  }

  #meet(targets: readonly Target[]): void {
    // However many a tracker names, and however often.
    this.#queue.add(targets.slice(0, Math.max(0, MAX_PEERS - this.#pending)))
  }

  /** @returns false where there is no need, no room, or no connection to be had. */
  #offerTo({ peer, isStock }: Target): boolean {
    const { selfId, refuses } = this.#host
    if (peer === selfId || refuses(peer) || this.#connected.has(peer) || this.#attempts.has(peer)) return false
    if (this.#disposed || this.#isFull) return false
    const offerId = newOfferId()
    const attempt = this.#attempt({ offerId, to: peer, ours: true, trickles: !isStock }, (sdp) => {
      this.#line.send({ type: 'directed-offer', ...this.#ids(peer, offerId), sdp })
      if (!isStock) this.#queue.next()
    })
    if (attempt === undefined) return false
    this.#attempts.set(peer, attempt)
    return true
  }

  #onRefused(from: PeerId, offerId: OfferId): void {
    const attempt = this.#attemptOf(from, offerId)
    if (attempt?.ours !== true) return
    attempt.end()
    this.#gone(from, attempt)
  }

  #onOffer({ peerId: from, offerId, sdp, ...offer }: RelayedOffer): void {
    const directed = offer.directed === true
    const { selfId } = this.#host
    if (from === selfId || this.#disposed) return
    if (this.#host.refuses(from) || this.#isFull) {
      if (directed) this.#line.send({ type: 'refusal', ...this.#ids(from, offerId) })
      return
    }
    const other = this.#attempts.get(from)
    // Both sides may have made an offer: the one of the smaller id is kept, by both. A second one made for us replaces the first.
    if (other !== undefined && (other.ours ? selfId < from : !directed)) return
    if (other !== undefined) {
      this.#attempts.delete(from)
      other.end()
    }
    const attempt = this.#attempt({ offerId, to: from, ours: false, trickles: directed }, (answer) => {
      this.#line.send({ type: 'answer', ...this.#ids(from, offerId), sdp: answer })
    })
    if (attempt === undefined) return
    this.#attempts.set(from, attempt)
    attempt.accept('offer', sdp)
  }

  #onAnswer(from: PeerId, offerId: OfferId, sdp: string): void {
    const blind = this.#blind.take(offerId)
    if (blind === undefined) {
      const attempt = this.#attemptOf(from, offerId)
      if (attempt?.ours === true) attempt.accept('answer', sdp)
      return
    }
    const { selfId } = this.#host
    const other = this.#attempts.get(from)
    const isUnwanted = other === undefined ? this.#isFull : other.ours || selfId > from
    if (isUnwanted || from === selfId || this.#host.refuses(from)) return blind.end()
    other?.end()
    this.#attempts.set(from, blind)
    blind.accept('answer', sdp)
  }

  /** @returns `undefined` where the browser refuses another connection. */
  #attempt(
    plan: Omit<AttemptPlan, 'iceServers' | 'iceTransportPolicy'>,
    description: (sdp: string) => void,
    ended: () => void = () => {},
  ): Attempt | undefined {
    const network = networkInForce(this.#host.network?.(), this.#trackerIceServers ?? this.#host.iceServers)
    /** Whose attempt it is, once known. */
    const peerOf = (attempt: Attempt) => [...this.#attempts].find(([, one]) => one === attempt)?.[0]
    try {
      const attempt: Attempt = new Attempt({ ...plan, ...network }, this.#clock, {
        description,
        candidates: (candidates) => {
          if (plan.to === undefined) return
          this.#line.send({ type: 'candidates', ...this.#ids(plan.to, plan.offerId), candidates })
        },
        connected: (connection) => {
          const peer = peerOf(attempt)
          if (peer === undefined) return void connection.destroy()
          this.#attempts.delete(peer)
          // Met by way of another tracker meanwhile, or all places are taken.
          if (this.#host.refuses(peer)) {
            connection.destroy()
            return this.#gone(peer, attempt)
          }
          this.#connected.add(peer)
          this.#inVain.delete(peer)
          this.#times.met()
          connection.once('close', () => this.#connected.delete(peer))
          this.#host.connected(Object.assign(connection, { id: peer }))
          this.#host.statusChanged()
        },
        ended: () => {
          ended()
          const peer = peerOf(attempt)
          if (peer !== undefined) this.#gone(peer, attempt)
        },
      })
      return attempt
    } catch {
      return undefined
    }
  }

  #attemptOf(peer: PeerId, offerId: OfferId): Attempt | undefined {
    const attempt = this.#attempts.get(peer)
    return attempt?.offerId === offerId ? attempt : undefined
  }

  /** Nothing came of it. */
  #gone(peer: PeerId, attempt: Attempt): void {
    if (this.#attempts.get(peer) === attempt) this.#attempts.delete(peer)
    this.#inVain.add(peer)
    this.#times.metInVain()
    this.#host.statusChanged()
  }

  #ids(toPeerId: PeerId, offerId: OfferId) {
    return { infoHash: this.infoHash, peerId: this.#host.selfId, toPeerId, offerId }
  }
}

const newOfferId = () => randomOfferId((bytes) => crypto.getRandomValues(bytes))
