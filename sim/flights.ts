/**
 * Each listener's requests to the host under way: which pieces, how far they are. At most two at a time.
 *
 * A request is asked, then waits for its first byte, then flows at the speed that the shared host gives it. A request that is
 * cut off leaves the beginning of a piece behind, and the next one for that piece goes on from there.
 */
import type { SharedOrigin } from './shared-origin.ts'
import type { Episode } from './trace.ts'

/** Requests of one listener at a time. */
export const FLIGHTS = 2
const NONE = -1

export class Flights {
  readonly #episode: Episode
  readonly #origin: SharedOrigin
  /** By slot (`i * FLIGHTS + k`): the pieces; -1 where the slot is free. `first` moves on as pieces become whole. */
  readonly first: Int32Array
  readonly last: Int32Array
  readonly askedMs: Float64Array
  /** When its first byte came; Infinity before. */
  readonly firstByteMs: Float64Array
  readonly generation: Int32Array
  readonly #flow: Int32Array
  readonly #fromByte: Float64Array
  /** Bytes below this are counted already. */
  readonly #countedTo: Float64Array
  readonly #mark: Float64Array
  /** By listener: a piece of which the host sent the beginning, up to this byte of the file. */
  readonly #begun: Int32Array
  readonly #begunTo: Float64Array

  constructor(count: number, episode: Episode, origin: SharedOrigin) {
    this.#episode = episode
    this.#origin = origin
    this.first = new Int32Array(count * FLIGHTS).fill(NONE)
    this.last = new Int32Array(count * FLIGHTS).fill(NONE)
    this.askedMs = new Float64Array(count * FLIGHTS)
    this.firstByteMs = new Float64Array(count * FLIGHTS)
    this.generation = new Int32Array(count * FLIGHTS)
    this.#flow = new Int32Array(count * FLIGHTS).fill(NONE)
    this.#fromByte = new Float64Array(count * FLIGHTS)
    this.#countedTo = new Float64Array(count * FLIGHTS)
    this.#mark = new Float64Array(count * FLIGHTS)
    this.#begun = new Int32Array(count).fill(NONE)
    this.#begunTo = new Float64Array(count)
  }

  isOpen(slot: number): boolean {
    return this.first[slot] !== NONE
  }

  covers(i: number, piece: number): boolean {
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) {
      if (this.isOpen(slot) && piece >= (this.first[slot] as number) && piece <= (this.last[slot] as number))
        return true
    }
    return false
  }

  /** @returns the slot of the new request. Throws where there is none: a planner asks for no more than that. */
  ask(i: number, first: number, last: number, nowMs: number): number {
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) {
      if (this.isOpen(slot)) continue
      this.first[slot] = first
      this.last[slot] = last
      this.askedMs[slot] = nowMs
      this.firstByteMs[slot] = Number.POSITIVE_INFINITY
      this.generation[slot] = (this.generation[slot] as number) + 1
      const begin = first * this.#episode.pieceLength
      this.#fromByte[slot] = this.#begun[i] === first ? Math.max(begin, this.#begunTo[i] as number) : begin
      this.#countedTo[slot] = this.#fromByte[slot] as number
      return slot
    }
    throw new Error(`listener ${i} asks the host for more than ${FLIGHTS} ranges at a time`)
  }

  /** The first byte is about to come. */
  flow(slot: number, speedClass: number, nowMs: number): void {
    this.firstByteMs[slot] = nowMs
    this.#flow[slot] = this.#origin.begin(slot, speedClass, nowMs)
  }

  /** Tells the host which byte is worth a look: the end of the piece that is coming, or `soonerByte` before it. */
  setMark(slot: number, soonerByte: number, nowMs: number): void {
    const flow = this.#flow[slot] as number
    if (flow === NONE) return
    const pieceEnd = Math.min(((this.first[slot] as number) + 1) * this.#episode.pieceLength, this.#episode.lengthBytes)
    const isSooner = soonerByte < pieceEnd && soonerByte > this.position(slot, nowMs) + 0.5
    this.#mark[slot] = isSooner ? soonerByte : pieceEnd
    this.#origin.mark(flow, (this.#mark[slot] as number) - (this.#fromByte[slot] as number))
  }

  isFlowing(slot: number): boolean {
    return this.#flow[slot] !== NONE
  }

  /** @returns the first byte of the file that this request asked for. */
  beginByte(slot: number): number {
    return this.#fromByte[slot] as number
  }

  /** @returns the byte that was marked, now reached. */
  markedByte(slot: number): number {
    return this.#mark[slot] as number
  }

  /** @returns the byte of the file before which everything of this request has come. */
  position(slot: number, nowMs: number): number {
    const flow = this.#flow[slot] as number
    const from = this.#fromByte[slot] as number
    return flow === NONE ? from : Math.min(this.#end(slot), from + Math.max(0, this.#origin.sent(flow, nowMs)))
  }

  /** @returns the first byte at or after `byte` that is not here, where the piece at `byte` is coming, or has begun to. */
  reach(i: number, byte: number, nowMs: number): number {
    const piece = Math.floor(byte / this.#episode.pieceLength)
    let reached = this.#begun[i] === piece ? Math.max(byte, this.#begunTo[i] as number) : byte
    for (let slot = i * FLIGHTS; slot < (i + 1) * FLIGHTS; slot++) {
      if (this.first[slot] === piece) reached = Math.max(reached, this.position(slot, nowMs))
    }
    return reached
  }

  /** Takes what came since the last time into account. @returns the range, or `from === to`. */
  uncounted(slot: number, to: number): { readonly from: number; readonly to: number } {
    const from = this.#countedTo[slot] as number
    this.#countedTo[slot] = Math.max(from, to)
    return { from, to: Math.max(from, to) }
  }

  /** Ends a request, complete or not. */
  close(slot: number, nowMs: number): void {
    const i = Math.floor(slot / FLIGHTS)
    const at = this.position(slot, nowMs)
    const flow = this.#flow[slot] as number
    const first = this.first[slot] as number
    if (first <= (this.last[slot] as number) && at > first * this.#episode.pieceLength) {
      this.#begun[i] = first
      this.#begunTo[i] = at
    }
    if (flow !== NONE) this.#origin.close(flow, at - (this.#fromByte[slot] as number), nowMs)
    this.#flow[slot] = NONE
    this.first[slot] = NONE
    this.last[slot] = NONE
    this.generation[slot] = (this.generation[slot] as number) + 1
  }

  #end(slot: number): number {
    return Math.min(((this.last[slot] as number) + 1) * this.#episode.pieceLength, this.#episode.lengthBytes)
  }
}
