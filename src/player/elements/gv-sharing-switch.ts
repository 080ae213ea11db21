/**
 * <gv-sharing-switch>: whether this listener shares, and the one time they are asked.
 *
 * It only asks and shows: the answer goes up as `gv-sharing-request`, the decision comes down. Until there is an answer
 * the invitation says in plain words what is shared, who sees what, how much, and how to stop; playback never waits for it.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { SharingRequest } from '../player-requests.ts'
import type { SharingDecision } from '../sharing-consent.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { grapesIcon } from './icons.ts'
import { switchStyles } from './switch-styles.ts'

const QUESTION = 'Share this show with other listeners?'

export class GvSharingSwitch extends LitElement {
  static override properties = { decision: {} }
  static override styles = [baseStyles, pillStyles, switchStyles]

  declare decision: SharingDecision
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
        <span class="state" id="state">${this.#stateWords()}</span>
      </span>
      <button role="switch" aria-checked=${on ? 'true' : 'false'} aria-labelledby="name" aria-describedby="state"
        ?disabled=${impossible} @click=${this.#toggle}><span class="knob"></span></button>
    </div>`
  }

  #renderInvitation() {
    return html`<section class="invitation" role="region" aria-labelledby="question" tabindex="-1">
      <h3 id="question">${grapesIcon}${QUESTION}</h3>
      <p>Pieces of the episodes you hear go from your browser to other listeners, and theirs to you. It saves this show
        hosting costs, and needs no account.</p>
      <ul>
        <li><strong>What they see:</strong> other listeners' browsers see your IP address.</li>
        <li><strong>How much:</strong> at most 1 Mbit/s of your upload, while this page is open.</li>
        <li><strong>How to stop:</strong> the switch above, at any time. Playing never depends on it.</li>
      </ul>
      <div class="answers">
        <button class="pill strong" @click=${() => this.#answer(true)}>Share</button>
        <button class="pill" @click=${() => this.#answer(false)}>Not now</button>
      </div>
    </section>`
  }

  #stateWords(): string {
    switch (this.decision) {
      case 'on':
        return 'On. Other listeners see your IP address; at most 1 Mbit/s of upload.'
      case 'off':
      case 'off-by-publisher':
        return "Off. Everything comes from the show's host."
      case 'ask':
        return 'Off until you decide.'
      case 'off-unremembered':
        return "Off: this browser does not let the page remember your choice, so it isn't asked."
    }
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
