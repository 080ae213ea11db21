/**
 * An error in words, whose words are loaded when there is one. Where even that fails, a sentence that fits everything.
 */
import { msg } from '@lit/localize'
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit'
import type { PlayerErrorKind } from '../error-words.ts'

export class LateNotice implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #state: 'none' | 'loading' | 'here' | 'missing' = 'none'

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {}

  render(kind: PlayerErrorKind | undefined) {
    if (kind === undefined) {
      // The next error may find what this one could not load.
      if (this.#state === 'missing') this.#state = 'none'
      return nothing
    }
    if (this.#state === 'none') void this.#load()
    switch (this.#state) {
      case 'here':
        return html`<gv-notice .kind=${kind}></gv-notice>`
      case 'missing':
        return html`<p role="alert">${msg('This can’t be played now. Check your connection, then load the page again.')}</p>`
      default:
        return nothing
    }
  }

  async #load(): Promise<void> {
    this.#state = 'loading'
    this.#state = await import('./gv-notice.ts').then(
      () => 'here' as const,
      () => 'missing' as const,
    )
    this.#host.requestUpdate()
  }
}
