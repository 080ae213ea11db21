/** <gv-allowance>: what was given today of what may be, as a bar and in words; by all tabs of this site. */
import { css, html, LitElement, nothing } from 'lit'
import type { SharingAllowance } from '../../peer/types.ts'
import { allowanceSentence, allowanceShare } from '../allowance-words.ts'
import { baseStyles } from './base-styles.ts'
import { styled } from './styled.ts'

export class GvAllowance extends LitElement {
  static override properties = { allowance: { attribute: false } }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        font-size: 0.9375rem;
        color: var(--gv-ink-soft);
      }
      p {
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      .bar {
        height: 0.375rem;
        margin-bottom: var(--gv-space-1);
        border-radius: 999px;
        overflow: hidden;
        background: var(--gv-missing);
      }
      .given {
        height: 100%;
        border-radius: 999px;
        background: var(--gv-accent);
        transition: inline-size 300ms;
      }
      @media (forced-colors: active) {
        .bar {
          border: 1px solid CanvasText;
        }
        .given {
          forced-color-adjust: none;
          background: Highlight;
        }
      }
    `,
  ]

  /** `undefined` before sharing was first on: then there is nothing to show. */
  declare allowance: SharingAllowance | undefined

  protected override render() {
    if (this.allowance === undefined) return nothing
    const share = allowanceShare(this.allowance)
    return html`${
      share === undefined
        ? nothing
        : html`<div class="bar" aria-hidden="true">
            <div class="given" ${styled({ 'inline-size': `${(share * 100).toFixed(1)}%` })}></div>
          </div>`
    }<p>${allowanceSentence(this.allowance)}</p>`
  }
}

customElements.define('gv-allowance', GvAllowance)
