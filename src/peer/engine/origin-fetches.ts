/**
 * Carries out the planner's origin commands: which runs are in flight, and when the origin may be asked again.
 *
 * Bytes go on as they arrive. It keeps no bytes and knows no hashes.
 */
import type { Clock, Rng } from '../../shared/clock.ts'
import { type PieceIndex, pieceIndex } from '../../shared/ids.ts'
import { nextRetryDelayMs } from '../origin/backoff.ts'
import type { Origin, OriginOutcome } from '../origin/origin.ts'
import { type PieceLayout, pieceRange } from '../piece-layout.ts'
import type { PieceRun } from '../plan.ts'

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
}

export class OriginFetches {
  readonly #layout: PieceLayout
  readonly #origin: Origin
  readonly #clock: Clock
  readonly #rng: Rng
  readonly #host: OriginFetchesHost
  readonly #flights = new Set<Flight>()
  #failures = 0
  #cancelRetry: (() => void) | undefined

  constructor(layout: PieceLayout, origin: Origin, clock: Clock, rng: Rng, host: OriginFetchesHost) {
    this.#layout = layout
    this.#origin = origin
    this.#clock = clock
    this.#rng = rng
    this.#host = host
  }

  /** False while the origin recovers from a failure. */
  get ready(): boolean {
    return this.#cancelRetry === undefined
  }

  /** Failures in a row since the origin last delivered. */
  get failures(): number {
    return this.#failures
  }

  get inFlight(): readonly PieceRun[] {
    return [...this.#flights].map(({ first, last }) => ({ first, last }))
  }

  fetch(first: PieceIndex, last: PieceIndex): void {
    const flight: Flight = { first, last, aborter: new AbortController() }
    this.#flights.add(flight)
    void this.#run(flight)
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

  async #run(flight: Flight): Promise<void> {
    const from = pieceRange(this.#layout, flight.first).from + this.#host.filledBytes(flight.first)
    const { to } = pieceRange(this.#layout, flight.last)
    try {
      const outcome = await this.#origin.fetchRange(from, to, {
        signal: flight.aborter.signal,
        onBytes: (offset, chunk) => {
          this.#failures = 0
          // Pieces behind this offset are whole: should the request end here, only the rest is still on its way.
          const at = Math.floor((offset + chunk.length) / this.#layout.pieceLength)
          flight.first = pieceIndex(Math.min(flight.last, Math.max(flight.first, at)))
          this.#host.bytesArrived(offset, chunk)
        },
      })
      if (outcome.kind !== 'ok' && outcome.kind !== 'aborted') this.#backOff(outcome)
    } finally {
      this.#flights.delete(flight)
    }
    this.#host.changed()
  }

  #backOff(outcome: OriginFailure): void {
    this.#failures += 1
    const asked = outcome.kind === 'busy' ? (outcome.retryAfterMs ?? 0) : 0
    const delayMs = Math.max(asked, nextRetryDelayMs(this.#failures, this.#rng))
    this.#cancelRetry?.()
    this.#cancelRetry = this.#clock.after(delayMs, () => {
      this.#cancelRetry = undefined
      this.#host.changed()
    })
    this.#host.failed(outcome)
  }
}
