/**
 * Shows the planner what one listener sees: real `PlanView`s over the crowd's columns.
 *
 * One view serves all listeners, one after the other, and its objects are used again: a view holds until the next one is made.
 */
import { cursorsOf } from '../src/peer/engine/listener-position.ts'
import type { LeaseState, OriginPace, OriginRequest, PeerRequest, PeerView, PlanView } from '../src/peer/plan-view.ts'
import type { PieceIndex } from '../src/shared/ids.ts'
import type { CrowdState } from './crowd-state.ts'
import { FLIGHTS } from './flights.ts'
import { MOST_PEERS } from './model.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Rows that are made once and used again: `take` gives one out, `list` is what was given out. */
class Rows<T> {
  readonly list: T[] = []
  readonly #all: T[] = []
  readonly #make: () => T

  constructor(make: () => T) {
    this.#make = make
  }

  clear(): void {
    this.list.length = 0
  }

  take(): T {
    const at = this.list.length
    let row = this.#all[at]
    if (row === undefined) {
      row = this.#make()
      this.#all.push(row)
    }
    this.list.push(row)
    return row
  }
}

/** A neighbour, as the planner sees it. */
class Neighbour implements PeerView {
  readonly #state: CrowdState
  readonly #hasPiece: (piece: PieceIndex) => boolean
  id = ''
  has: ((piece: PieceIndex) => boolean) | undefined
  heldPieces = 0
  choking = false
  rateBytesPerSecond = 0
  latencyMs = 0
  readonly declined: (piece: PieceIndex) => boolean
  readonly fetching: (piece: PieceIndex) => boolean
  #slot = 0
  #firstPiece = 0
  #firstWord = 0
  /** Its last piece is old news. */
  #allSeen = false
  #other = 0
  #seenMs = 0

  constructor(state: CrowdState) {
    this.#state = state
    const { since, bits } = state.possession
    this.#hasPiece = (piece) =>
      ((bits[this.#firstWord + (piece >> 5)] as number) & (1 << (piece & 31))) !== 0 &&
      (this.#allSeen || (since[this.#firstPiece + piece] as number) <= this.#seenMs)
    this.declined = (piece) => state.mesh.hasRefused(this.#slot, piece, state.nowMs)
    this.fetching = (piece) => this.#isFetching(piece)
  }

  show(slot: number): void {
    const { mesh, nowMs, ids, episode, giving, possession } = this.#state
    const other = mesh.neighbour[slot] as number
    this.#slot = slot
    this.#other = other
    this.#firstPiece = other * episode.pieceCount
    this.#seenMs = nowMs - (mesh.delayMs[slot] as number)
    this.#firstWord = other * possession.words
    this.#allSeen = (possession.lastMs[other] as number) <= this.#seenMs
    this.id = ids[other] as string
    this.has = (mesh.readyMs[slot] as number) <= nowMs ? this.#hasPiece : undefined
    this.heldPieces = this.has === undefined ? 0 : (possession.held[other] as number)
    this.choking = !giving.mayGive(other, nowMs)
    this.rateBytesPerSecond = mesh.rate[slot] as number
    this.latencyMs = mesh.latencyMs[slot] as number
  }

  #isFetching(piece: PieceIndex): boolean {
    const { flights } = this.#state
    for (let slot = this.#other * FLIGHTS; slot < (this.#other + 1) * FLIGHTS; slot++) {
      const isOn = piece >= (flights.first[slot] as number) && piece <= (flights.last[slot] as number)
      if (isOn && flights.isOpen(slot) && (flights.askedMs[slot] as number) <= this.#seenMs) return true
    }
    return false
  }
}

export class CrowdView implements PlanView {
  readonly #state: CrowdState
  readonly #peers: Rows<Neighbour>
  readonly #requests = new Rows<Writable<PeerRequest>>(() => ({
    piece: 0 as PieceIndex,
    peer: '',
    receivedBytes: 0,
    silentMs: 0,
  }))
  readonly #flights = new Rows<Writable<OriginRequest>>(() => ({
    first: 0 as PieceIndex,
    last: 0 as PieceIndex,
    silentMs: 0,
  }))
  readonly #pace: Writable<OriginPace> = { latencyMs: 0, bytesPerSecond: 0 }
  readonly #facts = {
    currentTimeSeconds: 0,
    durationSeconds: 0,
    playbackRate: 1,
    paused: false,
    bufferedAheadSeconds: 0,
    starving: false,
  }
  #i = 0
  readonly pieceCount: number
  readonly pieceLength: number
  readonly bytesPerSecond: number
  readonly originReady = true
  readonly originFailing = false
  readonly lateMs = 0
  readonly idle = false
  readonly leases: ((piece: PieceIndex) => LeaseState) | undefined
  readonly has: (piece: PieceIndex) => boolean
  cursors: PlanView['cursors'] = []
  originPace: OriginPace | undefined
  swarm: PlanView['swarm'] = 'meeting'
  swarmSize = 1
  selfId = ''

  constructor(state: CrowdState) {
    const { episode, possession, leases } = state
    this.#state = state
    this.#peers = new Rows(() => new Neighbour(state))
    this.pieceCount = episode.pieceCount
    this.pieceLength = episode.pieceLength
    this.bytesPerSecond = episode.rate * 1000
    this.#facts.durationSeconds = episode.lengthBytes / this.bytesPerSecond
    this.has = (piece) => possession.has(this.#i, piece)
    this.leases = leases === undefined ? undefined : (piece) => leases.word(this.#i, piece, state.nowMs)
  }

  get peers(): readonly PeerView[] {
    return this.#peers.list
  }

  get peerRequests(): readonly PeerRequest[] {
    return this.#requests.list
  }

  get originInFlight(): readonly OriginRequest[] {
    return this.#flights.list
  }

  /** Shows the crowd through the eyes of listener `i`. */
  show(i: number): this {
    const { ids, attempts, announced, mesh, swarmSize } = this.#state
    this.#i = i
    this.selfId = ids[i] as string
    this.swarmSize = swarmSize[i] as number
    this.swarm = announced[i] === 0 || (attempts[i] as number) > 0 ? 'meeting' : 'met'
    this.#peers.clear()
    const first = i * MOST_PEERS
    const end = first + (mesh.degree[i] as number)
    for (let slot = first; slot < end; slot++) this.#peers.take().show(slot)
    this.#showRequests(i)
    this.#showFlights(i)
    this.#showPosition(i)
    return this
  }

  #showRequests(i: number): void {
    const { requests, uploads, ids, nowMs } = this.#state
    this.#requests.clear()
    for (const request of requests[i] ?? []) {
      const row = this.#requests.take()
      row.piece = uploads.piece[request] as PieceIndex
      row.peer = ids[uploads.giver[request] as number] as string
      row.receivedBytes = uploads.received(request, nowMs)
      row.silentMs = uploads.silentMs(request, nowMs)
    }
  }

  #showFlights(i: number): void {
    const { flights, originRate, originLatencyMs, nowMs } = this.#state
    this.#flights.clear()
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) {
      if (!flights.isOpen(slot)) continue
      const row = this.#flights.take()
      row.first = flights.first[slot] as PieceIndex
      row.last = flights.last[slot] as PieceIndex
      row.silentMs =
        flights.firstByteMs[slot] === Number.POSITIVE_INFINITY ? nowMs - (flights.askedMs[slot] as number) : 0
    }
    this.#pace.bytesPerSecond = originRate[i] as number
    this.#pace.latencyMs = originLatencyMs[i] as number
    this.originPace = this.#pace.bytesPerSecond > 0 ? this.#pace : undefined
  }

  #showPosition(i: number): void {
    const state = this.#state
    const { elements, waitFrom, episode, nowMs } = state
    const reach = state.reach(i)
    const waiting = elements.isWaiting(i)
    this.#facts.starving = waiting
    // An element that waits has said so when it had nothing; what it was handed since then is counted apart.
    this.#facts.bufferedAheadSeconds = waiting ? 0 : (reach - elements.playhead(i, nowMs)) / this.bytesPerSecond
    const readers = reach < episode.lengthBytes ? [reach] : []
    const handedBytes = waiting ? reach - (waitFrom[i] as number) : 0
    this.cursors = cursorsOf(
      { readers, lastByte: reach, handedBytes, headerBytes: 0, waitedMs: 0 },
      this.bytesPerSecond,
      this.#facts,
    )
  }
}
