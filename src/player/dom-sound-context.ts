/**
 * One AudioContext and its moods: refused until a click, taken away by the system (`interrupted` on iOS), put to rest by us.
 *
 * While it is needed and does not run it is asked to go on, at once and at every later gesture. Not needed for a while, it
 * is suspended, so that the sound hardware may sleep.
 */
import type { Clock } from '../shared/clock.ts'

const REST_AFTER_MS = 20_000
/** Needed and not running for so long: it will not come back by itself. */
const STUCK_AFTER_MS = 4000
/** Where a gesture may be what the browser waits for. */
const GESTURES = ['click', 'keydown', 'touchend'] as const

export class DomSoundContext {
  readonly #clock: Clock
  readonly #changed: () => void
  #context: AudioContext | undefined
  #needed = false
  #stuck = false
  #cancel: (() => void) | undefined

  /** @param changed runs when it began or ceased to run, and when it turned out to be stuck */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock
    this.#changed = changed
  }

  /** The context while it runs. */
  get running(): AudioContext | undefined {
    return this.#context?.state === 'running' ? this.#context : undefined
  }

  /** It was needed for seconds, and did not run; or it is closed. Ends when it runs. */
  get stuck(): boolean {
    return this.#stuck
  }

  /** @throws where the browser has no Web Audio, or gives no more of it */
  open(): void {
    if (this.#context !== undefined) return
    const context = new AudioContext()
    context.onstatechange = () => {
      this.#stuck = context.state === 'closed' || (this.#stuck && context.state !== 'running')
      this.#follow()
      this.#changed()
    }
    this.#context = context
  }

  /** Whether something is to be heard through it now. Inside a click this is what may start it. */
  need(needed: boolean): void {
    const before = this.#needed
    this.#needed = needed
    if (needed && this.#context?.state !== 'running') this.#resume()
    if (needed !== before) this.#follow()
  }

  close(): void {
    const context = this.#context
    this.#context = undefined
    this.#needed = false
    this.#follow()
    if (context === undefined) return
    context.onstatechange = null
    context.close().catch(() => {})
  }

  readonly #resume = (): void => {
    // Refused outside a gesture: then the next one tries again. `statechange` tells where it was granted.
    this.#context?.resume().catch(() => {})
  }

  #follow(): void {
    this.#cancel?.()
    this.#cancel = undefined
    const context = this.#context
    const runs = context?.state === 'running'
    const waits = context !== undefined && this.#needed && !runs
    for (const type of GESTURES) {
      if (waits) document.addEventListener(type, this.#resume, { capture: true, passive: true })
      else document.removeEventListener(type, this.#resume, { capture: true })
    }
    if (waits) {
      this.#cancel = this.#clock.after(STUCK_AFTER_MS, () => {
        this.#stuck = true
        this.#changed()
      })
    } else if (runs && !this.#needed) {
      this.#cancel = this.#clock.after(REST_AFTER_MS, () => void context.suspend().catch(() => {}))
    }
  }
}
