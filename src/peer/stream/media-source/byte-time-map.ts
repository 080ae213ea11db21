/**
 * Which byte of a file is played when: what a seek needs to know before anything around its target has been read.
 *
 * Straight lines between known places. Exact where the bitrate is even, and at the places themselves. Pure.
 */

/** A place of which both are known. */
export interface TimeAnchor {
  readonly seconds: number
  readonly byte: number
}

/** At least two anchors; seconds and bytes both grow from one to the next. */
export type ByteTimeMap = readonly TimeAnchor[]

/** @returns `anchors` without those that would make time or bytes stand still or go back. */
export function byteTimeMap(anchors: readonly TimeAnchor[]): ByteTimeMap {
  const sorted = [...anchors].sort((a, b) => a.seconds - b.seconds)
  const kept: TimeAnchor[] = []
  for (const anchor of sorted) {
    const last = kept.at(-1)
    if (last === undefined || (anchor.seconds > last.seconds && anchor.byte > last.byte)) kept.push(anchor)
  }
  return kept
}

/** The byte played at `seconds`; past either end, the end. */
export function byteAt(map: ByteTimeMap, seconds: number): number {
  return Math.round(between(map, seconds, 'seconds', 'byte'))
}

/** When `byte` is played. */
export function secondsAt(map: ByteTimeMap, byte: number): number {
  return between(map, byte, 'byte', 'seconds')
}

/** The last anchor at or before `seconds`, else the first. */
export function anchorBefore(map: ByteTimeMap, seconds: number): TimeAnchor | undefined {
  return map.findLast((anchor) => anchor.seconds <= seconds) ?? map[0]
}

function between(map: ByteTimeMap, value: number, from: keyof TimeAnchor, to: keyof TimeAnchor): number {
  const after = map.findIndex((anchor) => anchor[from] > value)
  const a = map[after < 0 ? map.length - 1 : after - 1]
  const b = map[after]
  if (a === undefined || b === undefined) return (a ?? b)?.[to] ?? 0
  return a[to] + ((value - a[from]) * (b[to] - a[to])) / (b[from] - a[from])
}
