/**
 * <gv-sharing-switch>: whether this listener shares, and the one time they are asked.
 *
 * It only asks and shows: the answer goes up as `gv-sharing-request`, the decision comes down. Until there is an answer
 * the question says in plain words what is shared, who sees what, how much, and how to stop; both answers weigh the same, and
 * playback never waits for either. After that there is the switch alone. It stands where the listener put it, also where
 * nothing can be shared now: a yes can be taken back there, too.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { SharingRequest } from '../player-requests.ts'
import type { SharingDecision } from '../sharing-consent.ts'
import { DEFAULT_TERMS, invitation, type SharingObstacle, type SharingTerms, switchWords } from '../sharing-words.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { grapesIcon } from './icons.ts'
import { switchStyles } from './switch-styles.ts'

export class GvSharingSwitch extends LitElement {
  static override properties = { decision: {}, obstacle: {}, terms: { attribute: false } }
  static override styles = [baseStyles, pillStyles, switchStyles]

  declare decision: SharingDecision
  declare obstacle: SharingObstacle | undefined
  /** What holds, where it is known: the words name the figures. */
  declare terms: SharingTerms | undefined
  #answered = false

  protected override render() {
    switch (this.decision) {
      case 'off-by-publisher':
        return nothing
      case 'ask':
        return this.#renderQuestion()
      case 'off-unremembered':
        return this.#renderWords()
      default:
        return this.#renderSwitch()
    }
  }

  protected override updated(changed: PropertyValues): void {
    // The button that was pressed is gone with the question; the focus goes to what replaces it.
    if (changed.has('decision') && this.#answered) this.renderRoot.querySelector<HTMLElement>('[role=switch]')?.focus()
    this.#answered = false
  }

  #renderSwitch() {
    const on = this.decision === 'on'
    return html`<div class="row">
      ${this.#renderWords()}
      <button role="switch" aria-checked=${on ? 'true' : 'false'} aria-labelledby="name" aria-describedby="state"
        @click=${this.#toggle}><span class="knob"></span></button>
    </div>`
  }

  #renderWords() {
    return html`<span class="words">
      <span class="name" id="name">${msg('Share with other listeners')}</span>
      <span class="state" id="state">${switchWords(this.decision, this.obstacle, this.terms)}</span>
    </span>`
  }

  #renderQuestion() {
    const { question, what, terms } = invitation(this.terms ?? DEFAULT_TERMS)
    return html`<section class="invitation" role="region" aria-labelledby="question">
      <h3 id="question">${grapesIcon}${question}</h3>
      <p>${what}</p>
      <dl>${terms.map(({ term, words }) => html`<dt>${term}</dt> <dd>${words}</dd>`)}</dl>
      <div class="answers">
        <button class="pill" @click=${() => this.#answer(true)}>${msg('Yes, share')}</button>
        <button class="pill" @click=${() => this.#answer(false)}>${msg('Not now')}</button>
      </div>
    </section>`
  }

  #toggle(): void {
    this.dispatchEvent(new SharingRequest(this.decision !== 'on'))
  }

  #answer(on: boolean): void {
    this.#answered = true
    this.dispatchEvent(new SharingRequest(on))
  }
}

customElements.define('gv-sharing-switch', GvSharingSwitch)

declare global {
  interface HTMLElementTagNameMap {
    'gv-sharing-switch': GvSharingSwitch
  }
}
