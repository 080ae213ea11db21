/**
 * The listeners' audio elements: when they sound, when they stall, where their playheads are.
 *
 * First sound after a click or a seek comes with FIRST_SOUND_BYTES in one piece from the playhead on; then bytes are played at the
 * bitrate; a playhead that reaches what is not there stalls until RESUME_MS of it are. It never fetches anything.
 */
import { FIRST_SOUND_BYTES, RESUME_MS } from './model.ts'
import type { Episode } from './trace.ts'

export const AWAY = 0
export const STARTING = 1
export const SEEKING = 2
export const PLAYING = 3
export const STALLED = 4
export const ENDED = 5
/** Less than this is nothing: no sound is cut for it, and no clock splits it further. */
const LEAST_MS = 20

export class MediaElements {
  readonly #episode: Episode
  readonly #state: Uint8Array
  /** The playhead at `#sinceMs`; it moves from there while playing. */
  readonly #byte: Float64Array
  readonly #sinceMs: Float64Array
  readonly #waitsSinceMs: Float64Array
  /** Milliseconds from click to first sound, of all who heard it, and from seeking to sound. */
  readonly firstSoundsMs: number[] = []
  readonly seekSoundsMs: number[] = []
  stalls = 0
  stalledMs = 0

  constructor(count: number, episode: Episode) {
    this.#episode = episode
    this.#state = new Uint8Array(count)
    this.#byte = new Float64Array(count)
    this.#sinceMs = new Float64Array(count)
    this.#waitsSinceMs = new Float64Array(count)
  }

  state(i: number): number {
    return this.#state[i] as number
  }

  isWaiting(i: number): boolean {
    const state = this.#state[i] as number
    return state === STARTING || state === SEEKING || state === STALLED
  }

  playhead(i: number, nowMs: number): number {
    const byte = this.#byte[i] as number
    if (this.#state[i] !== PLAYING) return byte
    return Math.min(this.#episode.lengthBytes, byte + (nowMs - (this.#sinceMs[i] as number)) * this.#episode.rate)
  }

  start(i: number, nowMs: number): void {
    this.#wait(i, STARTING, 0, nowMs)
  }

  seek(i: number, byte: number, nowMs: number): void {
    // Whoever seeks before the first sound still waits for it.
    const state = this.#state[i] === STARTING ? STARTING : SEEKING
    const sinceMs = state === STARTING ? (this.#waitsSinceMs[i] as number) : nowMs
    this.#wait(i, state, byte, nowMs)
    this.#waitsSinceMs[i] = sinceMs
  }

  leave(i: number, nowMs: number): void {
    if (this.#state[i] === STALLED) this.stalledMs += nowMs - (this.#waitsSinceMs[i] as number)
    this.#state[i] = AWAY
  }

  /** @returns the byte up to which an element that waits must have everything. */
  neededEnd(i: number): number {
    const bytes = this.#state[i] === STALLED ? RESUME_MS * this.#episode.rate : FIRST_SOUND_BYTES
    return Math.min(this.#episode.lengthBytes, (this.#byte[i] as number) + bytes)
  }

  /** The bytes from the playhead to before `end` are there. @returns whether it began to play for that. */
  supply(i: number, end: number, nowMs: number): boolean {
    if (!this.isWaiting(i) || end + 0.5 < this.neededEnd(i)) return false
    const waitedMs = nowMs - (this.#waitsSinceMs[i] as number)
    if (this.#state[i] === STARTING) this.firstSoundsMs.push(waitedMs)
    else if (this.#state[i] === SEEKING) this.seekSoundsMs.push(waitedMs)
    else this.stalledMs += waitedMs
    this.#state[i] = PLAYING
    this.#sinceMs[i] = nowMs
    return true
  }

  /** @returns when a playing element that has everything before `end` comes there. */
  reachesMs(i: number, end: number): number {
    return (this.#sinceMs[i] as number) + (end - (this.#byte[i] as number)) / this.#episode.rate
  }

  /** Looks whether a playing element has come to the end of what is there. @returns its state then. */
  check(i: number, end: number, nowMs: number): number {
    if (this.#state[i] !== PLAYING) return this.#state[i] as number
    const at = this.playhead(i, nowMs)
    if (end - at > LEAST_MS * this.#episode.rate) return PLAYING
    if (end >= this.#episode.lengthBytes) {
      if (at + 0.5 < this.#episode.lengthBytes) return PLAYING
      this.#byte[i] = this.#episode.lengthBytes
      this.#state[i] = ENDED
    } else {
      this.stalls += 1
      this.#wait(i, STALLED, at, nowMs)
    }
    return this.#state[i] as number
  }

  #wait(i: number, state: number, byte: number, nowMs: number): void {
    if (this.#state[i] === STALLED) this.stalledMs += nowMs - (this.#waitsSinceMs[i] as number)
    this.#state[i] = state
    this.#byte[i] = byte
    this.#sinceMs[i] = nowMs
    this.#waitsSinceMs[i] = nowMs
  }
}
