/**
 * What the tracker answers to each message: who joins which swarm, who gets whose offer, whose answer is let through.
 *
 * Pure, and generic over the connection, which it only compares and hands back: facts go in (a message came, a connection
 * closed, time passed, the list changed), things to send come out. The shell (`message-desk.ts`, `node-tracker.ts`) owns sockets and timers.
 * A peer id belongs to the connection that first announced it, in every swarm, until that connection closes or leaves. Ids are
 * only compared and repeated, so that any form of them will do.
 */
import type { Millis, Rng } from '../../src/shared/clock.ts'
import type { InfoHash, PeerId, PieceIndex } from '../../src/shared/ids.ts'
import {
  type Announce,
  type Answer,
  type Candidates,
  type ClientMessage,
  type DirectedOffer,
  type Failure,
  type IceServer,
  type LeaseRequest,
  type Offer,
  type Refusal,
  type Scrape,
  type TakenPieces,
  type TrackerMessage,
  type Unreadable,
  WIRE_LIMITS,
} from '../../src/shared/wire/tracker.ts'
import type { TrackerCounts } from '../ops/tracker-counts.ts'
import type { TakenPiece } from './leases.ts'
import { type PeerOwner, PeerOwners } from './peer-owners.ts'
import { type Member, Swarm } from './swarm.ts'

export interface ProtocolOptions {
  readonly announceIntervalSeconds: number
  readonly maxOffersPerAnnounce: number
  readonly maxPeersPerSwarm: number
  readonly leaseSeconds: number
  /** Memberships of one connection, over all swarms and ids. A stock page shares one socket among its torrents. */
  readonly maxMembershipsPerSocket: number
  /** What an acknowledgement tells; `undefined`: nothing. */
  readonly iceServers: () => readonly IceServer[] | undefined
  /** What the lists say of a file. Asked for each message that names one. */
  readonly standing: (infoHash: InfoHash) => Standing
  readonly rng: Rng
  /** Something that nobody can guess, for each peer id of a client that understands it. */
  readonly newSecret: () => string
  readonly counts: ProtocolCounts
}

/** `withdrawn`: its publisher took it back, and players are to drop what they keep of it. */
export type Standing = 'listed' | 'unlisted' | 'withdrawn'

/** What the protocol adds to. */
export type ProtocolCounts = Pick<
  TrackerCounts,
  'answersDropped' | 'conflicts' | 'leases' | 'limits' | 'messagesRefused'
>

/** What the shell has to do. */
export type Command<Conn> =
  | { readonly type: 'send'; readonly to: Conn; readonly message: TrackerMessage }
  /**
   * `newer` announced an id that is `older`'s: see whether `older` still lives. If not, close it, report that, and hand
   * the announce in again; if it does, send `refusal`.
   */
  | {
      readonly type: 'conflict'
      readonly older: Conn
      readonly newer: Conn
      readonly announce: Announce
      readonly refusal: Failure
    }
  /** Its peer id was proven to be another connection's: close it. It is no member of anything any more. */
  | { readonly type: 'replaced'; readonly conn: Conn }

/** Memberships outlive their last announce by this many intervals: one may be late, one may be lost. */
const IDLE_INTERVALS = 2.5
/** Peers of a kind that are named in one acknowledgement. */
const MAX_NAMED = 12

const NOT_A_MEMBER = 'announce yourself in this swarm first'

export class TrackerProtocol<Conn> {
  readonly #options: ProtocolOptions
  readonly #swarms = new Map<InfoHash, Swarm<Conn>>()
  readonly #owners = new PeerOwners<Conn>()

  constructor(options: ProtocolOptions) {
    this.#options = options
  }

  get stats(): { readonly swarms: number; readonly peers: number; readonly memberships: number } {
    return { swarms: this.#swarms.size, peers: this.#owners.size, memberships: this.#owners.memberships }
  }

  /** A message came over `conn`. */
  handle(conn: Conn, message: ClientMessage, now: Millis): readonly Command<Conn>[] {
    switch (message.type) {
      case 'announce':
        return this.#announce(conn, message, now)
      case 'answer':
        return this.#answer(conn, message, now)
      case 'directed-offer':
        return this.#directedOffer(conn, message, now)
      case 'candidates':
        return this.#candidates(conn, message, now)
      case 'refusal':
        return this.#refusal(conn, message, now)
      case 'scrape':
        return this.#scrape(conn, message)
      case 'lease':
        return this.#lease(conn, message, now)
    }
  }

  /** Whether `peerId` is this connection's. */
  holds(conn: Conn, peerId: PeerId): boolean {
    return this.#owners.get(peerId)?.conn === conn
  }

  /** A message came that could not be read. */
  refuse(conn: Conn, unreadable: Unreadable): readonly Command<Conn>[] {
    const { action, reason, infoHash } = unreadable
    return [send(conn, { type: 'failure', action, reason, ...(infoHash === undefined ? {} : { infoHash }) })]
  }

  /** `conn` is gone: so are its memberships. */
  closed(conn: Conn): void {
    for (const peerId of [...this.#owners.idsOf(conn)]) {
      for (const infoHash of [...(this.#owners.get(peerId)?.swarms ?? [])]) this.#leave(infoHash, peerId)
    }
  }

  /** Drops memberships that have not announced for 2.5 intervals. A whole pass; to be called about once an interval. */
  expireIdle(now: Millis): void {
    const oldest = now - IDLE_INTERVALS * this.#options.announceIntervalSeconds * 1000
    for (const swarm of [...this.#swarms.values()]) {
      swarm.tidy(now)
      for (const { peerId, seenAt } of [...swarm.members]) if (seenAt < oldest) this.#leave(swarm.infoHash, peerId)
    }
  }

  /** The list changed: swarms that are no longer on it are dropped, and their members told. */
  dropUnlisted(): readonly Command<Conn>[] {
    const commands: Command<Conn>[] = []
    for (const swarm of [...this.#swarms.values()]) {
      const failure = this.#newsOf('announce', swarm.infoHash)
      if (failure === undefined) continue
      for (const { peerId, conn } of [...swarm.members]) {
        commands.push(send(conn, failure))
        this.#leave(swarm.infoHash, peerId)
      }
    }
    return commands
  }

  #announce(conn: Conn, announce: Announce, now: Millis): readonly Command<Conn>[] {
    const { infoHash, peerId } = announce
    const unlisted = this.#unlisted('announce', infoHash)
    if (unlisted) return [send(conn, unlisted)]
    const owner = this.#owners.get(peerId)
    if (owner && owner.conn !== conn) return this.#contested(conn, owner, announce, now)
    if (announce.event === 'stopped') {
      this.#leave(infoHash, peerId)
      return [this.#ack(conn, announce, now)]
    }
    const refusal = this.#refusalToJoin(conn, announce)
    if (refusal) return [send(conn, refusal)]
    const swarm = this.#join(conn, announce, now)
    return [this.#ack(conn, announce, now), ...this.#relayOffers(swarm, announce, now)]
  }

  /** The owner's secret settles it; without one, whether the owner still lives. Leaving is not worth finding that out. */
  #contested(conn: Conn, owner: PeerOwner<Conn>, announce: Announce, now: Millis): readonly Command<Conn>[] {
    const older = owner.conn
    if (owner.secret !== undefined && announce.secret === owner.secret) {
      this.#options.counts.conflicts['by-secret'] += 1
      this.closed(older)
      return [{ type: 'replaced', conn: older }, ...this.#announce(conn, announce, now)]
    }
    const refusal = failure(announce, 'this peer id is in use on another connection')
    if (announce.event === 'stopped') {
      this.#options.counts.conflicts.refused += 1
      return [send(conn, refusal)]
    }
    return [{ type: 'conflict', older, newer: conn, announce, refusal }]
  }

  #refusalToJoin(conn: Conn, announce: Announce): Failure | undefined {
    const swarm = this.#swarms.get(announce.infoHash)
    if (swarm?.get(announce.peerId)) return undefined
    if (swarm && swarm.size >= this.#options.maxPeersPerSwarm) {
      this.#options.counts.limits['peers-per-swarm'] += 1
      return failure(announce, 'this swarm is full')
    }
    if (this.#owners.membershipsOf(conn) < this.#options.maxMembershipsPerSocket) return undefined
    this.#options.counts.limits.memberships += 1
    return failure(announce, 'this connection is in too many swarms')
  }

  #join(conn: Conn, announce: Announce, now: Millis): Swarm<Conn> {
    const { infoHash, peerId, event, leftBytes, want } = announce
    const swarm = this.#swarms.get(infoHash) ?? new Swarm<Conn>(infoHash)
    this.#swarms.set(infoHash, swarm)
    // The swarm's own text of it, of which there is one.
    this.#owners.enter(conn, peerId, swarm.infoHash)
    const wasSeeder = swarm.join(peerId, conn, now).isSeeder
    if (want !== undefined) swarm.setDirected(peerId)
    if (event === 'completed' && !wasSeeder) swarm.countDownload()
    if (event === 'completed' || leftBytes !== undefined) {
      swarm.setSeeder(peerId, event === 'completed' || leftBytes === 0)
    }
    return swarm
  }

  #leave(infoHash: InfoHash, peerId: PeerId): void {
    const swarm = this.#swarms.get(infoHash)
    if (!swarm?.leave(peerId)) return
    if (swarm.size === 0) this.#swarms.delete(infoHash)
    this.#owners.leave(peerId, infoHash)
  }

  #relayOffers(swarm: Swarm<Conn>, { peerId, offers, numwant }: Announce, now: Millis): readonly Command<Conn>[] {
    const asked = Math.min(numwant ?? offers.length, offers.length)
    const wanted = Math.min(asked, this.#options.maxOffersPerAnnounce)
    this.#options.counts.limits.offers += asked - wanted
    const commands: Command<Conn>[] = []
    for (const [i, to] of swarm.pick(wanted, peerId, this.#options.rng).entries()) {
      const { offerId, sdp } = offers[i] as Offer
      swarm.expectAnswer(peerId, offerId, to.peerId, now)
      commands.push(send(to.conn, { type: 'offer', infoHash: swarm.infoHash, peerId, offerId, sdp }))
    }
    return commands
  }

  /** An answer passes only from the connection that the offer was sent to, once, and while it is waited for. */
  #answer(conn: Conn, answer: Answer, now: Millis): readonly Command<Conn>[] {
    const { infoHash, peerId, toPeerId, offerId, sdp } = answer
    const unlisted = this.#unlisted('announce', infoHash)
    if (unlisted) return [send(conn, unlisted)]
    const swarm = this.#swarms.get(infoHash)
    const mine = swarm?.get(peerId)?.conn === conn
    const to: Member<Conn> | undefined = mine ? swarm?.takeAnswer(peerId, toPeerId, offerId, now) : undefined
    if (to) return [send(to.conn, { type: 'answer', infoHash, peerId, offerId, sdp })]
    this.#options.counts.answersDropped += 1
    return [send(conn, failure(answer, 'nobody waits for this answer: the offer has expired, or was not made to you'))]
  }

  /** To whom it was named, or leases have made known; it is told at once where that one is not here. */
  #directedOffer(conn: Conn, offer: DirectedOffer, now: Millis): readonly Command<Conn>[] {
    const { infoHash, peerId, toPeerId, offerId, sdp } = offer
    const unlisted = this.#unlisted('announce', infoHash)
    if (unlisted) return [send(conn, unlisted)]
    const swarm = this.#swarms.get(infoHash)
    if (swarm?.get(peerId)?.conn !== conn) return [this.#stranger(conn, failure(offer, NOT_A_MEMBER))]
    const to = swarm.directOffer(peerId, offerId, toPeerId, now)
    if (!to) return [send(conn, { type: 'refused', infoHash, peerId: toPeerId, offerId })]
    const relayed = { type: 'offer', infoHash, peerId, offerId, sdp } as const
    return [send(to.conn, to.isDirected ? { ...relayed, directed: true } : relayed)]
  }

  /** Too late, too many, for a stock client or for nobody's offer: dropped without a word, as it may be a mere race. */
  #candidates(conn: Conn, message: Candidates, now: Millis): readonly Command<Conn>[] {
    const { infoHash, peerId, toPeerId, offerId, candidates } = message
    const swarm = this.#listed(infoHash)
    if (swarm?.get(peerId)?.conn !== conn) return [this.#stranger(conn, failure(message, NOT_A_MEMBER))]
    const to = swarm.relayCandidates(peerId, toPeerId, offerId, now)
    return to?.isDirected ? [send(to.conn, { type: 'candidates', infoHash, peerId, offerId, candidates })] : []
  }

  /** As an answer passes, so does a refusal; a stock client would not know what it is. */
  #refusal(conn: Conn, refusal: Refusal, now: Millis): readonly Command<Conn>[] {
    const { infoHash, peerId, toPeerId, offerId } = refusal
    const swarm = this.#listed(infoHash)
    if (swarm?.get(peerId)?.conn !== conn) return [this.#stranger(conn, failure(refusal, NOT_A_MEMBER))]
    const to = swarm.takeRefusal(peerId, toPeerId, offerId, now)
    return to?.isDirected ? [send(to.conn, { type: 'refused', infoHash, peerId, offerId })] : []
  }

  #scrape(conn: Conn, { infoHashes }: Scrape): readonly Command<Conn>[] {
    for (const infoHash of infoHashes) {
      const unlisted = this.#unlisted('scrape', infoHash)
      if (unlisted) return [send(conn, unlisted)]
    }
    const none = { complete: 0, incomplete: 0, downloaded: 0 }
    const files = new Map(infoHashes.map((infoHash) => [infoHash, this.#swarms.get(infoHash)?.counts ?? none]))
    return [send(conn, { type: 'scraped', files })]
  }

  /** Leases are for members, and for one peer id of a connection in a swarm: ids cost nothing. */
  #lease(conn: Conn, { infoHash, peerId, pieces, have }: LeaseRequest, now: Millis): readonly Command<Conn>[] {
    const { counts, leaseSeconds: seconds } = this.#options
    const refuse = (reason: string): Failure => ({ type: 'failure', action: 'lease', infoHash, reason })
    const unlisted = this.#unlisted('lease', infoHash)
    if (unlisted) return [send(conn, unlisted)]
    const swarm = this.#swarms.get(infoHash)
    if (swarm?.get(peerId)?.conn !== conn) return [this.#stranger(conn, refuse(NOT_A_MEMBER))]
    for (const other of this.#owners.idsOf(conn)) {
      if (other === peerId || !swarm.get(other)) continue
      counts.messagesRefused['second-peer'] += 1
      return [send(conn, refuse('one peer of a connection may ask for leases'))]
    }
    const table = swarm.leaseTable(seconds)
    table.told(peerId, have, now)
    if (pieces.length === 0) return []
    const { granted, taken } = table.ask(peerId, pieces, now)
    counts.leases.granted += granted.length
    counts.leases.taken += taken.length
    return [send(conn, { type: 'leased', infoHash, seconds, granted, taken: byPeer(taken) })]
  }

  #stranger(conn: Conn, refusal: Failure): Command<Conn> {
    this.#options.counts.messagesRefused['not-a-member'] += 1
    return send(conn, refusal)
  }

  #listed(infoHash: InfoHash): Swarm<Conn> | undefined {
    return this.#options.standing(infoHash) === 'listed' ? this.#swarms.get(infoHash) : undefined
  }

  #unlisted(action: Failure['action'], infoHash: InfoHash): Failure | undefined {
    const failure = this.#newsOf(action, infoHash)
    if (failure?.code !== undefined) this.#options.counts.messagesRefused[failure.code] += 1
    return failure
  }

  /** What members are told of a file that is not served, or no longer. */
  #newsOf(action: Failure['action'], infoHash: InfoHash): Failure | undefined {
    const standing = this.#options.standing(infoHash)
    if (standing === 'listed') return undefined
    const reason =
      standing === 'withdrawn' ? 'its publisher took this file back' : 'this tracker does not serve this file'
    return { type: 'failure', action, infoHash, reason, code: standing }
  }

  /** Where it is not known yet: to who has shown that it understands more than stock clients do. */
  #newsOfSecret(conn: Conn, { peerId, want, secret }: Announce): { readonly secret?: string } {
    const owner = this.#owners.get(peerId)
    if (want === undefined || owner?.conn !== conn) return {}
    owner.secret ??= this.#options.newSecret()
    return owner.secret === secret ? {} : { secret: owner.secret }
  }

  #ack(conn: Conn, announce: Announce, now: Millis): Command<Conn> {
    const { infoHash, peerId, want, except = [] } = announce
    const swarm = this.#swarms.get(infoHash)
    const { complete = 0, incomplete = 0 } = swarm?.counts ?? {}
    const named = swarm?.introduce(peerId, Math.min(want ?? 0, MAX_NAMED), except, now, this.#options.rng)
    const { announceIntervalSeconds: intervalSeconds, leaseSeconds } = this.#options
    // Who has left, or never came, has nobody to reach; logins for TURN are for members.
    const iceServers = swarm?.get(peerId) === undefined ? undefined : this.#options.iceServers()
    return send(conn, {
      type: 'announced',
      infoHash,
      intervalSeconds,
      complete,
      incomplete,
      ...(iceServers === undefined ? {} : { iceServers }),
      ...(want === undefined ? {} : { peers: [], stock: [], ...named, leaseSeconds }),
      ...this.#newsOfSecret(conn, announce),
    })
  }
}

/** On the wire each peer is named once. */
function byPeer(taken: readonly TakenPiece<PeerId>[]): readonly TakenPieces[] {
  const peers = new Map<PeerId, { peerId: PeerId; fetching: PieceIndex[]; held: PieceIndex[] }>()
  for (const { piece, peer, held } of taken) {
    const one = peers.get(peer) ?? { peerId: peer, fetching: [], held: [] }
    peers.set(peer, one)
    one[held ? 'held' : 'fetching'].push(piece)
  }
  return [...peers.values()]
}

function send<Conn>(to: Conn, message: TrackerMessage): Command<Conn> {
  return { type: 'send', to, message }
}

function failure({ infoHash }: { infoHash: InfoHash }, reason: string): Failure {
  return { type: 'failure', action: 'announce', infoHash, reason: reason.slice(0, WIRE_LIMITS.reasonLength) }
}
