/** What a hardship is. Types only. */
import type { Rng } from '../../../src/shared/clock.ts'

export interface Hardship {
  /** What was done so far, in numbers. */
  counts(): Readonly<Record<string, number>>
  /** Ends all its sockets, at once. */
  stop(): void
}

export type StartHardship = (port: number, rng: Rng) => Hardship
