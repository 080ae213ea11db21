/**
 * Decides which pieces to ask for next, and from whom.
 *
 * Pure: what is held, what is in flight, where the listener is and who is around come in; commands and the time of the
 * next look go out. It never sees a socket, a clock or the media element. The origin covers what is due sooner than a peer can
 * deliver, peers cover the rest, so that an empty swarm plays exactly like plain HTTP. A command is not remembered
 * as done: the same view gives the same plan, and what is in flight says so in the next view.
 * See docs/streaming.md.
 */
import { type PieceIndex, pieceIndex } from '../shared/ids.ts'
import { claimHorizonMs, claimRank, LAST_TURN_MS } from './claims.ts'

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
  /** It refuses to send for now (BEP 3 choke). */
  readonly choking: boolean
  /** Bytes a second it has been sending lately, 0 where not yet measured. */
  readonly rateBytesPerSecond: number
}

/** A run of pieces, both ends included. */
export interface PieceRun {
  readonly first: PieceIndex
  readonly last: PieceIndex
}

export interface PlanView {
  readonly pieceCount: number
  /** Bytes; the last piece may be shorter. */
  readonly pieceLength: number
  has(piece: PieceIndex): boolean
  /** Runs being fetched from the origin now. */
  readonly originInFlight: readonly PieceRun[]
  /** False while the origin is left alone after a failure. */
  readonly originReady: boolean
  readonly cursors: readonly Cursor[]
  /** Bytes of media played per second of wall clock, playback rate included. */
  readonly bytesPerSecond: number
  /** Opened but not played yet: only what the media element is waiting for is fetched, nothing ahead of it. */
  readonly idle: boolean
  /** `meeting`: introductions are under way, so peers may appear any moment. */
  readonly swarm: 'off' | 'meeting' | 'met'
  readonly selfId: string
  readonly peers: readonly PeerView[]
}

export type Command =
  | { readonly kind: 'fetch-origin'; readonly first: PieceIndex; readonly last: PieceIndex }
  /** Nobody will read these soon any more (the listener moved): end the request. */
  | { readonly kind: 'abort-origin'; readonly first: PieceIndex; readonly last: PieceIndex }
  /** The whole list, most urgent first; it replaces the one before. */
  | { readonly kind: 'ask-peers'; readonly pieces: readonly PieceIndex[] }

export interface Plan {
  readonly commands: readonly Command[]
  /** Look again after this long even when nothing happened; `undefined`: only facts change anything. */
  readonly wakeInMs: number | undefined
}

/** What is due sooner than this after joining or seeking always comes from the origin when no peer is there yet. */
export const START_WINDOW_MS = 10_000
/** How far ahead a lone listener buffers. */
export const ALONE_HORIZON_MS = 60_000
/** At most this much in one origin request, so that a seek or a peer's piece soon takes effect. */
export const MAX_ORIGIN_RUN_BYTES = 1 << 20
const MAX_ORIGIN_REQUESTS = 2
/** A claim ahead of need is small, so that neighbours hear of it before they take the next. */
const MAX_CLAIM_RUN_BYTES = 1 << 17
/** Peers are asked for this many pieces at a time: narrow windows keep the order ours. */
const PEER_WINDOW_PIECES = 24
/** Time for a request to reach a peer and its first block to come back, before anything was measured. */
const PEER_LATENCY_MS = 400
/** Taken for a peer that has not sent anything yet. */
const ASSUMED_PEER_RATE = 96 * 1024
/** Deliveries are late more often than early: a peer must be projected to be this much faster than needed. */
const SLACK_FACTOR = 1.5
const WAKE_MS = 500

interface Wanted {
  readonly piece: PieceIndex
  readonly dueMs: number
}

/** Pieces to take from the origin, most urgent first; `claims` only when nothing else is due. */
interface OriginWishes {
  readonly due: PieceIndex[]
  readonly claims: { readonly piece: PieceIndex; readonly rank: number }[]
}

/** @returns the commands for this view; the same view gives the same commands. */
export function plan(view: PlanView): Plan {
  const wanted = missingByDeadline(view)
  const peerPieces: PieceIndex[] = []
  const wishes: OriginWishes = { due: [], claims: [] }
  let queuedBytes = 0
  for (const { piece, dueMs } of wanted) {
    if (view.idle && !view.cursors.some((cursor) => isAwaited(view, cursor, piece))) continue
    const holders = view.peers.filter((peer) => peer.has?.(piece))
    if (holders.length === 0) {
      wishFromOrigin(view, piece, dueMs, wishes)
      continue
    }
    const rate = holders.reduce((sum, peer) => sum + deliveryRate(peer), 0)
    queuedBytes += view.pieceLength
    const etaMs = rate === 0 ? Number.POSITIVE_INFINITY : PEER_LATENCY_MS + (queuedBytes / rate) * 1000
    // It stays on the peers' list even when the origin is asked too: whoever is first wins, and a failing origin loses nobody.
    if (peerPieces.length < PEER_WINDOW_PIECES) peerPieces.push(piece)
    if (dueMs < etaMs * SLACK_FACTOR && dueMs < ALONE_HORIZON_MS / 2) wishes.due.push(piece)
  }
  const commands: Command[] = abandoned(view, wanted)
  commands.push({ kind: 'ask-peers', pieces: view.swarm === 'off' ? [] : peerPieces })
  if (view.originReady) commands.push(...originRequests(view, wishes))
  return { commands, wakeInMs: wanted.length > 0 ? WAKE_MS : undefined }
}

/** A piece that no peer is known to hold: how far ahead of the listener it is taken from the origin. */
function wishFromOrigin(view: PlanView, piece: PieceIndex, dueMs: number, wishes: OriginWishes): void {
  if (view.peers.length === 0) {
    if (dueMs <= (view.swarm === 'meeting' ? START_WINDOW_MS : ALONE_HORIZON_MS)) wishes.due.push(piece)
  } else if (view.peers.some((peer) => peer.has === undefined)) {
    // A neighbour whose bitfield has not arrived may hold it: nothing is claimed ahead before we know.
    if (dueMs <= START_WINDOW_MS) wishes.due.push(piece)
  } else if (dueMs <= LAST_TURN_MS) {
    wishes.due.push(piece)
  } else {
    const neighbours = view.peers.map((peer) => peer.id)
    const rank = claimRank(piece, view.selfId, neighbours)
    if (dueMs <= claimHorizonMs(rank)) wishes.claims.push({ piece, rank })
  }
}

/** The media element is waiting for it, or about to. */
function isAwaited(view: PlanView, { byte, burstBytes = 0 }: Cursor, piece: PieceIndex): boolean {
  return piece >= Math.floor(byte / view.pieceLength) && piece * view.pieceLength <= byte + burstBytes
}

function deliveryRate(peer: PeerView): number {
  if (peer.choking) return 0
  return peer.rateBytesPerSecond > 0 ? Math.max(peer.rateBytesPerSecond, 8 * 1024) : ASSUMED_PEER_RATE
}

/** Missing pieces at or after a cursor with the time left for each, earliest deadline first. */
function missingByDeadline(view: PlanView): Wanted[] {
  const due = new Map<PieceIndex, number>()
  for (const cursor of view.cursors) {
    const firstPiece = Math.max(0, Math.floor(cursor.byte / view.pieceLength))
    let collected = 0
    for (let index = firstPiece; index < view.pieceCount && collected < PEER_WINDOW_PIECES * 4; index++) {
      const piece = pieceIndex(index)
      if (view.has(piece)) continue
      const aheadBytes = Math.max(0, index * view.pieceLength - cursor.byte - (cursor.burstBytes ?? 0))
      const dueMs = cursor.dueMs + (aheadBytes / view.bytesPerSecond) * 1000
      const known = due.get(piece)
      if (known === undefined || dueMs < known) due.set(piece, dueMs)
      collected++
    }
  }
  return [...due].map(([piece, dueMs]) => ({ piece, dueMs })).sort((a, b) => a.dueMs - b.dueMs || a.piece - b.piece)
}

function inRun(run: PieceRun, piece: PieceIndex): boolean {
  return piece >= run.first && piece <= run.last
}

/** Requests in flight of which not one piece is still wanted. */
function abandoned(view: PlanView, wanted: readonly Wanted[]): Command[] {
  return view.originInFlight
    .filter((run) => !wanted.some(({ piece }) => inRun(run, piece)))
    .map((run) => ({ kind: 'abort-origin', first: run.first, last: run.last }))
}

/** Requests for what is due; with nothing due, one small claim: what we are first in line for comes first. */
function originRequests(view: PlanView, { due, claims }: OriginWishes): Command[] {
  const free = MAX_ORIGIN_REQUESTS - view.originInFlight.length
  if (free <= 0) return []
  const isFresh = (piece: PieceIndex): boolean => !view.originInFlight.some((run) => inRun(run, piece))
  const requests = joinRuns(due.filter(isFresh), maxPieces(view, MAX_ORIGIN_RUN_BYTES), free)
  if (requests.length > 0 || view.originInFlight.length > 0) return requests
  const bestRank = Math.min(...claims.map(({ rank }) => rank))
  const mine = claims.filter(({ rank }) => rank === bestRank).map(({ piece }) => piece)
  return joinRuns(mine, maxPieces(view, MAX_CLAIM_RUN_BYTES), 1)
}

function maxPieces(view: PlanView, bytes: number): number {
  return Math.max(1, Math.floor(bytes / view.pieceLength))
}

/** Joins neighbouring pieces into at most `maxRuns` runs of at most `maxLength` pieces, most urgent run first. */
function joinRuns(pieces: readonly PieceIndex[], maxLength: number, maxRuns: number): Command[] {
  const pending = new Set(pieces)
  const commands: Command[] = []
  for (const piece of pieces) {
    if (commands.length === maxRuns) break
    if (!pending.delete(piece)) continue
    let last = piece
    while (last - piece + 1 < maxLength && pending.delete(pieceIndex(last + 1))) last = pieceIndex(last + 1)
    commands.push({ kind: 'fetch-origin', first: piece, last })
  }
  return commands
}
