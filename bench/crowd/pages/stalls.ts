/**
 * Counts interruptions of playback. Pure: it is told what the media element says and when.
 *
 * One interruption is a stretch without progress in which the element said `waiting`, or that lasted longer than
 * {@link FROZEN_MS}. It ends when the element's time moves on. The caller speaks of playing time only: after the first sound,
 * not while paused, not after the end.
 */
export const FROZEN_MS = 250
/** Less than this ahead and the element lacks data; with more, it could not decode what it has in time. */
const DRY_SECONDS = 0.25

export class StallCount {
  #position: number
  #movedMs: number
  /** Since when the running interruption lasts, or `undefined` while it plays. */
  #stalledSinceMs: number | undefined
  #dryCount = 0
  #stalledMs = 0
  readonly #positions: number[] = []

  /** @param positionSeconds where the first sound was heard */
  constructor(nowMs: number, positionSeconds: number) {
    this.#movedMs = nowMs
    this.#position = positionSeconds
  }

  get count(): number {
    return this.#positions.length
  }

  /** Interruptions that began with nothing buffered ahead. */
  get dryCount(): number {
    return this.#dryCount
  }

  /** Where each interruption began, seconds. */
  get positions(): readonly number[] {
    return this.#positions
  }

  /** Milliseconds without progress, the running interruption up to the last look included. */
  get stalledMs(): number {
    return this.#stalledMs
  }

  /** The element said `waiting`. */
  waiting(nowMs: number, bufferedAheadSeconds: number): void {
    this.#begin(nowMs, bufferedAheadSeconds)
  }

  /** A look at the element's time. Call it often; a late look is no interruption where the time has moved meanwhile. */
  look(nowMs: number, positionSeconds: number, bufferedAheadSeconds: number): void {
    if (positionSeconds !== this.#position) {
      this.#end(nowMs)
      this.#position = positionSeconds
      this.#movedMs = nowMs
    } else if (nowMs - this.#movedMs > FROZEN_MS) this.#begin(this.#movedMs, bufferedAheadSeconds)
  }

  /** Playback is over. */
  finish(nowMs: number): void {
    this.#end(nowMs)
  }

  #begin(sinceMs: number, bufferedAheadSeconds: number): void {
    if (this.#stalledSinceMs !== undefined) return
    this.#stalledSinceMs = sinceMs
    this.#positions.push(this.#position)
    if (bufferedAheadSeconds < DRY_SECONDS) this.#dryCount += 1
  }

  #end(nowMs: number): void {
    if (this.#stalledSinceMs !== undefined) this.#stalledMs += nowMs - this.#stalledSinceMs
    this.#stalledSinceMs = undefined
  }
}
