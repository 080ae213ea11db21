/**
 * Decides which pieces to ask for next, and from whom.
 *
 * Pure: what is held, what is in flight, where the listener is and who is around come in; commands and the time of the
 * next look go out. It never sees a socket, a clock or the media element. Peers deliver whatever they can in time; the origin
 * covers what would come too late and what nobody holds, so that an empty swarm plays exactly like plain HTTP. A command is
 * not remembered as done: the same view gives the same plan, and what is in flight says so in the next view.
 * See docs/streaming.md.
 */
import { type PieceIndex, pieceIndex } from '../shared/ids.ts'
import { CLAIM_HORIZON_MS, claimHorizonMs, weight } from './claims.ts'
import { ETA_FACTOR, PeerQueues } from './peer-queues.ts'
import type { Command, Cursor, OriginRequest, PeerAsk, Plan, PlanView } from './plan-view.ts'

export type * from './plan-view.ts'

/** What a listener who joins or seeks may need before any peer delivers: the longest that the origin is asked ahead of need. */
const START_WINDOW_MS = 10_000
/** Pieces due within this are asked of peers in order; what is further ahead, rarest first. */
export const SOON_MS = 20_000
/** How far ahead a lone listener buffers. */
export const ALONE_HORIZON_MS = 60_000
/** It refills by runs of so much time or of the largest request, whichever is less, and not piece by piece. */
const ALONE_REFILL_MS = 10_000
/** At most this much in one origin request, so that a seek or a peer's piece soon takes effect. */
export const MAX_ORIGIN_RUN_BYTES = 1 << 20
const MAX_ORIGIN_REQUESTS = 2
/** What is claimed at a time: a lease must not run out before its pieces are here. */
const MAX_CLAIM_BYTES = 1 << 19
/** An origin that owes bytes and sends nothing for this long is not counted on. */
const ORIGIN_SILENCE_MS = 1_500
/** One that would deliver so much too late is helped out by peers. */
const ORIGIN_LATE_MS = 500
/** Taken for an origin that has not been measured yet. */
const ASSUMED_ORIGIN = { latencyMs: 300, bytesPerSecond: 256 * 1024 }
/** The origin is asked this long before a deadline at least; timers of busy pages come late on top of that. */
const LEAST_MARGIN_MS = 500
const MARGIN_FACTOR = 2
/** A machine that is later than this is too busy for any margin: more would only cost the host. */
const MOST_LATE_MS = 400
/** Bytes that may be asked of peers ahead of need at a time: they must not take from those who need theirs soon. */
const AHEAD_BYTES = 1 << 18
const AHEAD_PIECES = 2
const MAX_ASKS = 64
const MAX_MISSING = 128
const LEAST_WAKE_MS = 100
const MOST_WAKE_MS = 10_000

interface Wanted {
  readonly piece: PieceIndex
  readonly dueMs: number
}

/** @returns the commands for this view; the same view gives the same commands. */
export function plan(view: PlanView): Plan {
  return new Planning(view).run()
}

/** One run of the planner: the lists that it fills. */
class Planning {
  readonly #view: PlanView
  readonly #queues: PeerQueues
  readonly #marginMs: number
  readonly #metAll: boolean
  readonly #mostAhead: number
  readonly #asks: PeerAsk[] = []
  readonly #ahead: (Wanted & { readonly rarity: number; readonly draw: number })[] = []
  #aheadUnderWay = 0
  /** Pieces due soon that peers hold and none of them could take on. */
  #soonWaiting = 0
  /** To be taken from the origin now, most urgent first. */
  readonly #due: Wanted[] = []
  readonly #claims: PieceIndex[] = []
  readonly #leases: PieceIndex[] = []
  #nextMs = MOST_WAKE_MS

  constructor(view: PlanView) {
    this.#view = view
    this.#queues = new PeerQueues(view)
    this.#marginMs = originMarginMs(view)
    this.#mostAhead = Math.max(AHEAD_PIECES, Math.floor(AHEAD_BYTES / view.pieceLength))
    this.#metAll = view.peers.every((peer) => peer.has !== undefined)
  }

  run(): Plan {
    const view = this.#view
    const wanted = missingByDeadline(view)
    const refillMs = Math.min(ALONE_REFILL_MS, (MAX_ORIGIN_RUN_BYTES / view.bytesPerSecond) * 1000)
    let aloneHorizonMs: number | undefined
    // Who is busy with what is far ahead need not look at the rest of it.
    const farRequests = wanted.filter(
      ({ piece, dueMs }) => dueMs > SOON_MS && this.#queues.underWay(piece) !== undefined,
    )
    const aheadIsFull = farRequests.length >= this.#mostAhead
    for (const { piece, dueMs } of wanted) {
      if (view.idle && !view.cursors.some((cursor) => isAwaited(view, cursor, piece))) continue
      if (this.#followPeer(piece, dueMs) || this.#followOrigin(piece, dueMs)) continue
      if (aheadIsFull && dueMs > CLAIM_HORIZON_MS && view.peers.length > 0) {
        this.#wakeIn(dueMs - CLAIM_HORIZON_MS)
        continue
      }
      const holders = view.swarm === 'off' ? 0 : this.#countHolders(piece)
      if (holders > 0) this.#fromPeers(piece, dueMs, holders)
      else if (view.swarm === 'off' || (view.peers.length === 0 && view.swarm === 'met')) {
        aloneHorizonMs ??= dueMs <= ALONE_HORIZON_MS - refillMs ? ALONE_HORIZON_MS : 0
        if (dueMs <= aloneHorizonMs) this.#due.push({ piece, dueMs })
        else this.#wakeIn(dueMs - (ALONE_HORIZON_MS - refillMs))
      } else this.#fromNobody(piece, dueMs)
    }
    this.#askAhead()
    const commands: Command[] = abandoned(view, wanted)
    commands.push({ kind: 'ask-peers', asks: view.swarm === 'off' ? [] : this.#asks })
    if (view.originReady) this.#askOrigin(commands)
    if (this.#leases.length > 0) commands.push({ kind: 'ask-leases', pieces: this.#leases })
    return { commands, wakeInMs: wanted.length > 0 ? Math.max(LEAST_WAKE_MS, this.#nextMs) : undefined }
  }

  #wakeIn(delayMs: number): void {
    if (delayMs > 0 && delayMs < this.#nextMs) this.#nextMs = delayMs
  }

  /** A peer is at it: it goes on, and the origin helps where it would come too late. */
  #followPeer(piece: PieceIndex, dueMs: number): boolean {
    const request = this.#queues.underWay(piece)
    if (request === undefined) return false
    this.#asks.push({ ...request.ask, dueMs })
    if (dueMs > SOON_MS) this.#aheadUnderWay += 1
    const isLate = dueMs <= this.#marginMs && request.etaMs * ETA_FACTOR >= dueMs
    if (isLate && !this.#isFlying(piece)) this.#due.push({ piece, dueMs })
    this.#wakeIn(
      Math.min(request.checkMs, isLate ? MOST_WAKE_MS : dueMs > this.#marginMs ? dueMs - this.#marginMs : 200),
    )
    return true
  }

  /** The origin is at it, sends, and will be done in time, or nobody else can help. */
  #followOrigin(piece: PieceIndex, dueMs: number): boolean {
    const flight = this.#view.originInFlight.find((run) => inRun(run, piece))
    if (flight === undefined || flight.silentMs > ORIGIN_SILENCE_MS) return false
    const { first, silentMs, bytesPerSecond } = flight
    this.#wakeIn(ORIGIN_SILENCE_MS - silentMs + 1)
    if (bytesPerSecond !== undefined) {
      const arrivesMs = ((piece - first + 1) * this.#view.pieceLength * 1000) / Math.max(1, bytesPerSecond)
      if (arrivesMs > dueMs + ORIGIN_LATE_MS && this.#countHolders(piece) > 0) return false
    }
    return true
  }

  #isFlying(piece: PieceIndex): boolean {
    return this.#view.originInFlight.some((run) => inRun(run, piece))
  }

  #countHolders(piece: PieceIndex): number {
    let holders = 0
    for (const peer of this.#view.peers) if (peer.has?.(piece)) holders += 1
    return holders
  }

  #fromPeers(piece: PieceIndex, dueMs: number, holders: number): void {
    if (dueMs > SOON_MS) {
      // Equals in another order for each listener: neighbours then have something to give each other.
      this.#ahead.push({ piece, dueMs, rarity: holders, draw: weight(this.#view.selfId, piece) })
      return
    }
    const quickest = this.#asks.length < MAX_ASKS ? this.#queues.quickest(piece) : undefined
    const isLate = dueMs <= this.#marginMs && (quickest === undefined || quickest.etaMs * ETA_FACTOR >= dueMs)
    if (isLate && !this.#isFlying(piece)) this.#due.push({ piece, dueMs })
    else this.#wakeIn(dueMs - this.#marginMs)
    // Where the origin is asked for it, peers are left alone, unless the origin has been failing.
    const { originReady, originFailing } = this.#view
    if (quickest === undefined) this.#soonWaiting += 1
    if (quickest === undefined || (isLate && originReady && !originFailing && !this.#isFlying(piece))) return
    this.#asks.push({ piece, peer: quickest.peer, dueMs })
    this.#queues.take(quickest.peer)
  }

  /** Nobody around holds it, though there are others or may be soon: how far ahead of need it is taken from the origin. */
  #fromNobody(piece: PieceIndex, dueMs: number): void {
    const { leases, originFailing, originReady, peers, selfId, swarmSize } = this.#view
    if (dueMs <= this.#marginMs) {
      this.#due.push({ piece, dueMs })
      return
    }
    this.#wakeIn(dueMs - this.#marginMs)
    // A neighbour whose bitfield has not arrived may hold it: nothing is claimed before we know.
    if (peers.length === 0 || !this.#metAll) return
    if (dueMs > CLAIM_HORIZON_MS) return this.#wakeIn(dueMs - CLAIM_HORIZON_MS)
    // Also where the tracker has leases: what a lone listener has begun needs none.
    if (peers.some((peer) => peer.fetching?.(piece))) return
    const maxClaims = maxPieces(this.#view, MAX_CLAIM_BYTES)
    if (leases !== undefined) {
      const state = leases(piece)
      if (state === 'mine') this.#claims.push(piece)
      // Who can't use a lease keeps others from it.
      else if (
        state === 'unknown' &&
        originReady &&
        !originFailing &&
        this.#claims.length + this.#leases.length < maxClaims
      )
        this.#leases.push(piece)
      return
    }
    const horizonMs = claimHorizonMs(piece, selfId, swarmSize, this.#marginMs)
    if (dueMs <= horizonMs) this.#claims.push(piece)
    else this.#wakeIn(dueMs - horizonMs)
  }

  /** What is far ahead: rarest first, a few at a time. */
  #askAhead(): void {
    const most = this.#mostAhead
    // Where peers are short of time for what is due soon, nothing is asked ahead of it.
    if (this.#ahead.length === 0 || this.#soonWaiting > 0 || this.#aheadUnderWay >= most) return
    this.#ahead.sort((a, b) => a.rarity - b.rarity || a.draw - b.draw)
    for (const { piece, dueMs } of this.#ahead) {
      if (this.#aheadUnderWay >= most || this.#asks.length >= MAX_ASKS) break
      const quickest = this.#queues.quickest(piece)
      if (quickest === undefined) continue
      this.#asks.push({ piece, peer: quickest.peer, dueMs })
      this.#queues.take(quickest.peer)
      this.#aheadUnderWay += 1
    }
  }

  /** What is due first, one run at a time unless a second can't wait; with nothing due, what was claimed. */
  #askOrigin(commands: Command[]): void {
    const view = this.#view
    const flights = view.originInFlight.length
    if (flights >= MAX_ORIGIN_REQUESTS) return
    const due = this.#due.filter(
      ({ piece, dueMs }) => (flights === 0 || dueMs <= this.#marginMs) && !this.#isFlying(piece),
    )
    if (due.length > 0)
      commands.push(
        firstRun(
          due.map(({ piece }) => piece),
          maxPieces(view, MAX_ORIGIN_RUN_BYTES),
        ),
      )
    else if (flights === 0 && this.#claims.length > 0) {
      commands.push(firstRun(this.#claims, maxPieces(view, MAX_CLAIM_BYTES)))
    }
  }
}

/** @returns how long before its deadline a piece is asked from the origin at the latest. */
export function originMarginMs({
  originPace,
  pieceLength,
  lateMs,
}: Pick<PlanView, 'originPace' | 'pieceLength' | 'lateMs'>): number {
  const { latencyMs, bytesPerSecond } = originPace ?? ASSUMED_ORIGIN
  const takesMs = latencyMs + (pieceLength / bytesPerSecond) * 1000
  return Math.min(START_WINDOW_MS, LEAST_MARGIN_MS + MARGIN_FACTOR * (takesMs + Math.min(lateMs, MOST_LATE_MS)))
}

/** The media element is waiting for it, or about to. */
function isAwaited(view: PlanView, { byte, burstBytes = 0 }: Cursor, piece: PieceIndex): boolean {
  return piece >= Math.floor(byte / view.pieceLength) && piece * view.pieceLength < byte + Math.max(1, burstBytes)
}

/** Missing pieces at or after a cursor with the time left for each, earliest deadline first. */
function missingByDeadline(view: PlanView): readonly Wanted[] {
  const [cursor, ...more] = view.cursors
  if (cursor === undefined) return []
  const first = missingAfter(view, cursor)
  if (more.length === 0) return first
  const due = new Map(first.map(({ piece, dueMs }) => [piece, dueMs]))
  for (const { piece, dueMs } of more.flatMap((other) => missingAfter(view, other))) {
    due.set(piece, Math.min(dueMs, due.get(piece) ?? dueMs))
  }
  return [...due].map(([piece, dueMs]) => ({ piece, dueMs })).sort((a, b) => a.dueMs - b.dueMs || a.piece - b.piece)
}

function missingAfter(view: PlanView, { byte, dueMs, burstBytes = 0 }: Cursor): Wanted[] {
  const found: Wanted[] = []
  const msPerByte = 1000 / view.bytesPerSecond
  const first = Math.max(0, Math.floor(byte / view.pieceLength))
  for (let index = first; index < view.pieceCount && found.length < MAX_MISSING; index++) {
    const piece = pieceIndex(index)
    if (view.has(piece)) continue
    const aheadBytes = Math.max(0, index * view.pieceLength - byte)
    // A burst is read at once but played like the rest: only what it reaches is due with it.
    found.push({ piece, dueMs: aheadBytes < Math.max(1, burstBytes) ? dueMs : dueMs + aheadBytes * msPerByte })
  }
  return found
}

function inRun(run: OriginRequest, piece: PieceIndex): boolean {
  return piece >= run.first && piece <= run.last
}

/** Requests in flight of which not one piece is still wanted. */
function abandoned(view: PlanView, wanted: readonly Wanted[]): Command[] {
  return view.originInFlight
    .filter((run) => !wanted.some(({ piece }) => inRun(run, piece)))
    .map((run) => ({ kind: 'abort-origin', first: run.first, last: run.last }))
}

function maxPieces(view: PlanView, bytes: number): number {
  return Math.max(1, Math.floor(bytes / view.pieceLength))
}

/** The most urgent piece with the neighbours that follow it and are wanted too, at most `maxLength` pieces. */
function firstRun(pieces: readonly PieceIndex[], maxLength: number): Command {
  const pending = new Set(pieces)
  const first = pieces[0] ?? pieceIndex(0)
  let last = first
  while (last - first + 1 < maxLength && pending.has(pieceIndex(last + 1))) last = pieceIndex(last + 1)
  return { kind: 'fetch-origin', first, last }
}
