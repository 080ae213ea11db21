/**
 * The least that the host must send in a trace, by conservation of bytes alone: what listeners hear for the first time, less all
 * that those present could have uploaded by then; and everything that is heard at all, once.
 *
 * No planner can do better, however clever: it asks neither who holds what nor who is connected to whom.
 */
import { GIVING_CAP } from './model.ts'
import { type Episode, seekTarget, type Trace } from './trace.ts'

const STEP_MS = 1_000

/** @returns bytes. */
export function fluidBoundBytes(episode: Episode, trace: Trace): number {
  const lastMs = (trace.joinMs[trace.count - 1] ?? 0) + 2 * (episode.lengthBytes / episode.rate) + 600_000
  const steps = Math.ceil(lastMs / STEP_MS) + 2
  // Differences from step to step; summed up twice below.
  const demand = new Float64Array(steps)
  const upload = new Float64Array(steps)
  const heard = new Heard(episode)
  for (let i = 0; i < trace.count; i++) addListener(episode, trace, i, demand, upload, heard)
  let demandRate = 0
  let uploadRate = 0
  let owed = 0
  let most = 0
  for (let step = 0; step < steps; step++) {
    demandRate += demand[step] as number
    uploadRate += upload[step] as number
    owed += (demandRate - uploadRate) * STEP_MS
    most = Math.max(most, owed)
  }
  return Math.max(most, heard.bytes)
}

function addListener(
  episode: Episode,
  trace: Trace,
  i: number,
  demand: Float64Array,
  upload: Float64Array,
  heard: Heard,
): void {
  const joinMs = trace.joinMs[i] as number
  const leaveMs = joinMs + (trace.stayMs[i] as number)
  const mine: [number, number][] = []
  let atMs = joinMs
  let byte = 0
  let index = trace.seekStart[i] as number
  const end = trace.seekStart[i + 1] as number
  for (;;) {
    const seekMs = index < end ? joinMs + (trace.seekMs[index] as number) : Number.POSITIVE_INFINITY
    const endMs = atMs + (episode.lengthBytes - byte) / episode.rate
    const untilMs = Math.min(seekMs, endMs, leaveMs)
    const to = byte + (untilMs - atMs) * episode.rate
    for (const [from, before] of newParts(mine, byte, to)) {
      const beginMs = atMs + (from - byte) / episode.rate
      spread(demand, beginMs, beginMs + (before - from) / episode.rate, episode.rate)
    }
    mine.push([byte, to])
    heard.add(byte, to)
    atMs = untilMs
    byte = to
    if (untilMs !== seekMs) break
    byte = seekTarget(trace, index, byte, episode)
    index += 1
  }
  const goneMs = Math.min(leaveMs, atMs + (trace.lingerMs[i] as number))
  spread(upload, joinMs, goneMs, Math.min(GIVING_CAP, trace.uplink[i] as number))
}

/** Adds `rate` from one moment to another. A step that is only partly covered counts by its part. */
function spread(column: Float64Array, fromMs: number, toMs: number, rate: number): void {
  for (const [ms, sign] of [
    [fromMs, rate],
    [toMs, -rate],
  ] as const) {
    const step = Math.floor(ms / STEP_MS)
    const part = 1 - (ms / STEP_MS - step)
    if (step + 1 >= column.length) continue
    column[step] = (column[step] as number) + sign * part
    column[step + 1] = (column[step + 1] as number) + sign * (1 - part)
  }
}

/** @returns the parts of [from, to) that none of `covered` covers. */
function newParts(covered: readonly (readonly [number, number])[], from: number, to: number): [number, number][] {
  let parts: [number, number][] = from < to ? [[from, to]] : []
  for (const [a, b] of covered) {
    parts = parts.flatMap(([x, y]): [number, number][] => {
      if (b <= x || a >= y) return [[x, y]]
      const rest: [number, number][] = []
      if (x < a) rest.push([x, a])
      if (b < y) rest.push([b, y])
      return rest
    })
  }
  return parts
}

/** Which seconds of the file anybody heard. */
class Heard {
  readonly #episode: Episode
  readonly #marks: Uint8Array

  constructor(episode: Episode) {
    this.#episode = episode
    this.#marks = new Uint8Array(Math.ceil(episode.lengthBytes / (episode.rate * 1000)))
  }

  add(from: number, to: number): void {
    const perSecond = this.#episode.rate * 1000
    const first = Math.ceil(from / perSecond)
    const last = Math.floor(to / perSecond + 1e-6)
    this.#marks.fill(1, first, Math.max(first, last))
  }

  get bytes(): number {
    let seconds = 0
    for (const mark of this.#marks) seconds += mark
    return Math.min(this.#episode.lengthBytes, seconds * this.#episode.rate * 1000)
  }
}
