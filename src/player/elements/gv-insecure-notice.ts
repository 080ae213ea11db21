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
import { noticeStyles } from './notice-styles.ts'

export class GvInsecureNotice extends LitElement {
  static override properties = { address: {} }
  static override styles = [
    baseStyles,
    noticeStyles,
    css`
      a {
        display: inline-flex;
        align-items: center;
        min-height: var(--gv-target);
        color: inherit;
        font-weight: 600;
      }
    `,
  ]

  /** The page's own. */
  declare address: string | undefined

  protected override render() {
    const { happened, stillWorks, whatToDo } = insecureWords()
    const secure = this.address === undefined ? undefined : secureAddress(this.address)
    return html`<section class="notice" aria-labelledby="happened">
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
