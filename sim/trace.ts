/**
 * What listeners do and what links they have, drawn before anything runs: Grapevine and plain HTTP meet the same trace.
 *
 * One column per property, one row per listener, in order of arrival.
 */
import type { Rng } from '../src/shared/clock.ts'
import { type Arrivals, drawArrivals } from './arrivals.ts'
import * as model from './model.ts'
import { seededRng } from './random.ts'

/** The file: constant bitrate. */
export interface Episode {
  readonly lengthBytes: number
  /** Bytes played per millisecond. */
  readonly rate: number
  readonly pieceLength: number
  readonly pieceCount: number
}

export interface Trace {
  readonly count: number
  readonly joinMs: Float64Array
  /** From joining to leaving at the latest; whoever hears the end before leaves `lingerMs` after it. */
  readonly stayMs: Float64Array
  readonly lingerMs: Float64Array
  /** 1: leaves without a word. */
  readonly vanishes: Uint8Array
  /** Index into the model's downlinks. */
  readonly downlink: Uint8Array
  /** Bytes a millisecond. */
  readonly uplink: Float64Array
  readonly accessMs: Float64Array
  readonly setUpMs: Float64Array
  /** Seeks of listener i: from `seekStart[i]` to before `seekStart[i + 1]`. */
  readonly seekStart: Int32Array
  /** Milliseconds after joining. */
  readonly seekMs: Float64Array
  /** At 0 and above: to this byte. Below: so many bytes ahead of the playhead. */
  readonly seekTo: Float64Array
}

/** @param minutes length of the episode; @param kilobits its bitrate, kbit/s. */
export function makeEpisode(minutes: number, kilobits: number, pieceKibibytes: number): Episode {
  const rate = kilobits / 8
  const lengthBytes = Math.round(minutes * 60_000 * rate)
  const pieceLength = pieceKibibytes * 1024
  return { lengthBytes, rate, pieceLength, pieceCount: Math.ceil(lengthBytes / pieceLength) }
}

export function makeTrace(episode: Episode, kind: Arrivals, count: number, seed: number): Trace {
  const rng = seededRng(seed, 1)
  const seekStart = new Int32Array(count + 1)
  const seekMs: number[] = []
  const seekTo: number[] = []
  const trace = {
    count,
    joinMs: drawArrivals(kind, count, seededRng(seed, 2)),
    stayMs: new Float64Array(count),
    lingerMs: new Float64Array(count),
    vanishes: new Uint8Array(count),
    downlink: new Uint8Array(count),
    uplink: new Float64Array(count),
    accessMs: new Float64Array(count),
    setUpMs: new Float64Array(count),
  }
  for (let i = 0; i < count; i++) {
    trace.stayMs[i] = model.drawStayMs(rng)
    trace.lingerMs[i] = model.drawLingerMs(rng)
    trace.vanishes[i] = rng() < model.VANISHING ? 1 : 0
    trace.downlink[i] = model.drawDownlink(rng)
    trace.uplink[i] = model.drawUplink(rng)
    trace.accessMs[i] = model.drawAccessMs(rng)
    trace.setUpMs[i] = model.drawSetUpMs(rng)
    seekStart[i] = seekMs.length
    drawSeeks(episode, rng, seekMs, seekTo)
  }
  seekStart[count] = seekMs.length
  return { ...trace, seekStart, seekMs: Float64Array.from(seekMs), seekTo: Float64Array.from(seekTo) }
}

function drawSeeks(episode: Episode, rng: Rng, seekMs: number[], seekTo: number[]): void {
  if (rng() >= model.SEEKERS) return
  const endMs = episode.lengthBytes / episode.rate
  for (let at = 0; ; ) {
    at -= model.SEEK_MEAN_MS * Math.log(1 - rng())
    if (at > endMs) return
    seekMs.push(at)
    const isSkip = rng() < 0.7
    const uniform = rng()
    seekTo.push(
      isSkip ? -Math.round((15_000 + 45_000 * uniform) * episode.rate) : Math.floor(uniform * episode.lengthBytes),
    )
  }
}

/** Nobody seeks closer to the end than this. */
const LAST_SEEK_MS = 5_000

/** @returns the byte that seek `index` of a trace leads to from `playhead`. */
export function seekTarget(trace: Trace, index: number, playhead: number, episode: Episode): number {
  const to = trace.seekTo[index] as number
  const last = Math.max(0, episode.lengthBytes - LAST_SEEK_MS * episode.rate)
  return Math.min(to >= 0 ? to : Math.floor(playhead) - to, last)
}
