/**
 * What comes out of a run, in the words of docs/simulator.md. Copies are bytes divided by the size of the file.
 */
import type { Arrivals } from './arrivals.ts'
import type { Crowd } from './crowd.ts'
import type { SimOptions } from './options.ts'
import type { PlainHttp } from './plain-http.ts'

export interface Figures {
  readonly listeners: number
  readonly arrivals: Arrivals
  readonly leases: boolean
  readonly seed: number
  readonly minutes: number
  readonly kilobits: number
  readonly pieceKib: number
  readonly originMbit: number
  /** All that the host sent. */
  readonly originCopies: number
  /** The start windows of all listeners. */
  readonly startupCopies: number
  /** `originCopies` less `startupCopies`; below 0 where peers carried part of the windows. */
  readonly beyondStartCopies: number
  /** What the host sent of bytes that lie in no start window of whom it sent them to. */
  readonly outsideWindowCopies: number
  readonly fluidBoundCopies: number
  readonly stalls: number
  readonly stalledSeconds: number
  readonly plainHttpStalls: number
  readonly plainHttpStalledSeconds: number
  readonly plainHttpCopies: number
  readonly ttfaP50Ms: number
  readonly ttfaP90Ms: number
  readonly ttfaP99Ms: number
  readonly plainHttpTtfaP50Ms: number
  readonly plainHttpTtfaP90Ms: number
  readonly plainHttpTtfaP99Ms: number
  readonly seekP50Ms: number
  readonly seekP99Ms: number
  readonly plainHttpSeekP50Ms: number
  readonly plainHttpSeekP99Ms: number
  readonly soundedListeners: number
  /** Bytes held that came from other listeners, of all that are held. */
  readonly peerShare: number
  /** Pieces that came although they were there already, in copies. */
  readonly twiceCopies: number
  readonly refusals: number
  readonly leaseQuestions: number
  readonly connections: number
  readonly planCalls: number
  readonly wallClockMs: number
  /** Of one processor; where the machine is shared, less than the wall clock. */
  readonly processorMs?: number
}

export function figuresOf(
  options: SimOptions,
  arrivals: Arrivals,
  originMbit: number,
  crowd: Crowd,
  plain: PlainHttp,
  fluidBoundBytes: number,
  wallClockMs: number,
): Figures {
  const { state, transfers, meetings, plans } = crowd
  const { elements, origin, windows, episode } = state
  const copies = (bytes: number) => round(bytes / episode.lengthBytes, 3)
  const { fromOrigin, fromPeers, twice } = transfers.counts
  return {
    listeners: options.listeners,
    arrivals,
    leases: options.leases,
    seed: options.seed,
    minutes: options.minutes,
    kilobits: options.kilobits,
    pieceKib: options.pieceKibibytes,
    originMbit: round(originMbit, 1),
    originCopies: copies(origin.sentBytes),
    startupCopies: copies(windows.windowBytes),
    beyondStartCopies: copies(origin.sentBytes - windows.windowBytes),
    outsideWindowCopies: copies(windows.outsideBytes),
    fluidBoundCopies: copies(fluidBoundBytes),
    stalls: elements.stalls,
    stalledSeconds: round(elements.stalledMs / 1000, 1),
    plainHttpStalls: plain.elements.stalls,
    plainHttpStalledSeconds: round(plain.elements.stalledMs / 1000, 1),
    plainHttpCopies: copies(plain.origin.sentBytes),
    ttfaP50Ms: percentile(elements.firstSoundsMs, 50),
    ttfaP90Ms: percentile(elements.firstSoundsMs, 90),
    ttfaP99Ms: percentile(elements.firstSoundsMs, 99),
    plainHttpTtfaP50Ms: percentile(plain.elements.firstSoundsMs, 50),
    plainHttpTtfaP90Ms: percentile(plain.elements.firstSoundsMs, 90),
    plainHttpTtfaP99Ms: percentile(plain.elements.firstSoundsMs, 99),
    seekP50Ms: percentile(elements.seekSoundsMs, 50),
    seekP99Ms: percentile(elements.seekSoundsMs, 99),
    plainHttpSeekP50Ms: percentile(plain.elements.seekSoundsMs, 50),
    plainHttpSeekP99Ms: percentile(plain.elements.seekSoundsMs, 99),
    soundedListeners: elements.firstSoundsMs.length,
    peerShare: round(fromPeers / Math.max(1, fromPeers + fromOrigin), 4),
    twiceCopies: copies(twice * episode.pieceLength),
    refusals: transfers.counts.refusals,
    leaseQuestions: transfers.counts.leaseQuestions,
    connections: meetings.connections,
    planCalls: plans.calls,
    wallClockMs: Math.round(wallClockMs),
  }
}

/** @returns the smallest value that at least `percent` of all do not exceed, in tenths; 0 where there is none. */
function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) return 0
  const sorted = Float64Array.from(values).sort()
  return round(sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0, 1)
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
