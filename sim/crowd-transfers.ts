/**
 * Carries out the planner's commands in the crowd, and what follows: bytes come, pieces are whole, elements sound, neighbours hear
 * of it.
 */
import { SOON_MS } from '../src/peer/plan.ts'
import type { Command, PeerAsk } from '../src/peer/plan-view.ts'
import { refusalMs, SILENT_REFUSAL_MS } from '../src/peer/swarm/refusals.ts'
import { type CrowdState, HERE } from './crowd-state.ts'
import { DRY, FIRST_BYTE, LEASED, LEAVE, TOLD, WORDS_RUN_OUT } from './events.ts'
import { FLIGHTS } from './flights.ts'
import { ENDED, PLAYING, STALLED } from './media-elements.ts'
import { IN_VAIN_MS, LEASE_MS, MOST_PEERS, ORIGIN_ACCESS_MS, ORIGIN_FIRST_BYTE_MS, TRACKER_ACCESS_MS } from './model.ts'
import { PLAN_PAUSE_MS, type PlanTimes } from './plan-times.ts'
import { bytesOf } from './possession.ts'

/** News of what is needed much later does not make a listener plan at once. */
const AHEAD_PAUSE_MS = 500
const LEAST_MEASURED_BYTES = 32_768

export class CrowdTransfers {
  readonly #state: CrowdState
  readonly #plans: PlanTimes
  readonly #playing: Int32Array
  /** Requests ahead of need at a time, as many as the planner allows. */
  readonly #mostAhead: number
  readonly counts = {
    fromOrigin: 0,
    fromPeers: 0,
    twice: 0,
    refusals: 0,
    leaseQuestions: 0,
    peerBytes: 0,
    takenBack: 0,
    originBytesOfWhole: 0,
  }

  constructor(state: CrowdState, plans: PlanTimes) {
    this.#state = state
    this.#plans = plans
    this.#playing = new Int32Array(state.trace.count)
    this.#mostAhead = Math.max(2, Math.floor((1 << 18) / state.episode.pieceLength))
  }

  carryOut(i: number, commands: readonly Command[]): void {
    for (const command of commands) {
      if (command.kind === 'ask-peers') this.#askPeers(i, command.asks)
      else if (command.kind === 'fetch-origin') this.#askOrigin(i, command.first, command.last)
      else if (command.kind === 'abort-origin') this.#abort(i, command.first, command.last)
      else for (const piece of command.pieces) this.#askLease(i, piece)
    }
  }

  firstByte(slot: number, generation: number): void {
    const { flights, trace, nowMs } = this.#state
    if (flights.generation[slot] !== generation) return
    const i = Math.floor(slot / FLIGHTS)
    flights.flow(slot, trace.downlink[i] as number, nowMs)
    this.#mark(i)
  }

  /** The byte that was marked in this flight has come. */
  marked(slot: number): void {
    const { flights, episode, windows, nowMs } = this.#state
    const i = Math.floor(slot / FLIGHTS)
    const byte = flights.markedByte(slot)
    const piece = flights.first[slot] as number
    const { from, to } = flights.uncounted(slot, byte)
    windows.count(i, from, to)
    if (byte === piece * episode.pieceLength + bytesOf(episode, piece)) {
      flights.first[slot] = piece + 1
      this.counts.originBytesOfWhole += bytesOf(episode, piece)
      if (piece === flights.last[slot]) {
        this.#measure(i, slot, byte)
        flights.close(slot, nowMs)
      }
      this.#take(i, piece, true)
    }
    if (flights.isOpen(slot)) flights.setMark(slot, this.#needed(i), nowMs)
    this.supply(i)
  }

  delivered(request: number, generation: number): void {
    const { uploads, mesh, giving, nowMs } = this.#state
    if (uploads.generation[request] !== generation) return
    const i = uploads.asker[request] as number
    const giver = uploads.giver[request] as number
    const piece = uploads.piece[request] as number
    const bytes = uploads.bytes(request)
    const slot = mesh.slot(i, giver)
    const beganMs = uploads.beganMs(request) + uploads.delayMs(request)
    const waitedMs = beganMs - Math.max(uploads.askedMs[request] as number, mesh.lastMs[slot] as number)
    mesh.measure(slot, (bytes / Math.max(1, nowMs - beganMs)) * 1000, Math.max(1, waitedMs), nowMs)
    this.#forget(i, request)
    uploads.finish(request, nowMs)
    giving.gave(giver, bytes, nowMs)
    this.counts.peerBytes += bytes
    this.#take(i, piece, false)
    this.supply(i)
  }

  refused(request: number, generation: number): void {
    const { uploads, mesh, nowMs } = this.#state
    if (uploads.generation[request] !== generation) return
    const i = uploads.asker[request] as number
    const slot = mesh.slot(i, uploads.giver[request] as number)
    const piece = uploads.piece[request] as number
    const dueMs = this.#dueMs(i, piece)
    if (slot >= 0) mesh.refuse(slot, piece, nowMs + refusalMs(dueMs))
    this.counts.refusals += 1
    const isSoon = dueMs <= SOON_MS
    this.takeBack(i, request)
    this.#plans.at(i, nowMs, isSoon ? PLAN_PAUSE_MS : AHEAD_PAUSE_MS)
  }

  /** The tracker answers. @returns who holds it, or is on it. */
  leased(i: number, piece: number): number | undefined {
    const { leases, presence, queue, nowMs } = this.#state
    if (presence[i] !== HERE || leases === undefined) return undefined
    this.#plans.at(i, nowMs)
    queue.push(nowMs + LEASE_MS, WORDS_RUN_OUT, i)
    return leases.answer(i, piece, nowMs)
  }

  /** What was verified lately reaches the tracker. */
  told(i: number): void {
    const { leases, presence, nowMs } = this.#state
    if (presence[i] === HERE) leases?.tell(i, nowMs)
  }

  /** Ends a request to a peer. */
  takeBack(i: number, request: number): void {
    this.#forget(i, request)
    this.#state.uploads.cancel(request, this.#state.nowMs)
  }

  /** Ends all that `i` has under way. */
  stopAll(i: number): void {
    const { requests, flights } = this.#state
    for (const request of [...(requests[i] ?? [])]) this.takeBack(i, request)
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) if (flights.isOpen(slot)) this.#close(i, slot)
  }

  /** Counts what came so far, before the start window moves. */
  settle(i: number): void {
    const { flights, windows, nowMs } = this.#state
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) {
      if (!flights.isOpen(slot)) continue
      const { from, to } = flights.uncounted(slot, flights.position(slot, nowMs))
      windows.count(i, from, to)
    }
  }

  /** The element of `i` begins to wait at another place, or because nothing is there. */
  waits(i: number): void {
    const state = this.#state
    this.#playing[i] = (this.#playing[i] as number) + 1
    state.waitFrom[i] = state.reach(i)
    this.supply(i)
    if (!state.elements.isWaiting(i)) return
    this.#mark(i)
    this.#plans.now(i, state.nowMs)
  }

  /** Something came: an element that waits may have enough. */
  supply(i: number): void {
    const state = this.#state
    const { elements, queue, nowMs } = state
    if (!elements.isWaiting(i)) return
    const reach = state.reach(i)
    if (!elements.supply(i, reach, nowMs)) return
    const generation = (this.#playing[i] as number) + 1
    this.#playing[i] = generation
    queue.push(elements.reachesMs(i, reach), DRY, i, generation)
    this.#plans.now(i, nowMs)
  }

  dry(i: number, generation: number): void {
    const state = this.#state
    const { elements, queue, trace, nowMs } = state
    if (this.#playing[i] !== generation) return
    const reach = state.reach(i)
    const then = elements.check(i, reach, nowMs)
    if (then === PLAYING) queue.push(elements.reachesMs(i, reach), DRY, i, generation)
    else if (then === STALLED) this.waits(i)
    else if (then === ENDED) queue.push(nowMs + (trace.lingerMs[i] as number), LEAVE, i)
  }

  #askOrigin(i: number, first: number, last: number): void {
    const { flights, trace, queue, nowMs } = this.#state
    const slot = flights.ask(i, first, last, nowMs)
    const delayMs = 2 * ((trace.accessMs[i] as number) + ORIGIN_ACCESS_MS) + ORIGIN_FIRST_BYTE_MS
    queue.push(nowMs + delayMs, FIRST_BYTE, slot, flights.generation[slot] as number)
  }

  #abort(i: number, first: number, last: number): void {
    const { flights, nowMs } = this.#state
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) {
      if (flights.first[slot] === first && flights.last[slot] === last) this.#close(i, slot)
    }
    this.#plans.at(i, nowMs)
  }

  #close(i: number, slot: number): void {
    const { flights, windows, nowMs } = this.#state
    const { from, to } = flights.uncounted(slot, flights.position(slot, nowMs))
    windows.count(i, from, to)
    flights.close(slot, nowMs)
  }

  #askPeers(i: number, asks: readonly PeerAsk[]): void {
    const { requests, uploads, ids } = this.#state
    const mine = requests[i] ?? []
    for (let at = mine.length - 1; at >= 0; at--) {
      const request = mine[at] as number
      const peer = ids[uploads.giver[request] as number]
      const piece = uploads.piece[request]
      if (asks.some((ask) => ask.piece === piece && ask.peer === peer)) continue
      this.#noteVain(i, request)
      this.takeBack(i, request)
    }
    for (const ask of asks) {
      const giver = Number.parseInt(ask.peer, 36)
      if (mine.some((request) => uploads.piece[request] === ask.piece && uploads.giver[request] === giver)) continue
      this.#askPeer(i, ask)
    }
  }

  /** The planner takes a request back: whoever let it wait is not asked for that piece again soon. */
  #noteVain(i: number, request: number): void {
    const { uploads, mesh, nowMs } = this.#state
    this.counts.takenBack += 1
    const slot = mesh.slot(i, uploads.giver[request] as number)
    if (slot < 0 || uploads.silentMs(request, nowMs) <= IN_VAIN_MS) return
    mesh.refuse(slot, uploads.piece[request] as number, nowMs + SILENT_REFUSAL_MS)
  }

  #askPeer(i: number, { piece, peer, dueMs = 0 }: PeerAsk): void {
    const { mesh, uploads, requests, asked, giving, episode, nowMs } = this.#state
    const giver = Number.parseInt(peer, 36)
    const slot = mesh.slot(i, giver)
    if (slot < 0) throw new Error(`listener ${i} asks ${giver}, who is no neighbour`)
    const delayMs = mesh.delayMs[slot] as number
    const mayGive = giving.mayGive(giver, nowMs)
    const request = uploads.ask(i, giver, piece, bytesOf(episode, piece), delayMs, dueMs, mayGive, nowMs)
    requests[i]?.push(request)
    const at = i * episode.pieceCount + piece
    asked[at] = (asked[at] as number) + 1
  }

  #askLease(i: number, piece: number): void {
    const { leases, trace, queue, nowMs } = this.#state
    if (!leases?.ask(i, piece, nowMs)) return
    this.counts.leaseQuestions += 1
    queue.push(nowMs + 2 * ((trace.accessMs[i] as number) + TRACKER_ACCESS_MS), LEASED, i, piece)
  }

  #forget(i: number, request: number): void {
    const { requests, uploads, asked, episode } = this.#state
    const mine = requests[i] ?? []
    mine.splice(mine.indexOf(request), 1)
    const at = i * episode.pieceCount + (uploads.piece[request] as number)
    asked[at] = (asked[at] as number) - 1
  }

  #take(i: number, piece: number, fromOrigin: boolean): void {
    const { possession, leases, mesh, queue, nowMs } = this.#state
    if (possession.has(i, piece)) {
      this.counts.twice += 1
      return
    }
    if (fromOrigin) this.counts.fromOrigin += 1
    else this.counts.fromPeers += 1
    possession.take(i, piece, nowMs)
    const toldInMs = leases?.verified(i, piece, nowMs)
    if (toldInMs !== undefined) queue.push(nowMs + toldInMs, TOLD, i)
    this.#plans.at(i, nowMs, this.#dueMs(i, piece) <= SOON_MS ? PLAN_PAUSE_MS : AHEAD_PAUSE_MS)
    const end = i * MOST_PEERS + (mesh.degree[i] as number)
    for (let slot = i * MOST_PEERS; slot < end; slot++) {
      this.#tell(mesh.neighbour[slot] as number, piece, nowMs + (mesh.delayMs[slot] as number))
    }
  }

  /** A `have` reaches `j`: it plans, unless that piece makes no difference to it now. */
  #tell(j: number, piece: number, atMs: number): void {
    const { possession, presence, asked, episode, requests, uploads } = this.#state
    if (possession.has(j, piece) || presence[j] !== HERE || (asked[j * episode.pieceCount + piece] as number) > 0)
      return
    const dueMs = this.#dueMs(j, piece)
    if (dueMs <= -episode.pieceLength / episode.rate) return
    if (dueMs <= SOON_MS) return this.#plans.at(j, atMs, PLAN_PAUSE_MS)
    let ahead = 0
    for (const request of requests[j] ?? []) if (this.#dueMs(j, uploads.piece[request] as number) > SOON_MS) ahead += 1
    if (ahead < this.#mostAhead) this.#plans.at(j, atMs, AHEAD_PAUSE_MS)
  }

  /** @returns when the playhead of `i` comes to the piece, ms from now. */
  #dueMs(i: number, piece: number): number {
    const { elements, episode, nowMs } = this.#state
    return (piece * episode.pieceLength - elements.playhead(i, nowMs)) / episode.rate
  }

  #measure(i: number, slot: number, byte: number): void {
    const { flights, originRate, originLatencyMs, nowMs } = this.#state
    const firstByteMs = flights.firstByteMs[slot] as number
    const bytes = byte - flights.beginByte(slot)
    if (bytes < LEAST_MEASURED_BYTES) return
    const rate = (bytes / Math.max(1, nowMs - firstByteMs)) * 1000
    const latencyMs = firstByteMs - (flights.askedMs[slot] as number)
    const isFirst = originRate[i] === 0
    originRate[i] = isFirst ? rate : ((originRate[i] as number) + rate) / 2
    originLatencyMs[i] = isFirst ? latencyMs : ((originLatencyMs[i] as number) + latencyMs) / 2
  }

  /** @returns the byte up to which the element needs everything before it sounds; 0 while it plays. */
  #needed(i: number): number {
    const { elements } = this.#state
    return elements.isWaiting(i) ? elements.neededEnd(i) : 0
  }

  #mark(i: number): void {
    const { flights, nowMs } = this.#state
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) {
      if (flights.isOpen(slot) && flights.isFlowing(slot)) flights.setMark(slot, this.#needed(i), nowMs)
    }
  }
}
