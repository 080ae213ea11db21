/**
 * Where the element's next bytes come from: what is held, the engine, or, before that stands, straight from the host.
 *
 * Whoever listens hears nothing of the change from one to the next. The engine knows how to spare the host, so an element that has something
 * to play waits for it, but never longer than half of what it was given lasts. Pure; see docs/streaming.md.
 */
import type { Clock } from '../shared/clock.ts'
import { StreamError } from './stream/byte-stream.ts'
import { type HeldPieces, readHeld } from './stream/held-bytes.ts'

/** An engine that takes longer (a store that hangs) is not waited for with silence. */
const ENGINE_PATIENCE_MS = 1_000
/** The same where nobody knows how fast the episode is played. */
const BLIND_PATIENCE_MS = 150
const LEAST_PATIENCE_MS = 50
/** Asked of the host in one go: what is played in so long, so that half of it is time enough for the next. */
const EARLY_SECONDS = 1
/** A host that has not sent that by then is the engine's to deal with: it asks others, too. */
const EARLY_LIMIT_MS = 1_500
/** No recording is believed to need more. */
const MOST_EARLY_BYTES = 1 << 20

/** What there is at the moment. */
export interface ByteSources {
  readonly engine: EngineBytes | undefined
  /** Once the cache is open. */
  readonly held: HeldPieces | undefined
  /** The element is to be told the enclosure's own address: nothing more comes from here. */
  readonly plain: boolean
}

export interface EngineBytes {
  /** @param servedBytes that the same request was given before. */
  read(from: number, to: number, signal: AbortSignal, servedBytes: number): AsyncIterable<Uint8Array>
}

export interface EpisodeBytesParts {
  readonly clock: Clock
  /** Straight from the host, at least `leastBytes` in one request. */
  readonly early: {
    read(from: number, to: number, signal: AbortSignal, leastBytes: number): AsyncIterable<Uint8Array>
  }
  readonly sources: () => ByteSources
  /** Earlier visits left nothing of this episode. */
  readonly nothingHeld: Promise<boolean>
  /** Resolves once `held` is there. */
  readonly cacheOpen: Promise<void>
  /** Resolves once `engine` is there; rejects with a {@link StreamError} where there will be none. */
  readonly ready: Promise<EngineBytes>
  /** What is held was not enough. */
  readonly engineWanted: () => void
  /** Somebody wants to hear it: what is held is read ahead of what the element asks for, and not before. */
  readonly playWanted: () => boolean
  /** Bytes played per second of wall clock; 0: not known. */
  readonly bytesPerSecond: () => number
}

export class EpisodeBytes {
  readonly #parts: EpisodeBytesParts

  constructor(parts: EpisodeBytesParts) {
    this.#parts = parts
  }

  /** As `ByteStream.read` (stream/byte-stream.ts). */
  async *read(from: number, to: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { early, sources, nothingHeld, bytesPerSecond } = this.#parts
    let at = from
    // Neither the cache nor the engine has anything to say about a new episode's first bytes.
    let straight = sources().engine === undefined && (await nothingHeld)
    let patienceMs = ENGINE_PATIENCE_MS
    while (at < to && !signal.aborted) {
      if (!straight) {
        const held = yield* this.#held(at, to, signal, patienceMs)
        at = held.to
        if (at >= to || signal.aborted) return
        const engine = sources().engine ?? (await Promise.race([this.#parts.ready, held.patience]))
        if (engine !== undefined) return yield* this.#fromEngine(engine, at, to, signal, at - from)
      }
      straight = false
      if (sources().plain) throw new StreamError('the episode went over to the plain enclosure')
      const before = at
      const leastBytes = Math.min(MOST_EARLY_BYTES, EARLY_SECONDS * bytesPerSecond())
      const leave = this.#leaveFor(signal)
      try {
        for await (const chunk of early.read(at, to, leave.signal, leastBytes)) {
          at += chunk.length
          yield chunk
        }
        // Enough to go on with: what comes next may come from others, if the engine is about to stand.
        patienceMs = patienceFor(at - before, bytesPerSecond())
      } catch (error) {
        // The engine knows more ways: other listeners, and asking the host again.
        if (!(error instanceof StreamError)) throw error
        patienceMs = ENGINE_PATIENCE_MS
      } finally {
        leave.dispose()
      }
    }
  }

  /** Aborts with `signal`, or once a request has lasted for {@link EARLY_LIMIT_MS} and an engine stands. */
  #leaveFor(signal: AbortSignal) {
    const late = new AbortController()
    const leave = (): void => late.abort()
    const dispose = this.#parts.clock.after(EARLY_LIMIT_MS, () => void this.#parts.ready.then(leave, () => {}))
    return { signal: AbortSignal.any([signal, late.signal]), dispose }
  }

  /** What is held from `at` on, where there is no engine yet. @returns where that ends, and how much longer the engine may be waited for. */
  async *#held(from: number, to: number, signal: AbortSignal, patienceMs: number) {
    const { cacheOpen, ready, sources, engineWanted, playWanted } = this.#parts
    let at = from
    let patience = this.#after(patienceMs)
    const isOver = (): boolean => sources().engine !== undefined || sources().plain || signal.aborted
    if (isOver()) return { to: at, patience }
    await Promise.race([cacheOpen, ready.catch(() => {}), patience])
    const { held } = sources()
    for await (const chunk of held === undefined ? [] : readHeld(held, at, to, isOver, playWanted)) {
      at += chunk.length
      yield chunk
    }
    if (at < to && !signal.aborted) engineWanted()
    if (at > from) patience = this.#after(ENGINE_PATIENCE_MS)
    return { to: at, patience }
  }

  async *#fromEngine(engine: EngineBytes, from: number, to: number, signal: AbortSignal, servedBytes: number) {
    const { sources, playWanted } = this.#parts
    let at = from
    if (playWanted()) sources().held?.readAhead(at, to)
    for await (const chunk of engine.read(from, to, signal, servedBytes)) {
      at += chunk.length
      if (playWanted()) sources().held?.readAhead(at, to)
      yield chunk
    }
  }

  #after(delayMs: number): Promise<undefined> {
    return new Promise((resolve) => {
      this.#parts.clock.after(delayMs, () => resolve(undefined))
    })
  }
}

/** @returns how long an element that was given `bytes` can wait for the next: half of what they last, ms. */
export function patienceFor(bytes: number, bytesPerSecond: number): number {
  if (bytesPerSecond <= 0) return BLIND_PATIENCE_MS
  const lastsMs = (bytes / bytesPerSecond) * 1000
  return Math.min(ENGINE_PATIENCE_MS, Math.max(LEAST_PATIENCE_MS, lastsMs / 2))
}
