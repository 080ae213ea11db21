/**
 * Tells that something is another than before, at most once a frame however much changed in it.
 *
 * Pure: what a frame is, is handed in.
 */
import { type Observable, Subject } from '../../shared/emitter.ts'

export class Changes {
  readonly #count = new Subject(0)
  readonly #frame: (callback: () => void) => void
  #isDue = false
  #isOver = false

  /** @param frame runs the callback once, with the next frame */
  constructor(frame: (callback: () => void) => void) {
    this.#frame = frame
  }

  /** Goes up by one with each frame in which something changed. */
  get count(): Observable<number> {
    return this.#count
  }

  touch(): void {
    if (this.#isDue || this.#isOver) return
    this.#isDue = true
    this.#frame(() => {
      this.#isDue = false
      if (!this.#isOver) this.#count.set(this.#count.snapshot + 1)
    })
  }

  dispose(): void {
    this.#isOver = true
  }
}
