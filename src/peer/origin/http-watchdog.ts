/** Aborts a request to the host when its caller does, or when what is expected does not come in time; says what came of it. */
import type { OriginOutcome } from './origin.ts'

export class Watchdog {
  readonly #controller = new AbortController()
  readonly #outer: AbortSignal
  readonly #onOuterAbort = () => this.#controller.abort()
  #timer: ReturnType<typeof setTimeout> | undefined
  #expired: string | undefined

  constructor(outer: AbortSignal) {
    this.#outer = outer
    outer.addEventListener('abort', this.#onOuterAbort)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get expired(): boolean {
    return this.#expired !== undefined
  }

  /** Starts the wait anew. @param missing what to say if nothing comes. */
  expect(withinMs: number, missing: string): void {
    this.rest()
    this.#timer = setTimeout(() => {
      this.#expired = `${missing} (${withinMs} ms)`
      this.#controller.abort()
    }, withinMs)
  }

  /** Nothing is expected until {@link expect} says so again. */
  rest(): void {
    clearTimeout(this.#timer)
  }

  /** What a rejection of `fetch` or of the body means. */
  outcomeOf(error: unknown): OriginOutcome {
    if (this.#outer.aborted) return { kind: 'aborted' }
    return { kind: 'unreachable', detail: this.#expired ?? String(error) }
  }

  end(): void {
    this.rest()
    this.#outer.removeEventListener('abort', this.#onOuterAbort)
    this.#controller.abort()
  }
}

/** Milliseconds from now to a date as HTTP writes it; NaN where it is none. */
export function msUntil(httpDate: string): number {
  return Date.parse(httpDate) - Date.now()
}
