/**
 * Plays from the origin before the torrent file is here, and remembers the bytes, so that the host sends them once.
 *
 * One request covers what an element reads before it can sound (media-start.ts), and is begun before anybody reads, side by side with everything
 * else. Bounded: past {@link MAX_REMEMBERED_BYTES} it forgets what was played first, and goes on playing. Nothing here is verified; the engine
 * does that, and takes over requests under way.
 */
import type { Clock, Millis } from '../shared/clock.ts'
import { joinBytes } from '../shared/join-bytes.ts'
import { headerBytes, START_BYTES } from './media-start.ts'
import type { Origin } from './origin/origin.ts'
import type { OriginPace } from './plan-view.ts'
import { StreamError } from './stream/byte-stream.ts'

const MAX_REMEMBERED_BYTES = 8 << 20
/** A rate measured over less says nothing. */
const LEAST_MEASURED_BYTES = 32 * 1024

/** A request to the origin that began before the engine stood. */
export interface EarlyRequest {
  readonly from: number
  readonly to: number
  /** What came before this is here. */
  readonly reached: number
  /** Resolves when no more bytes come of it. */
  readonly done: Promise<void>
  abort(): void
}

class Flight {
  readonly from: number
  readonly to: number
  readonly chunks: Uint8Array[] = []
  bytes = 0
  outcome: string | undefined
  readonly aborter = new AbortController()
  wake: () => void = () => {}
  done: Promise<void> = Promise.resolve()

  constructor(from: number, to: number) {
    this.from = from
    this.to = to
  }

  get reached(): number {
    return this.from + this.bytes
  }

  /** @returns all that has come from `at` on, in one: each chunk that goes to the element costs a message there and back. */
  bytesAt(at: number): Uint8Array | undefined {
    if (at < this.from || at >= this.reached) return undefined
    const parts: Uint8Array[] = []
    let offset = this.from
    for (const chunk of this.chunks) {
      if (at < offset + chunk.length) parts.push(chunk.subarray(Math.max(0, at - offset)))
      offset += chunk.length
    }
    return parts.length === 1 ? parts[0] : joinBytes(parts, this.reached - at)
  }
}

export class EarlyBytes {
  readonly #origin: Origin
  readonly #clock: Clock
  readonly #signal: AbortSignal
  readonly #refusesRanges: () => void
  #flights: Flight[] = []
  #headerBytes = 0
  #pace: OriginPace | undefined
  /** Resolves a turn after the first bytes arrived: whoever waits for them has them by then. */
  readonly firstBytes: Promise<void>
  #firstArrived: () => void = () => {}
  #take: ((offset: number, bytes: Uint8Array) => void) | undefined

  /** @param signal ends all requests. @param refusesRanges runs where the host sends the whole file for a part: it is of no use here. */
  constructor(origin: Origin, clock: Clock, signal: AbortSignal, refusesRanges: () => void) {
    this.#refusesRanges = refusesRanges
    this.#origin = origin
    this.#clock = clock
    this.#signal = signal
    this.firstBytes = new Promise((resolve) => {
      this.#firstArrived = () => clock.after(0, resolve)
    })
  }

  /** How fast the origin was; `undefined`: nothing was measured. */
  get pace(): OriginPace | undefined {
    return this.#pace
  }

  /** Begins with the file's start, where every media element begins. */
  prefetch(): void {
    if (this.#flights.length === 0) this.#fly(0, START_BYTES)
  }

  /** Bytes from `from` on, as they arrive, to the end of one request, which is for `leastBytes` at least where it must be made. */
  async *read(from: number, to: number, signal: AbortSignal, leastBytes: number): AsyncGenerator<Uint8Array> {
    const known = this.#flights.find((one) => one.from <= from && from < one.to && this.#isOfUse(one, from))
    const flight = known ?? this.#fly(from, Math.min(to, this.#endOf(from, leastBytes)))
    let at = from
    while (at < to && !signal.aborted) {
      const chunk = flight.bytesAt(at)
      if (chunk !== undefined) {
        at += Math.min(chunk.length, to - at)
        yield chunk.subarray(0, chunk.length - Math.max(0, at - to))
        continue
      }
      if (flight.outcome !== undefined) break
      await this.#next(flight, signal)
    }
    const failed = flight.outcome !== undefined && flight.outcome !== 'ok' && flight.outcome !== 'aborted'
    if (failed && at === from) throw new StreamError(`the host does not deliver (${flight.outcome})`)
  }

  /** Hands over what was remembered, and whatever requests still under way bring. @returns those. */
  handOver(take: (offset: number, bytes: Uint8Array) => void): readonly EarlyRequest[] {
    this.#take = take
    for (const flight of [...this.#flights].sort((a, b) => a.from - b.from)) {
      let offset = flight.from
      for (const chunk of flight.chunks) {
        take(offset, chunk)
        offset += chunk.length
      }
    }
    this.#flights = this.#flights.filter(({ outcome }) => outcome === undefined)
    return this.#flights.map(({ from, to, reached, done, aborter }) => {
      return { from, to, reached, done, abort: () => aborter.abort() }
    })
  }

  /** Enough to sound; past a long header at once. */
  #endOf(from: number, leastBytes: number): number {
    return Math.ceil(Math.max(from + leastBytes, from + START_BYTES, this.#headerBytes + START_BYTES))
  }

  #isOfUse(flight: Flight, from: number): boolean {
    return flight.outcome === undefined || from < flight.reached
  }

  #fly(from: number, to: number): Flight {
    this.#forget()
    const flight = new Flight(from, to)
    this.#flights.push(flight)
    const askedMs = this.#clock.now()
    let firstMs: Millis | undefined
    flight.done = this.#origin
      .fetchRange(from, to, {
        signal: AbortSignal.any([this.#signal, flight.aborter.signal]),
        onBytes: (offset, chunk) => {
          firstMs ??= this.#clock.now()
          this.#arrived(flight, offset, chunk)
        },
      })
      .then(({ kind }) => {
        flight.outcome = kind
        if (kind === 'ignored-range') this.#refusesRanges()
        if (firstMs !== undefined) this.#measured(firstMs - askedMs, flight.bytes, this.#clock.now() - firstMs)
        flight.wake()
      })
    return flight
  }

  #arrived(flight: Flight, offset: number, chunk: Uint8Array): void {
    if (offset === 0) this.#headerBytes = headerBytes(chunk)
    this.#firstArrived()
    this.#firstArrived = () => {}
    this.#take?.(offset, chunk)
    flight.chunks.push(chunk.slice())
    flight.bytes += chunk.length
    flight.wake()
  }

  /** Who still reads one of them goes on with it. */
  #forget(): void {
    let bytes = this.#flights.reduce((sum, flight) => sum + flight.bytes, 0)
    while (bytes > MAX_REMEMBERED_BYTES) {
      const oldest = this.#flights.findIndex(({ outcome }) => outcome !== undefined)
      const [forgotten] = oldest < 0 ? [] : this.#flights.splice(oldest, 1)
      if (forgotten === undefined) return
      bytes -= forgotten.bytes
    }
  }

  #next(flight: Flight, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const before = flight.wake
      const wake = (): void => {
        signal.removeEventListener('abort', wake)
        resolve()
      }
      // Two readers may wait for the same bytes.
      flight.wake = () => {
        flight.wake = () => {}
        before()
        wake()
      }
      signal.addEventListener('abort', wake, { once: true })
    })
  }

  #measured(latencyMs: number, bytes: number, tookMs: number): void {
    if (bytes >= LEAST_MEASURED_BYTES) this.#pace = { latencyMs, bytesPerSecond: (bytes / Math.max(1, tookMs)) * 1000 }
  }
}
