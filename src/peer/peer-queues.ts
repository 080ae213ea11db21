/**
 * Projects when peers deliver: what each has been asked for, how long that takes at its pace, and who would be the quickest
 * for one piece more.
 *
 * A peer sends what it was asked for in order, so a piece waits for the bytes asked before it (queue time). Pure; told facts
 * by the view, asked questions by the planner.
 */
import type { PieceIndex } from '../shared/ids.ts'
import { weight } from './claims.ts'
import type { PeerAsk, PeerRequest, PeerView, PlanView } from './plan-view.ts'

/** Taken for a peer that has not been measured yet: most have saved up some burst. If not, the origin helps. */
const ASSUMED_PEER_RATE = 256 * 1024
const ASSUMED_LATENCY_MS = 150
const SLOWEST_RATE = 4 * 1024
/** What was faster lately was a burst that somebody had saved up: the default cap on giving is all that lasts. */
const LASTING_RATE = 125_000
/** How much longer than projected a delivery may take: planned for by those who can't wait any more. */
export const ETA_FACTOR = 1.5
/** A peer that owes a block is given at least this long (it may have three seconds' work for others), else three times what was projected. */
const LEAST_PATIENCE_MS = 4_000
const PATIENCE_FACTOR = 3
const BLOCK_BYTES = 16 * 1024
/** Work for this long is asked of a peer at a time: enough that it never idles, little enough that it can be taken back. */
const PIPELINE_MS = 2_000
const PIPELINE_PIECES = 2

interface Queue {
  readonly peer: PeerView
  readonly rate: number
  readonly latencyMs: number
  /** Silent for longer than it deserves: nothing more is asked of it. */
  readonly stalled: boolean
  bytes: number
  pieces: number
}

export class PeerQueues {
  readonly #view: PlanView
  readonly #queues = new Map<string, Queue>()
  /** Requests that can be counted on, with the time until they are projected to be here. */
  readonly #underWay = new Map<
    PieceIndex,
    { readonly ask: PeerAsk; readonly etaMs: number; readonly checkMs: number }
  >()

  constructor(view: PlanView) {
    this.#view = view
    if (view.peers.length === 0) return
    const byPeer = new Map<string, PeerRequest[]>()
    for (const request of view.peerRequests) {
      const list = byPeer.get(request.peer)
      if (list === undefined) byPeer.set(request.peer, [request])
      else list.push(request)
    }
    for (const peer of view.peers) this.#add(peer, byPeer.get(peer.id))
  }

  /** @returns the request for `piece` that can be counted on, and when it is projected to be done. */
  underWay(piece: PieceIndex): { readonly ask: PeerAsk; readonly etaMs: number; readonly checkMs: number } | undefined {
    return this.#underWay.get(piece)
  }

  /** @returns the peer that would deliver `piece` first, with the projected time; `undefined` where nobody can take it on now. */
  quickest(piece: PieceIndex): { readonly peer: string; readonly etaMs: number } | undefined {
    let best: Queue | undefined
    let bestCost = Number.POSITIVE_INFINITY
    for (const queue of this.#queues.values()) {
      const { peer } = queue
      if (queue.stalled || peer.choking || this.#isFull(queue)) continue
      if (peer.has === undefined || !peer.has(piece) || peer.declined?.(piece)) continue
      // Who holds little can give little: it is asked for what it has, and who holds all is left free for what nobody else has. Equals
      // are told apart by the listener and the piece: not everybody runs to the same peer.
      const scarcity = 1 + peer.heldPieces / this.#view.pieceCount
      const draw = 0.85 + 0.3 * (weight(peer.id + this.#view.selfId, piece) / 0x1_0000_0000)
      const cost = this.#eta(queue) * scarcity * draw
      if (cost >= bestCost) continue
      best = queue
      bestCost = cost
    }
    return best === undefined ? undefined : { peer: best.peer.id, etaMs: this.#eta(best) }
  }

  /** Counts `piece` as asked of `peer`. */
  take(peer: string): void {
    const queue = this.#queues.get(peer)
    if (queue === undefined) return
    queue.bytes += this.#view.pieceLength
    queue.pieces += 1
  }

  #add(peer: PeerView, requests: readonly PeerRequest[] | undefined): void {
    const rate = peer.rateBytesPerSecond > 0 ? Math.max(peer.rateBytesPerSecond, SLOWEST_RATE) : ASSUMED_PEER_RATE
    const latencyMs = peer.latencyMs > 0 ? peer.latencyMs : ASSUMED_LATENCY_MS
    const patienceMs = Math.max(LEAST_PATIENCE_MS, PATIENCE_FACTOR * (latencyMs + (BLOCK_BYTES / rate) * 1000))
    let silentMs = Number.POSITIVE_INFINITY
    for (const request of requests ?? []) silentMs = Math.min(silentMs, request.silentMs)
    const stalled = requests !== undefined && (silentMs > patienceMs || peer.choking)
    const queue: Queue = { peer, rate, latencyMs, stalled, bytes: 0, pieces: 0 }
    this.#queues.set(peer.id, queue)
    if (requests === undefined || stalled) return
    for (const request of requests) {
      queue.bytes += Math.max(0, this.#view.pieceLength - request.receivedBytes)
      queue.pieces += 1
      // Whoever has let us wait for so long may let us wait as long again.
      const startMs = request.receivedBytes > 0 ? 0 : Math.max(latencyMs, request.silentMs)
      const lastingMs = startMs + (queue.bytes / LASTING_RATE) * 1000
      const etaMs = Math.max(startMs + (queue.bytes / rate) * 1000, lastingMs / ETA_FACTOR)
      this.#underWay.set(request.piece, {
        ask: { piece: request.piece, peer: peer.id },
        etaMs,
        checkMs: patienceMs - silentMs + 1,
      })
    }
  }

  #isFull({ bytes, pieces, rate }: Queue): boolean {
    return pieces >= PIPELINE_PIECES && (bytes / rate) * 1000 >= PIPELINE_MS
  }

  #eta({ bytes, rate, latencyMs }: Queue): number {
    return latencyMs + ((bytes + this.#view.pieceLength) / rate) * 1000
  }
}
