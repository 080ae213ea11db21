/**
 * An error in words, whose words are loaded when there is one. Where even that fails, a sentence that fits everything.
 */
import { msg } from '@lit/localize'
import { html, nothing, type ReactiveControllerHost } from 'lit'
import type { PlayerErrorKind } from '../error-words.ts'
import { LateCode } from './late-code.ts'

export class LateNotice {
  readonly #code: LateCode<unknown>
  /** With each error the code for it is tried again. */
  #of: PlayerErrorKind | undefined

  constructor(host: ReactiveControllerHost) {
    this.#code = new LateCode(host, () => import('./gv-notice.ts'))
  }

  render(kind: PlayerErrorKind | undefined) {
    if (kind !== this.#of && kind !== undefined) void this.#code.load()
    this.#of = kind
    if (kind === undefined) return nothing
    if (this.#code.isMissing) {
      return html`<p role="alert">${msg('This can’t be played now. Check your connection, then load the page again.')}</p>`
    }
    return this.#code.value === undefined ? nothing : html`<gv-notice .kind=${kind}></gv-notice>`
  }
}
