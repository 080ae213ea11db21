/** Whether an element can be seen now: on the screen, and in a tab that is not hidden. Told when that changes. */
import type { LitElement, ReactiveController } from 'lit'

export class WhileSeen implements ReactiveController {
  readonly #host: LitElement
  readonly #changed: () => void
  readonly #onVisibility = () => this.#changed()
  #observer: IntersectionObserver | undefined
  #onScreen = false

  constructor(host: LitElement, changed: () => void) {
    this.#host = host
    this.#changed = changed
    host.addController(this)
  }

  get now(): boolean {
    return this.#onScreen && document.visibilityState === 'visible'
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => {
      this.#onScreen = entries.at(-1)?.isIntersecting === true
      this.#changed()
    })
    this.#observer.observe(this.#host)
    document.addEventListener('visibilitychange', this.#onVisibility)
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
    this.#onScreen = false
    document.removeEventListener('visibilitychange', this.#onVisibility)
  }
}
