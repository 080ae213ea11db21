/**
 * <gv-sure-button>: a button for what can't be undone: it asks once more, in its own place, and tells `gv-sure` when the answer is yes.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { baseStyles, pillStyles } from './base-styles.ts'
import { questionStyles } from './question-styles.ts'

export class SureEvent extends Event {
  static readonly type = 'gv-sure'
  constructor() {
    super(SureEvent.type)
  }
}

export class GvSureButton extends LitElement {
  static override properties = {
    label: {},
    name: {},
    question: {},
    yes: {},
    disabled: { type: Boolean },
    isAsking: { state: true },
  }
  static override styles = [
    baseStyles,
    pillStyles,
    questionStyles,
    css`
      :host {
        display: inline-block;
        color: var(--gv-ink);
      }
      .pill:disabled {
        opacity: 0.45;
        cursor: default;
      }
    `,
  ]

  /** What it does. */
  declare label: string
  /** Where several do the same to different things: which this is. */
  declare name: string | undefined
  declare question: string
  /** The answer that does it. */
  declare yes: string
  declare disabled: boolean
  declare isAsking: boolean

  constructor() {
    super()
    this.label = ''
    this.question = ''
    this.yes = ''
    this.disabled = false
    this.isAsking = false
  }

  protected override render() {
    if (!this.isAsking) {
      return html`<button class="pill" aria-label=${this.name ?? this.label} ?disabled=${this.disabled} @click=${() => this.#turn(true)}>${this.label}</button>`
    }
    return html`<div class="question" role="group" aria-labelledby="question" @keydown=${this.#onKey}><p id="question">${this.question}</p>
      <button class="pill" @click=${this.#do}>${this.yes}</button>
      <button class="pill" @click=${() => this.#turn(false)}>${msg('Cancel')}</button></div>`
  }

  #do(): void {
    this.dispatchEvent(new SureEvent())
    void this.#turn(false)
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    void this.#turn(false)
  }

  /** The focus goes to the question's way out, and back. */
  async #turn(isAsking: boolean): Promise<void> {
    this.isAsking = isAsking
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('button:last-of-type')?.focus()
  }
}

customElements.define('gv-sure-button', GvSureButton)

declare global {
  interface HTMLElementEventMap {
    'gv-sure': SureEvent
  }
  interface HTMLElementTagNameMap {
    'gv-sure-button': GvSureButton
  }
}
