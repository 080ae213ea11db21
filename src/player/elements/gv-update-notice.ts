/**
 * <gv-update-notice>: a newer version of the page is there. Says so quietly, once; it comes by itself in its own moment.
 *
 * "Later", or "Close", puts it away until there is something new to say. Put the element into the page from the start: what changes in a region that
 * is there is announced.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { UpdateRequest } from '../app-requests.ts'
import type { UpdateOffer } from '../update-state.ts'
import { baseStyles, pillStyles } from './base-styles.ts'

export class GvUpdateNotice extends LitElement {
  static override properties = { offer: {}, away: { state: true } }
  static override styles = [
    baseStyles,
    pillStyles,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gv-space-2) var(--gv-space-3);
        padding: var(--gv-space-3) var(--gv-space-4);
        border: 1px solid var(--gv-line);
        border-radius: var(--gv-radius);
        background: var(--gv-surface);
        color: var(--gv-ink);
        box-shadow: var(--gv-shadow);
      }
      .words {
        flex: 1 1 16rem;
      }
      p {
        margin: 0;
      }
      .more {
        color: var(--gv-ink-soft);
        font-size: var(--gv-text-s);
      }
    `,
  ]

  declare offer: UpdateOffer
  declare away: boolean

  constructor() {
    super()
    this.offer = 'none'
    this.away = false
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('offer')) this.away = false
  }

  protected override render() {
    return html`<div role="status">${this.away ? nothing : this.#renderOffer()}</div>`
  }

  #renderOffer() {
    switch (this.offer) {
      case 'none':
        return nothing
      case 'offered':
        return html`<div class="notice">
          <div class="words">
            <p>${msg('A new version of this page is here.')}</p>
            <p class="more">${msg('It starts by itself when you are away and nothing plays. Your place is kept.')}</p>
          </div>
          <button class="pill strong" @click=${() => this.dispatchEvent(new UpdateRequest())}>${msg('Start it now')}</button>
          <button class="pill" @click=${this.#putAway}>${msg('Later')}</button>
        </div>`
      case 'waits-for-others':
        return html`<div class="notice">
          <p class="words">${msg('The new version starts as soon as nothing plays in your other tabs.')}</p>
          <button class="pill" @click=${this.#putAway}>${msg('Close')}</button>
        </div>`
      case 'coming':
        return html`<div class="notice"><p class="words">${msg('The new version is starting.')}</p></div>`
    }
  }

  #putAway(): void {
    this.away = true
  }
}

customElements.define('gv-update-notice', GvUpdateNotice)

declare global {
  interface HTMLElementTagNameMap {
    'gv-update-notice': GvUpdateNotice
  }
}
