/** Whether nobody has stirred over an element for a while: no pointer moved, no key, no focus came. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { domClock } from '../../shared/dom-clock.ts'

const IDLE_MS = 3_000
const STIRS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const

export class Idle implements ReactiveController {
  value = false
  readonly #host: ReactiveControllerHost & Element
  #cancel: () => void = () => {}
  readonly #stirred = () => this.#wait()

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    for (const type of STIRS) this.#host.addEventListener(type, this.#stirred, { passive: true })
    this.#wait()
  }

  hostDisconnected(): void {
    this.#cancel()
    for (const type of STIRS) this.#host.removeEventListener(type, this.#stirred)
  }

  #wait(): void {
    this.#cancel()
    this.#tell(false)
    this.#cancel = domClock.after(IDLE_MS, () => this.#tell(true))
  }

  #tell(value: boolean): void {
    if (value === this.value) return
    this.value = value
    this.#host.requestUpdate()
  }
}
