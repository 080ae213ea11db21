/** Wakes everybody who waits, every time something changed. */
export class Pulse {
  #waiting = new Set<() => void>()
  #beats = 0

  /** How often it has beaten: who remembers it before looking knows afterwards whether the look is stale. */
  get beats(): number {
    return this.#beats
  }

  beat(): void {
    this.#beats += 1
    const waiting = this.#waiting
    this.#waiting = new Set()
    for (const wake of waiting) wake()
  }

  /** Resolves at the next beat, or at once when `signal` aborts. Never rejects. */
  next(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      this.#waiting.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }
}
