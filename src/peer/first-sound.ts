/**
 * Decides what waits for the first sound: code, the cache and everything else that would run on the thread that feeds the element.
 *
 * Told what happened (bytes were asked for, it is heard), asked when something may begin. Pure: its clock is handed in.
 */
import type { Clock } from '../shared/clock.ts'
import type { MediaFacts } from './types.ts'

/** A host that has not sent anything by then is not waited for with the rest. */
const FIRST_BYTES_MS = 150
/** From the first bytes to the first sound, where nothing is in the way. */
const SOUND_MS = 60

export class FirstSound {
  readonly #clock: Clock
  readonly #bytesWanted = new AbortController()
  readonly #sounded = new AbortController()
  readonly #playWanted = new AbortController()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Aborted once the listener wants to hear it. */
  get playWanted(): AbortSignal {
    return this.#playWanted.signal
  }

  /** The element asks for bytes. @returns whether it is the first time. */
  wantBytes(): boolean {
    const first = !this.#bytesWanted.signal.aborted
    this.#bytesWanted.abort()
    return first
  }

  report({ paused, currentTimeSeconds }: MediaFacts): void {
    if (paused) return
    this.#playWanted.abort()
    if (currentTimeSeconds > 0) this.#sounded.abort()
  }

  /**
   * Resolves when code may run: never before bytes were asked for.
   * @param nothingHeld whether the first bytes must come from the host: else there is nothing to wait for
   * @param firstBytes resolves with the host's first
   */
  async codeTime(nothingHeld: Promise<boolean>, firstBytes: Promise<void>): Promise<void> {
    await aborted(this.#bytesWanted.signal)
    if (!(await nothingHeld)) return
    await Promise.race([firstBytes, this.#after(FIRST_BYTES_MS)])
    await Promise.race([aborted(this.#sounded.signal), this.#after(SOUND_MS)])
  }

  #after(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(delayMs, () => resolve())
    })
  }
}

/** Resolves once `signal` is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
