/** Sums visits up: medians, the ratio to plain HTTP, and where the time between click and sound went. */
import type { Kind, Visit } from './visit.ts'

type Moment = keyof Visit['marks']

/** @param httpMs the median of plain HTTP for the same kind of click. */
export function sumUp(system: string, kind: Kind, visits: readonly Visit[], httpMs: number) {
  const times = clickToSound(visits)
  const between = (from: Moment, to: Moment) => median(visits.map(({ marks }) => span(marks, from, to)))
  const metadataMs = between('click', 'loadedmetadata')
  return {
    system,
    kind,
    runs: visits.length,
    /** Click to first sound, as p90Ms and maxMs. */
    medianMs: Math.round(median(times)),
    p90Ms: Math.round(quantile(times, 0.9)),
    maxMs: Math.round(Math.max(...times)),
    ratioToHttp: Number((median(times) / httpMs).toFixed(2)),
    originBytesMedian: median(visits.map(({ originBytes }) => originBytes)),
    peerBytesMedian: median(visits.map(({ peerBytes }) => peerBytes)),
    scriptBytesMedian: median(visits.map(({ scriptBytes }) => scriptBytes)),
    /** How soon after the load event there was a button to click. */
    loadToClickMs: Math.round(between('load', 'click')),
    /** Part of medianMs; `null`: the metadata were there before the click. */
    clickToMetadataMs: Number.isNaN(metadataMs) ? null : Math.round(metadataMs),
    navigationToSoundMs: Math.round(median(visits.map(({ marks }) => marks.sound ?? Number.NaN))),
    /** Visits that had a peer in the end. */
    runsWithPeer: visits.filter(({ peers }) => peers > 0).length,
    /** Visits in which the media element was fed through the service worker. */
    streamedRuns: visits.filter(({ mediaUrl }) => mediaUrl.includes('/~media/')).length,
  }
}

export function clickToSound(visits: readonly Visit[]): number[] {
  return visits.map(({ marks }) => span(marks, 'click', 'sound'))
}

function span(marks: Visit['marks'], from: Moment, to: Moment): number {
  return (marks[to] ?? Number.NaN) - (marks[from] ?? Number.NaN)
}

export function median(values: readonly number[]): number {
  const sorted = inOrder(values)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2
}

/** By nearest rank, so a value that was measured. */
export function quantile(values: readonly number[], share: number): number {
  return inOrder(values)[Math.ceil(share * values.length) - 1] ?? Number.NaN
}

/** What did not happen (NaN) comes last. */
function inOrder(values: readonly number[]): number[] {
  return [...values].sort((a, b) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b))
}
