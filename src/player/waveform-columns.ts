/**
 * Fits an episode's peaks into the bars there is room for, and decides how high each is. Pure.
 *
 * Talk is about equally loud all the time: drawn as it is, an hour of it is a solid block. So what every bar has is left out of
 * the drawing, but for a quarter of it, and the rest is stretched: pauses, music and voices can be told apart, while nothing
 * that is louder is ever drawn lower.
 */

/** How much of the height that nine of ten bars exceed is left out. */
const LEFT_OUT = 0.75
const QUIET_AT = 0.1
/** A few bars may be cut off at full height. */
const FULL_AT = 0.99

/**
 * @param peaks 0 to 255, as a `PeaksFile` has them
 * @param columns how many bars there is room for
 * @returns 0 to 1 for each bar
 */
export function waveformColumns(peaks: ArrayLike<number>, columns: number): Float32Array {
  const count = peaks.length === 0 ? 0 : Math.max(0, Math.floor(columns))
  const out = new Float32Array(count)
  for (let column = 0; column < count; column++) {
    const from = Math.floor((column * peaks.length) / count)
    const to = Math.max(from + 1, Math.floor(((column + 1) * peaks.length) / count))
    let sum = 0
    for (let i = from; i < to; i++) sum += peaks[i] ?? 0
    out[column] = sum / (to - from)
  }
  const sorted = out.slice().sort()
  const at = (share: number) => sorted[Math.floor((count - 1) * share)] ?? 0
  const floor = LEFT_OUT * at(QUIET_AT)
  const full = at(FULL_AT)
  return out.map((value) => (full > floor ? Math.min(1, Math.max(0, (value - floor) / (full - floor))) : 0))
}
