/** What a hardship is. Types only. */
import type { Rng } from '../../../src/shared/clock.ts'

export interface Hardship {
  /** What was done so far, in numbers. */
  counts(): Readonly<Record<string, number>>
  /** Ends all its sockets, at once. */
  stop(): void
}

/** Where it is aimed, and who takes part. */
export interface HardshipPlan {
  readonly port: number
  /** The number of its first socket, from which its addresses come: nobody had them before. It may take 10,000. */
  readonly firstSocket: number
  readonly rng: Rng
}

export type StartHardship = (plan: HardshipPlan) => Hardship
