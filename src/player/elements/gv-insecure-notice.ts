/**
 * <gv-insecure-notice>: the page came over plain http from another machine: what does not work, what does, what to do.
 *
 * For pages where `isSecureContext` is false; it is the page that decides to draw it.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { insecureWords, secureAddress } from '../insecure-words.ts'
import { baseStyles } from './base-styles.ts'
import { warningIcon } from './notice-icons.ts'

export class GvInsecureNotice extends LitElement {
  static override properties = { address: {} }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
      }
      section {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--gv-space-1) var(--gv-space-3);
        padding: var(--gv-space-4);
        border-radius: var(--gv-radius);
        border: 1px solid var(--gv-warn-line);
        background: var(--gv-warn-surface);
        color: var(--gv-warn-ink);
      }
      p {
        grid-column: 2;
        margin: 0;
      }
      .happened {
        font-weight: 650;
      }
      svg {
        grid-row: 1;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: var(--gv-target);
        color: inherit;
        font-weight: 600;
      }
      :focus-visible {
        outline-color: var(--gv-warn-ink);
      }
    `,
  ]

  /** The page's own. */
  declare address: string | undefined

  protected override render() {
    const { happened, stillWorks, whatToDo } = insecureWords()
    const secure = this.address === undefined ? undefined : secureAddress(this.address)
    return html`<section aria-labelledby="happened">
      ${warningIcon}
      <p class="happened" id="happened">${happened}</p>
      <p>${stillWorks} ${whatToDo}</p>
      ${secure === undefined ? nothing : html`<p><a href=${secure}>${msg('Open this page with https')}</a></p>`}
    </section>`
  }
}

customElements.define('gv-insecure-notice', GvInsecureNotice)

declare global {
  interface HTMLElementTagNameMap {
    'gv-insecure-notice': GvInsecureNotice
  }
}
