/**
 * <gv-sharing-switch>: whether this listener shares, and the one time they are asked.
 *
 * It only asks and shows: the answer goes up as `gv-sharing-request`, the decision comes down. Until there is an answer
 * the invitation says in plain words what is shared, who sees what, how much, and how to stop; playback never waits for it.
 * The switch stands where the listener put it, also where nothing can be shared now: a yes can be taken back there, too.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { SharingRequest } from '../player-requests.ts'
import type { SharingDecision } from '../sharing-consent.ts'
import { invitation, SHARING_QUESTION, type SharingObstacle, switchWords } from '../sharing-words.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { grapesIcon } from './icons.ts'
import { switchStyles } from './switch-styles.ts'

export class GvSharingSwitch extends LitElement {
  static override properties = { decision: {}, obstacle: {} }
  static override styles = [baseStyles, pillStyles, switchStyles]

  declare decision: SharingDecision
  declare obstacle: SharingObstacle | undefined
  #answered = false

  protected override render() {
    if (this.decision === 'off-by-publisher') return nothing
    return html`${this.#renderSwitch()}${this.decision === 'ask' ? this.#renderInvitation() : nothing}`
  }

  protected override updated(changed: PropertyValues): void {
    // The button that was pressed is gone with the invitation; the focus goes to what replaces it.
    if (changed.has('decision') && this.#answered) this.renderRoot.querySelector<HTMLElement>('[role=switch]')?.focus()
    this.#answered = false
  }

  #renderSwitch() {
    const on = this.decision === 'on'
    const impossible = this.decision === 'off-unremembered'
    return html`<div class="row">
      <span class="words">
        <span class="name" id="name">Share with other listeners</span>
        <span class="state" id="state">${switchWords(this.decision, this.obstacle)}</span>
      </span>
      <button role="switch" aria-checked=${on ? 'true' : 'false'} aria-labelledby="name" aria-describedby="state"
        ?disabled=${impossible} @click=${this.#toggle}><span class="knob"></span></button>
    </div>`
  }

  #renderInvitation() {
    return html`<section class="invitation" role="region" aria-labelledby="question" tabindex="-1">
      <h3 id="question">${grapesIcon}${SHARING_QUESTION}</h3>
      <p>${invitation.what}</p>
      <ul>
        ${invitation.terms.map(({ term, words }) => html`<li><strong>${term}</strong> ${words}</li>`)}
      </ul>
      <div class="answers">
        <button class="pill strong" @click=${() => this.#answer(true)}>Share</button>
        <button class="pill" @click=${() => this.#answer(false)}>Not now</button>
      </div>
    </section>`
  }

  #toggle(): void {
    if (this.decision === 'ask') this.renderRoot.querySelector<HTMLElement>('.invitation')?.focus()
    else this.dispatchEvent(new SharingRequest(this.decision !== 'on'))
  }

  #answer(on: boolean): void {
    this.#answered = true
    this.dispatchEvent(new SharingRequest(on))
  }
}

customElements.define('gv-sharing-switch', GvSharingSwitch)
