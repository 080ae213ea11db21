/**
 * <gv-install>: puts the page among the listener's apps: a button where the browser asks for itself, else words which entry of its menu does it.
 * Draws nothing where it can't be done, or is done. It belongs into a menu or settings: it never comes up by itself.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { InstallRequest } from '../app-requests.ts'
import type { InstallOffer } from '../install-state.ts'
import { baseStyles, pillStyles } from './base-styles.ts'

export class GvInstall extends LitElement {
  static override properties = { offer: {} }
  static override styles = [
    baseStyles,
    pillStyles,
    css`
      :host {
        display: block;
      }
      p {
        margin: 0;
        color: var(--gv-ink-soft);
      }
      .pill {
        margin-block-end: var(--gv-space-2);
      }
      .pill[aria-disabled='true'] {
        opacity: 0.6;
        cursor: default;
      }
    `,
  ]

  declare offer: InstallOffer

  constructor() {
    super()
    this.offer = 'none'
  }

  protected override render() {
    switch (this.offer) {
      case 'none':
        return nothing
      case 'ask':
      case 'asking':
        // It keeps the focus while the browser's question is open: a disabled button would lose it.
        return html`<button class="pill" aria-disabled=${this.offer === 'asking'} @click=${this.#ask}>${msg('Install as an app')}</button>
          <p>${msg('It gets a window and an icon of its own, and opens without a connection too.')}</p>`
      case 'installed':
        return html`<p role="status">${msg('Installed. You find it among your apps.')}</p>`
      case 'ios':
        return html`<p>${msg('To put it among your apps, tap Share, then “Add to Home Screen”.')}</p>`
      case 'mac-safari':
        return html`<p>${msg('To put it among your apps, choose “Add to Dock” in Safari’s File menu.')}</p>`
      case 'android-firefox':
        return html`<p>${msg('To put it among your apps, choose “Add app to Home screen” in Firefox’s menu.')}</p>`
    }
  }

  #ask(): void {
    if (this.offer === 'ask') this.dispatchEvent(new InstallRequest())
  }
}

customElements.define('gv-install', GvInstall)

declare global {
  interface HTMLElementTagNameMap {
    'gv-install': GvInstall
  }
}
