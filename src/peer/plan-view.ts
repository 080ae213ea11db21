/**
 * What the planner sees and what it answers. Types only: the engine, the simulator and the tests make views and carry out
 * commands.
 */
import type { PieceIndex } from '../shared/ids.ts'

/** A place the listener reads from: `byte` is needed in `dueMs` milliseconds, what follows at the playing rate. */
export interface Cursor {
  readonly byte: number
  readonly dueMs: number
  /** So much from `byte` on is due at the same time: an element that waits reads as fast as it gets. Default 0. */
  readonly burstBytes?: number
}

/** A connected peer as the planner sees it. */
export interface PeerView {
  readonly id: string
  /** Pieces it is known to hold; `undefined` until its bitfield arrived. */
  readonly has: ((piece: PieceIndex) => boolean) | undefined
  /** How many pieces it is known to hold. */
  readonly heldPieces: number
  /** It refuses to send for now (BEP 3 choke). */
  readonly choking: boolean
  /** Bytes a second it has been sending lately, 0 where not yet measured. */
  readonly rateBytesPerSecond: number
  /** Milliseconds from asking it to its first block lately, 0 where not yet measured. */
  readonly latencyMs: number
  /** It rejected this piece lately, or was asked in vain: others come first. */
  readonly declined?: ((piece: PieceIndex) => boolean) | undefined
  /** It said that it is fetching this piece from the origin. */
  readonly fetching?: ((piece: PieceIndex) => boolean) | undefined
}

/** A piece asked of a peer. */
export interface PeerAsk {
  readonly piece: PieceIndex
  readonly peer: string
  /** Milliseconds until it is needed, as the peer is told: it serves in that order. */
  readonly dueMs?: number
}

/** One that is under way, in the order in which they were asked. */
export interface PeerRequest extends PeerAsk {
  /** Bytes of it that are here. */
  readonly receivedBytes: number
  /** Milliseconds since it was asked, or since its last block. */
  readonly silentMs: number
}

/** A run of pieces, both ends included. */
export interface PieceRun {
  readonly first: PieceIndex
  readonly last: PieceIndex
}

/** A request to the origin under way. */
export interface OriginRequest extends PieceRun {
  /** Milliseconds since it was asked, or since its last bytes. */
  readonly silentMs: number
  /** How fast it has been sending; `undefined`: too little has come to tell. */
  readonly bytesPerSecond?: number | undefined
}

/** How fast the origin has been lately. */
export interface OriginPace {
  /** From asking to the first byte. */
  readonly latencyMs: number
  readonly bytesPerSecond: number
}

/**
 * What the tracker said about who fetches a piece (docs/protocol.md, leases). unknown: never asked, not granted for now, or the
 * word is stale. asked: for a second at most. mine: we, and nobody else, until the lease runs out. taken: somebody is on it, or
 * holds it.
 */
export type LeaseState = 'unknown' | 'asked' | 'mine' | 'taken'

export interface PlanView {
  readonly pieceCount: number
  /** Bytes; the last piece may be shorter. */
  readonly pieceLength: number
  has(piece: PieceIndex): boolean
  readonly originInFlight: readonly OriginRequest[]
  /** False while the origin is left alone after a failure. */
  readonly originReady: boolean
  /** It has not delivered since its last failure. */
  readonly originFailing: boolean
  /** `undefined`: not yet measured. */
  readonly originPace: OriginPace | undefined
  /** How late this page's timers have been coming lately, milliseconds: on a busy machine everything is asked earlier. */
  readonly lateMs: number
  readonly cursors: readonly Cursor[]
  /** Bytes of media played per second of wall clock, playback rate included. */
  readonly bytesPerSecond: number
  /** Opened but not played yet: only what the media element is waiting for is fetched, nothing ahead of it. */
  readonly idle: boolean
  /** `meeting`: introductions are under way, so peers may appear any moment. */
  readonly swarm: 'off' | 'meeting' | 'met'
  /** Listeners in the swarm as the tracker counts them, ourselves included. */
  readonly swarmSize: number
  readonly selfId: string
  readonly peers: readonly PeerView[]
  readonly peerRequests: readonly PeerRequest[]
  /** `undefined`: no tracker with leases can be reached. */
  readonly leases: ((piece: PieceIndex) => LeaseState) | undefined
}

export type Command =
  | { readonly kind: 'fetch-origin'; readonly first: PieceIndex; readonly last: PieceIndex }
  /** Nobody will read these soon any more (the listener moved): end the request. */
  | { readonly kind: 'abort-origin'; readonly first: PieceIndex; readonly last: PieceIndex }
  /** The whole list, those under way included, most urgent first; it replaces the one before, and what is not in it is cancelled. */
  | { readonly kind: 'ask-peers'; readonly asks: readonly PeerAsk[] }
  /** Ask the tracker who is to fetch these. */
  | { readonly kind: 'ask-leases'; readonly pieces: readonly PieceIndex[] }

export interface Plan {
  readonly commands: readonly Command[]
  /** Look again after this long even when nothing happened; `undefined`: only facts change anything. */
  readonly wakeInMs: number | undefined
}
