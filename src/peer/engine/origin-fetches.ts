/**
 * Carries out the planner's origin commands: which runs are in flight, and when the origin may be asked again.
 *
 * Bytes go on as they arrive. It keeps no bytes and knows no hashes.
 */
import type { Clock, Millis, Rng } from '../../shared/clock.ts'
import { type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import { nextRetryDelayMs } from '../origin/backoff.ts'
import type { Origin, OriginOutcome } from '../origin/origin.ts'
import { type PieceLayout, pieceRange } from '../piece-layout.ts'
import type { OriginPace, OriginRequest, PieceRun } from '../plan.ts'

export type OriginFailure = Exclude<OriginOutcome, { kind: 'ok' } | { kind: 'aborted' }>

export interface OriginFetchesHost {
  /** Bytes already there at the beginning of `piece`: a request that was cut off goes on from them. */
  filledBytes(piece: PieceIndex): number
  bytesArrived(offset: number, chunk: Uint8Array): void
  failed(outcome: OriginFailure): void
  /** A request ended, well or badly, or the origin may be asked again. */
  changed(): void
}

interface Flight {
  first: PieceIndex
  readonly last: PieceIndex
  readonly aborter: AbortController
  /** Begun elsewhere. */
  readonly adopted: boolean
  /** When it was asked, or brought its last bytes. */
  lastMs: Millis
  /** `undefined`: nothing has come, or nothing since it was adopted. */
  firstByteMs: Millis | undefined
  receivedBytes: number
}

/** The newest measurement counts this much. */
const PACE_WEIGHT = 0.4
/** A rate measured over less says nothing. */
const LEAST_MEASURED_BYTES = 32 * 1024
/** A request's own rate says nothing sooner: the first bytes come in a burst. */
const LEAST_MEASURED_MS = 500

export class OriginFetches {
  readonly #layout: PieceLayout
  readonly #origin: Origin
  readonly #clock: Clock
  readonly #rng: Rng
  readonly #host: OriginFetchesHost
  readonly #flights = new Set<Flight>()
  #failures = 0
  #pace: OriginPace | undefined
  #cancelRetry: (() => void) | undefined
  #retryAtMs = 0

  constructor(
    layout: PieceLayout,
    origin: Origin,
    clock: Clock,
    rng: Rng,
    host: OriginFetchesHost,
    pace: OriginPace | undefined,
  ) {
    this.#layout = layout
    this.#origin = origin
    this.#clock = clock
    this.#rng = rng
    this.#host = host
    this.#pace = pace
  }

  /** False while the origin recovers from a failure. */
  get ready(): boolean {
    return this.#cancelRetry === undefined
  }

  /** Milliseconds until the origin may be asked again; 0: it may. */
  get pausesMs(): Millis {
    return this.#cancelRetry === undefined ? 0 : Math.max(0, this.#retryAtMs - this.#clock.now())
  }

  /** Failures in a row since the origin last delivered. */
  get failures(): number {
    return this.#failures
  }

  get inFlight(): readonly OriginRequest[] {
    const now = this.#clock.now()
    return [...this.#flights].map((flight) => ({
      first: flight.first,
      last: flight.last,
      silentMs: now - flight.lastMs,
      bytesPerSecond: flightRate(flight, now),
    }))
  }

  /** How fast the origin has been lately; `undefined`: nothing was measured yet. */
  get pace(): OriginPace | undefined {
    return this.#pace
  }

  fetch(first: PieceIndex, last: PieceIndex): void {
    const flight = this.#begin({ first, last }, false)
    void this.#run(flight)
  }

  /** A request that was begun elsewhere: its bytes come by themselves until `done`, and are told by `adoptedBytesArrived`. */
  adopt(run: PieceRun, done: Promise<void>, abort: () => void): void {
    const flight = this.#begin(run, true)
    flight.aborter.signal.addEventListener('abort', abort, { once: true })
    void done.then(() => {
      this.#flights.delete(flight)
      this.#host.changed()
    })
  }

  adoptedBytesArrived(offset: number, length: number): void {
    const at = Math.floor(offset / this.#layout.pieceLength)
    for (const flight of this.#flights) {
      if (flight.adopted && at >= flight.first && at <= flight.last) this.#advance(flight, offset, length)
    }
  }

  abort(run: PieceRun): void {
    for (const flight of this.#flights)
      if (flight.first === run.first && flight.last === run.last) flight.aborter.abort()
  }

  /** Forgets failures: the origin may be asked at once. */
  reset(): void {
    this.#failures = 0
    this.#cancelRetry?.()
    this.#cancelRetry = undefined
  }

  dispose(): void {
    this.#cancelRetry?.()
    for (const flight of this.#flights) flight.aborter.abort()
  }

  #begin({ first, last }: PieceRun, adopted: boolean): Flight {
    const flight: Flight = {
      first,
      last,
      adopted,
      aborter: new AbortController(),
      lastMs: this.#clock.now(),
      firstByteMs: undefined,
      receivedBytes: 0,
    }
    this.#flights.add(flight)
    return flight
  }

  async #run(flight: Flight): Promise<void> {
    const from = pieceRange(this.#layout, flight.first).from + this.#host.filledBytes(flight.first)
    const { to } = pieceRange(this.#layout, flight.last)
    const askedMs = this.#clock.now()
    try {
      const outcome = await this.#origin.fetchRange(from, to, {
        signal: flight.aborter.signal,
        onBytes: (offset, chunk) => {
          this.#failures = 0
          this.#advance(flight, offset, chunk.length)
          this.#host.bytesArrived(offset, chunk)
        },
      })
      if (outcome.kind !== 'ok' && outcome.kind !== 'aborted') this.#backOff(outcome)
    } finally {
      this.#flights.delete(flight)
    }
    const { firstByteMs, receivedBytes, lastMs } = flight
    if (firstByteMs !== undefined && receivedBytes >= LEAST_MEASURED_BYTES) {
      this.#measured(firstByteMs - askedMs, receivedBytes, lastMs - firstByteMs)
    }
    this.#host.changed()
  }

  #advance(flight: Flight, offset: number, length: number): void {
    flight.lastMs = this.#clock.now()
    flight.firstByteMs ??= flight.lastMs
    flight.receivedBytes += length
    // Pieces behind this offset are whole: should the request end here, only the rest is still on its way.
    const at = Math.floor((offset + length) / this.#layout.pieceLength)
    flight.first = pieceIndex(Math.min(flight.last, Math.max(flight.first, at)))
  }

  #measured(latencyMs: number, bytes: number, tookMs: number): void {
    const bytesPerSecond = (bytes / Math.max(1, tookMs)) * 1000
    const old = this.#pace ?? { latencyMs, bytesPerSecond }
    this.#pace = {
      latencyMs: old.latencyMs + PACE_WEIGHT * (latencyMs - old.latencyMs),
      bytesPerSecond: old.bytesPerSecond + PACE_WEIGHT * (bytesPerSecond - old.bytesPerSecond),
    }
  }

  #backOff(outcome: OriginFailure): void {
    this.#failures += 1
    const asked = outcome.kind === 'busy' ? (outcome.retryAfterMs ?? 0) : 0
    const delayMs = Math.max(asked, nextRetryDelayMs(this.#failures, this.#rng))
    this.#cancelRetry?.()
    this.#retryAtMs = this.#clock.now() + delayMs
    this.#cancelRetry = this.#clock.after(delayMs, () => {
      this.#cancelRetry = undefined
      this.#host.changed()
    })
    this.#host.failed(outcome)
  }
}

/** Bytes a second since its first byte, standstill counted; `undefined`: too soon to tell. */
function flightRate({ firstByteMs, receivedBytes }: Flight, now: Millis): number | undefined {
  if (firstByteMs === undefined || now - firstByteMs < LEAST_MEASURED_MS) return undefined
  return (receivedBytes / (now - firstByteMs)) * 1000
}
