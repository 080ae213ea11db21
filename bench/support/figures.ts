/** Sums visits up: medians, the ratio to plain HTTP, and where the time between click and sound went. */
import type { Kind, Visit } from './visit.ts'

const STEPS = ['controlled', 'loadstart', 'loadedmetadata', 'canplay', 'playing', 'sound'] as const

export interface Figures {
  readonly system: string
  readonly kind: Kind
  readonly runs: number
  /** Click to first sound. */
  readonly medianMs: number
  readonly p90Ms: number
  readonly maxMs: number
  /** Of the medians; of plain HTTP itself 1. */
  readonly ratioToHttp: number
  readonly originBytesMedian: number
  readonly peerBytesMedian: number
  readonly scriptBytesMedian: number
  /** Navigation to first sound, and the load event to the click: how soon there was a button to click. */
  readonly navigationToSoundMedianMs: number
  readonly loadToClickMedianMs: number
  /** Visits in which the media element was fed through the service worker (plain HTTP: none). */
  readonly streamedRuns: number
  /** Median milliseconds after the click; `null`: in most visits it had happened before, or does not happen. */
  readonly steps: Readonly<Record<(typeof STEPS)[number], number | null>>
}

export function sumUp(system: string, kind: Kind, visits: readonly Visit[], httpMedianMs: number): Figures {
  const times = visits.map((visit) => visit.clickToSoundMs)
  const medianMs = median(times)
  const sinceClick = (step: (typeof STEPS)[number]): number | null => {
    const known = visits.flatMap(({ marks }) => {
      const after = (marks[step] ?? Number.NEGATIVE_INFINITY) - (marks.click ?? Number.NaN)
      return after >= 0 ? [after] : []
    })
    return known.length * 2 > visits.length ? Math.round(median(known)) : null
  }
  return {
    system,
    kind,
    runs: visits.length,
    medianMs: Math.round(medianMs),
    p90Ms: Math.round(quantile(times, 0.9)),
    maxMs: Math.round(Math.max(...times)),
    ratioToHttp: Number((medianMs / httpMedianMs).toFixed(2)),
    originBytesMedian: median(visits.map((visit) => visit.originBytes)),
    peerBytesMedian: median(visits.map((visit) => visit.peerBytes)),
    scriptBytesMedian: median(visits.map((visit) => visit.scriptBytes)),
    navigationToSoundMedianMs: Math.round(median(visits.map(({ marks }) => marks.sound ?? Number.NaN))),
    loadToClickMedianMs: Math.round(
      median(visits.map(({ marks }) => (marks.click ?? Number.NaN) - (marks.load ?? Number.NaN))),
    ),
    streamedRuns: visits.filter(({ mediaUrl }) => !/\.mp3$/.test(mediaUrl)).length,
    steps: Object.fromEntries(STEPS.map((step) => [step, sinceClick(step)])) as Figures['steps'],
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** By nearest rank: a value that was measured. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}
