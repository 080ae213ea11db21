/**
 * Counts what the host may send anyway: each listener's start windows, the bytes due in the first 10 s after joining or
 * seeking. Computed from the playhead alone; the planner is not asked.
 */
import { WINDOW_BYTES, WINDOW_MS } from './model.ts'
import type { Episode } from './trace.ts'

export class StartWindows {
  readonly #episode: Episode
  readonly #from: Float64Array
  readonly #to: Float64Array
  /** Bytes of the window that the host has not sent yet. */
  readonly #left: Float64Array
  /** All windows together. */
  windowBytes = 0
  /** Bytes that the host sent inside the windows, and elsewhere. */
  insideBytes = 0
  outsideBytes = 0

  constructor(count: number, episode: Episode) {
    this.#episode = episode
    this.#from = new Float64Array(count)
    this.#to = new Float64Array(count)
    this.#left = new Float64Array(count)
  }

  /** Listener `i` joined or seeked. @param heldBytes how much of a range it has already, which nobody need send. */
  open(i: number, playhead: number, heldBytes: (from: number, to: number) => number): void {
    const { lengthBytes, rate } = this.#episode
    const to = Math.min(lengthBytes, playhead + Math.min(WINDOW_BYTES, WINDOW_MS * rate))
    this.#from[i] = playhead
    this.#to[i] = to
    this.#left[i] = to - playhead - heldBytes(playhead, to)
    this.windowBytes += this.#left[i] as number
  }

  /** The host sent `i` these bytes. */
  count(i: number, from: number, to: number): void {
    const overlap = Math.max(0, Math.min(to, this.#to[i] as number) - Math.max(from, this.#from[i] as number))
    const inside = Math.min(overlap, this.#left[i] as number)
    this.#left[i] = (this.#left[i] as number) - inside
    this.insideBytes += inside
    this.outsideBytes += to - from - inside
  }
}
