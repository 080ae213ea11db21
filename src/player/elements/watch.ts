/**
 * Ties an element to an observable: asks for an update at each change, and lets go when the element leaves the page.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Observable } from '../../shared/emitter.ts'

export class Watch<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #changed: (value: T) => void
  #source: Observable<T> | undefined
  #leave: (() => void) | undefined
  #connected = false

  /** `changed` runs after each change of the source, before the element's update. */
  constructor(host: ReactiveControllerHost, changed: (value: T) => void = () => {}) {
    this.#host = host
    this.#changed = changed
    host.addController(this)
  }

  get value(): T | undefined {
    return this.#source?.snapshot
  }

  /** Watches `source` from now on instead of the one before. */
  follow(source: Observable<T> | undefined): void {
    if (source === this.#source) return
    this.hostDisconnected()
    this.#source = source
    if (source !== undefined) this.#subscribe()
    this.#host.requestUpdate()
  }

  hostConnected(): void {
    this.#connected = true
    this.#subscribe()
  }

  hostDisconnected(): void {
    this.#leave?.()
    this.#leave = undefined
  }

  #subscribe(): void {
    if (!this.#connected || this.#leave !== undefined) return
    this.#leave = this.#source?.subscribe((value) => {
      this.#changed(value)
      this.#host.requestUpdate()
    })
  }
}
