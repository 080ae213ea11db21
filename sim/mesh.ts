/**
 * Who is connected to whom: up to MOST_PEERS slots for each listener, in columns, without holes.
 *
 * A connection has a slot at either end. What one end knows of the other (its pace, what it declined) stands in that end's slot.
 */
import { MOST_PEERS } from './model.ts'

/** Of one neighbour, so many refusals are remembered at a time. */
const REFUSALS = 8

export class Mesh {
  readonly degree: Int32Array
  /** Listener at the other end, by slot (`i * MOST_PEERS + k`). */
  readonly neighbour: Int32Array
  /** One way, ms. */
  readonly delayMs: Float32Array
  /** From when on the neighbour's bitfield is here. */
  readonly readyMs: Float64Array
  /** Bytes a second and ms to the first block, 0 where not measured. */
  readonly rate: Float32Array
  readonly latencyMs: Float32Array
  /** When its last piece came. */
  readonly lastMs: Float64Array
  readonly #refused: Int16Array
  readonly #refusedUntilMs: Float64Array

  constructor(count: number) {
    const slots = count * MOST_PEERS
    this.degree = new Int32Array(count)
    this.neighbour = new Int32Array(slots)
    this.delayMs = new Float32Array(slots)
    this.readyMs = new Float64Array(slots)
    this.rate = new Float32Array(slots)
    this.latencyMs = new Float32Array(slots)
    this.lastMs = new Float64Array(slots)
    this.#refused = new Int16Array(slots * REFUSALS)
    this.#refusedUntilMs = new Float64Array(slots * REFUSALS)
  }

  /** @returns i's slot for its neighbour j, or -1. */
  slot(i: number, j: number): number {
    const first = i * MOST_PEERS
    const end = first + (this.degree[i] as number)
    for (let slot = first; slot < end; slot++) if (this.neighbour[slot] === j) return slot
    return -1
  }

  isFull(i: number): boolean {
    return (this.degree[i] as number) >= MOST_PEERS
  }

  connect(i: number, j: number, delayMs: number, nowMs: number): void {
    this.#add(i, j, delayMs, nowMs)
    this.#add(j, i, delayMs, nowMs)
  }

  /** Frees both slots; the last slot of each end moves into the hole. */
  disconnect(i: number, j: number): void {
    this.#remove(i, this.slot(i, j))
    this.#remove(j, this.slot(j, i))
  }

  /** The neighbour said no to `piece`, or was asked in vain: it is not asked before `untilMs`. Its oldest refusal is forgotten. */
  refuse(slot: number, piece: number, untilMs: number): void {
    let oldest = slot * REFUSALS
    for (let at = oldest; at < slot * REFUSALS + REFUSALS; at++) {
      if (this.#refused[at] === piece) oldest = at
      if (this.#refused[at] === piece) break
      if ((this.#refusedUntilMs[at] as number) < (this.#refusedUntilMs[oldest] as number)) oldest = at
    }
    this.#refused[oldest] = piece
    this.#refusedUntilMs[oldest] = untilMs
  }

  hasRefused(slot: number, piece: number, nowMs: number): boolean {
    for (let at = slot * REFUSALS; at < slot * REFUSALS + REFUSALS; at++) {
      if (this.#refused[at] === piece && (this.#refusedUntilMs[at] as number) > nowMs) return true
    }
    return false
  }

  /** A piece came: its pace and the wait for its first block, evened out over the last few. */
  measure(slot: number, rate: number, latencyMs: number, nowMs: number): void {
    this.lastMs[slot] = nowMs
    const oldRate = this.rate[slot] as number
    const oldLatencyMs = this.latencyMs[slot] as number
    this.rate[slot] = oldRate === 0 ? rate : (oldRate + rate) / 2
    this.latencyMs[slot] = oldLatencyMs === 0 ? latencyMs : (oldLatencyMs + latencyMs) / 2
  }

  #add(i: number, j: number, delayMs: number, nowMs: number): void {
    const slot = i * MOST_PEERS + (this.degree[i] as number)
    this.degree[i] = (this.degree[i] as number) + 1
    this.neighbour[slot] = j
    this.delayMs[slot] = delayMs
    this.readyMs[slot] = nowMs + 2 * delayMs
    this.rate[slot] = 0
    this.latencyMs[slot] = 0
    this.lastMs[slot] = nowMs
    this.#refusedUntilMs.fill(0, slot * REFUSALS, slot * REFUSALS + REFUSALS)
  }

  #remove(i: number, slot: number): void {
    if (slot < 0) return
    this.degree[i] = (this.degree[i] as number) - 1
    const last = i * MOST_PEERS + (this.degree[i] as number)
    if (last === slot) return
    for (const column of [this.neighbour, this.delayMs, this.readyMs, this.rate, this.latencyMs, this.lastMs]) {
      column[slot] = column[last] as number
    }
    this.#refused.copyWithin(slot * REFUSALS, last * REFUSALS, last * REFUSALS + REFUSALS)
    this.#refusedUntilMs.copyWithin(slot * REFUSALS, last * REFUSALS, last * REFUSALS + REFUSALS)
  }
}
