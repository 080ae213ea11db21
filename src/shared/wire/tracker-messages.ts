/**
 * What a tracker and its clients say to each other, as values: ids in hex, lengths checked, nothing optional by accident.
 *
 * No code but limits. A further kind of message is a further member of the unions, with its own reader and writer;
 * unknown fields are ignored by both readers, so that either end may add some (docs/protocol.md, "Extending it").
 */
import type { InfoHash, PeerId, PieceIndex } from '../ids.ts'

declare const offerIdBrand: unique symbol
/** Names one offer of one client: 20 bytes as 40 lower-case hex digits. Only its maker gives it a meaning. */
export type OfferId = string & { readonly [offerIdBrand]: 'OfferId' }

/** Bounds that both ends hold. A real session description has 0.5 to 3 KB; an announce's offers come from one page. */
export const WIRE_LIMITS = {
  /** Bytes of one session description, in UTF-8. */
  sdpBytes: 8192,
  offersPerAnnounce: 10,
  /** Named in one acknowledgement, and told as not to be named. */
  peersPerAnnounce: 32,
  candidatesPerMessage: 20,
  candidateLength: 512,
  hashesPerScrape: 50,
  /** Of one lease message: pieces wanted, and pieces told as held. */
  piecesPerLease: 64,
  /** Highest index of a piece that leases are about. A published file has at most about 2,000 pieces. */
  pieceIndex: 65_535,
  leaseSeconds: 600,
  iceServers: 16,
  urlsPerIceServer: 8,
  iceTextLength: 1024,
  reasonLength: 500,
  secretLength: 64,
  /** A JSON Web Token with a list of info hashes; far below a message's limit. */
  tokenLength: 4096,
} as const

/** What stock clients assume where a tracker does not say: announce again after two minutes. */
export const DEFAULT_INTERVAL_SECONDS = 120

/** Where RTCPeerConnection finds STUN and TURN: the fields of W3C's RTCIceServer that travel. */
export interface IceServer {
  readonly urls: string | readonly string[]
  readonly username?: string
  readonly credential?: string
}

/** An offer on its way to nobody in particular yet. The wire's `{type: 'offer', sdp}` is `sdp` alone in here. */
export interface Offer {
  readonly offerId: OfferId
  readonly sdp: string
}

/** Absent: still here. (`update`, `empty` and BEP 21's `paused` mean that too.) */
export type AnnounceEvent = 'started' | 'completed' | 'stopped'

/** "I am in this swarm; hand these offers to others." */
export interface Announce {
  readonly type: 'announce'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly event?: AnnounceEvent
  /** How many peers are wanted; absent: as many as there are offers. */
  readonly numwant?: number
  /**
   * How many peers to be named, for directed offers. Given, and be it 0: this client understands all of our additions
   * (docs/protocol.md, "Directed signalling", "Leases"); absent: a stock client.
   */
  readonly want?: number
  /** Not to be named: connected, being met, or met in vain. */
  readonly except?: readonly PeerId[]
  readonly uploadedBytes?: number
  readonly downloadedBytes?: number
  /** Bytes still missing; 0 is a seeder; absent: not known (a magnet link before its metadata). */
  readonly leftBytes?: number
  /** What an acknowledgement on an earlier socket held: proves that `peerId` is ours, so that this socket takes it over at once. */
  readonly secret?: string
  /** Proves that the publisher lets this listener in, where the tracker wants to know (RFC 7519). */
  readonly token?: string
  readonly offers: readonly Offer[]
}

/** "Here is my answer to the offer you relayed from `toPeerId`." */
export interface Answer {
  readonly type: 'answer'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly toPeerId: PeerId
  readonly offerId: OfferId
  readonly sdp: string
}

/** "Hand this offer to `toPeerId`", whom an acknowledgement or a lease named. */
export interface DirectedOffer {
  readonly type: 'directed-offer'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly toPeerId: PeerId
  readonly offerId: OfferId
  readonly sdp: string
}

/** "These candidates turned up after my description was sent." From either side of a directed offer. */
export interface Candidates {
  readonly type: 'candidates'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly toPeerId: PeerId
  readonly offerId: OfferId
  /** As in RTCIceCandidate's `candidate` (RFC 8839, section 5.1), or short; they are all for the one data section there is. */
  readonly candidates: readonly string[]
}

/** "I shall not answer this directed offer": full, or met already. */
export interface Refusal {
  readonly type: 'refusal'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly toPeerId: PeerId
  readonly offerId: OfferId
}

/** "How many are in these swarms?" At least one hash: there is no full scrape. */
export interface Scrape {
  readonly type: 'scrape'
  readonly infoHashes: readonly InfoHash[]
}

/**
 * "May I fetch these from the origin? And these I hold by now." Only members of the swarm may ask. Never both empty; one that
 * asks for nothing is not answered.
 */
export interface LeaseRequest {
  readonly type: 'lease'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  /** Wanted from the origin, most urgent first. */
  readonly pieces: readonly PieceIndex[]
  /** Verified since the last message. */
  readonly have: readonly PieceIndex[]
}

export type ClientMessage = Announce | Answer | DirectedOffer | Candidates | Refusal | Scrape | LeaseRequest

/** The reply to an announce. */
export interface AnnounceAck {
  readonly type: 'announced'
  readonly infoHash: InfoHash
  readonly intervalSeconds: number
  /** Seeders and leechers, the announcer among them. */
  readonly complete: number
  readonly incomplete: number
  /** Only our tracker sends it; stock clients ignore it. */
  readonly iceServers?: readonly IceServer[]
  /** Members that understand our additions, to be offered to; absent: this tracker knows no directed signalling. */
  readonly peers?: readonly PeerId[]
  /** Members that are stock clients: an offer to one must hold all candidates. */
  readonly stock?: readonly PeerId[]
  /** How long a lease holds at this tracker; absent: it knows no leases. */
  readonly leaseSeconds?: number
  /** To be shown when this peer id is announced over another socket; absent: as before, or this tracker knows none. */
  readonly secret?: string
  /** For people, from other trackers' `warning message`. */
  readonly warning?: string
}

/** Somebody's offer: answer it. */
export interface RelayedOffer {
  readonly type: 'offer'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly offerId: OfferId
  readonly sdp: string
  /** It was made for us, by one who takes candidates later, and a refusal. Never sent to stock clients. */
  readonly directed?: true
}

/** The answer to an offer of ours. */
export interface RelayedAnswer {
  readonly type: 'answer'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly offerId: OfferId
  readonly sdp: string
}

/** Further candidates for an offer that either of us made. */
export interface RelayedCandidates {
  readonly type: 'candidates'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly offerId: OfferId
  readonly candidates: readonly string[]
}

/** A directed offer of ours to `peerId` will not be answered: refused, or nobody of that name is here. */
export interface Refused {
  readonly type: 'refused'
  readonly infoHash: InfoHash
  readonly peerId: PeerId
  readonly offerId: OfferId
}

export interface SwarmCounts {
  readonly complete: number
  readonly incomplete: number
  /** How often it was completed, as far as the tracker remembers. */
  readonly downloaded: number
}

export interface ScrapeResult {
  readonly type: 'scraped'
  readonly files: ReadonlyMap<InfoHash, SwarmCounts>
}

/** Pieces that one peer is on, or was last known to hold. */
export interface TakenPieces {
  readonly peerId: PeerId
  readonly fetching: readonly PieceIndex[]
  readonly held: readonly PieceIndex[]
}

/** The reply to a lease message. A piece that is neither granted nor taken may be asked for again later. */
export interface Leased {
  readonly type: 'leased'
  readonly infoHash: InfoHash
  /** How long the grants hold, from now on. What is said of taken pieces is stale by then too. */
  readonly seconds: number
  readonly granted: readonly PieceIndex[]
  readonly taken: readonly TakenPieces[]
}

/**
 * `unlisted`: this tracker does not serve the file, or no longer. `withdrawn`: its publisher took it back, and asks players to
 * drop what they keep of it. `token`: the announce needs a join token, or another than it came with.
 */
export type FailureCode = 'unlisted' | 'withdrawn' | 'token'

export type WireAction = 'announce' | 'scrape' | 'lease'

/** The tracker's no, in words. */
export interface Failure {
  readonly type: 'failure'
  /** What it refuses. Always on our wire: a stock client drops its socket over a message without `action`. */
  readonly action: WireAction
  readonly reason: string
  readonly infoHash?: InfoHash
  /** For programs, where there is something to be done about it. Only our tracker sends it. */
  readonly code?: FailureCode
}

export type TrackerMessage =
  | AnnounceAck
  | RelayedOffer
  | RelayedAnswer
  | RelayedCandidates
  | Refused
  | ScrapeResult
  | Leased
  | Failure

/** A message that could not be read: why, in words that may be sent back, and what is known about it. */
export interface Unreadable {
  readonly ok: false
  readonly reason: string
  /** The best guess where it did not even say. */
  readonly action: WireAction
  readonly infoHash?: InfoHash
}

export type Parsed<Message> = { readonly ok: true; readonly message: Message } | Unreadable
