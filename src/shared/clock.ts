/**
 * Time and chance as things handed in, so that whatever decides can be replayed on a virtual clock.
 */

/** Milliseconds since some fixed moment; only differences mean anything. */
export type Millis = number

/** A uniformly distributed number in [0, 1). */
export type Rng = () => number

/** The port for time. The browser's and Node's share one adapter, `dom-clock.ts`; tests bring their own. */
export interface Clock {
  now(): Millis
  /** Runs `callback` once after `delayMs`. @returns a disposer that cancels it. */
  after(delayMs: number, callback: () => void): () => void
}
