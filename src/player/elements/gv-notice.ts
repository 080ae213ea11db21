/**
 * <gv-notice>: an error in words, with the way on. Announced at once (`alert`).
 */
import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { errorWords, type PlayerErrorKind } from '../error-words.ts'
import { RetryRequest } from '../player-requests.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { warningIcon } from './notice-icons.ts'
import { noticeStyles } from './notice-styles.ts'

export class GvNotice extends LitElement {
  static override properties = { kind: {} }
  static override styles = [
    baseStyles,
    pillStyles,
    noticeStyles,
    css`
      .pill {
        grid-column: 2;
        justify-self: start;
        margin-top: var(--gv-space-2);
        border-color: currentcolor;
      }
    `,
  ]

  declare kind: PlayerErrorKind

  protected override render() {
    const words = errorWords(this.kind)
    return html`<div class="notice" role="alert">
      ${warningIcon}
      <p class="happened">${words.happened}</p>
      <p>${words.stillWorks} ${words.whatToDo}</p>
      <button class="pill" @click=${() => this.dispatchEvent(new RetryRequest())}>${msg('Try again')}</button>
    </div>`
  }
}

customElements.define('gv-notice', GvNotice)
