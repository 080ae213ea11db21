/**
 * Measures how loud sound is over time, and makes the peaks of a waveform of it. Pure.
 *
 * A peak is the root mean square of its share of the time, not the largest sample: of several seconds of speech the largest
 * samples are all alike, and the drawing would be a solid block. The loudest hundredth is full height, so that one jingle or
 * a knock on the microphone does not flatten the talk. See docs/decisions/0022.
 */
import type { Sound } from './sound.ts'

export interface Waveform {
  readonly durationSeconds: number
  /** 0 to 255. */
  readonly peaks: readonly number[]
}

/** Enough for every pixel's bar on a wide screen, and a file of about 3 kB. */
export const PEAKS = 800

/** How long a window is at first: no peak can be shorter. */
const WINDOW_SECONDS = 0.05
/** Beyond that many windows (54 minutes) each two become one, again and again: memory is bounded whatever comes. */
const MOST_WINDOWS = 65_536
/** Mean square below which all is silence: -66 dB of full scale. */
const SILENT = 2.5e-7
/** Where among the peaks, by size, full height is taken. */
const FULL_AT = 0.99

export class Levels {
  /** Mean square of each whole window. */
  readonly #windows = new Float64Array(MOST_WINDOWS)
  #count = 0
  #windowSeconds = WINDOW_SECONDS
  /** Of the window that is being filled. */
  #sum = 0
  #filled = 0
  #seconds = 0

  /** In the order of time. */
  add({ channelData, sampleRate }: Sound): void {
    const length = channelData[0]?.length ?? 0
    if (length === 0 || !(sampleRate > 0)) return
    this.#seconds += length / sampleRate
    for (let at = 0; at < length; ) {
      const windowLength = Math.max(1, Math.round(this.#windowSeconds * sampleRate))
      const end = Math.min(length, at + Math.max(1, windowLength - this.#filled))
      for (const channel of channelData) this.#sum += squares(channel, at, end) / channelData.length
      this.#filled += end - at
      at = end
      if (this.#filled >= windowLength) this.#close()
    }
  }

  #close(): void {
    const mean = this.#sum / this.#filled
    // A broken file may decode to samples that are no numbers.
    this.#windows[this.#count++] = Number.isFinite(mean) ? Math.min(mean, 1) : 0
    this.#sum = 0
    this.#filled = 0
    if (this.#count === MOST_WINDOWS) this.#fold()
  }

  #fold(): void {
    const windows = this.#windows
    for (let i = 0; i < MOST_WINDOWS / 2; i++) {
      windows[i] = ((windows[2 * i] ?? 0) + (windows[2 * i + 1] ?? 0)) / 2
    }
    this.#count = MOST_WINDOWS / 2
    this.#windowSeconds *= 2
  }

  /** @returns peaks of what came until now: {@link PEAKS}, or fewer for a few seconds of sound; none for no sound at all */
  waveform(): Waveform {
    const windows = this.#windows.subarray(0, this.#count)
    const rms = spread(windows, Math.min(PEAKS, windows.length)).map(Math.sqrt)
    const full = [...rms].sort((a, b) => a - b)[Math.floor((rms.length - 1) * FULL_AT)] ?? 0
    const height = (level: number) => Math.round(255 * Math.min(1, level / full))
    return {
      durationSeconds: Math.round(this.#seconds * 1_000) / 1_000,
      peaks: full * full < SILENT ? rms.map(() => 0) : rms.map(height),
    }
  }
}

function squares(samples: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) {
    const sample = samples[i] ?? 0
    sum += sample * sample
  }
  return sum
}

/** @returns the means of `count` equal shares */
function spread(windows: Float64Array, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * windows.length) / count)
    const to = Math.floor(((index + 1) * windows.length) / count)
    let sum = 0
    for (let i = from; i < to; i++) sum += windows[i] ?? 0
    return sum / Math.max(1, to - from)
  })
}
