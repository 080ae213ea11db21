/** <gv-library-ways>: from one part of the library to the others: what is kept, what was heard, how much room it takes, whom it served. */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { viewName } from '../route-words.ts'
import type { PlainView } from '../routes.ts'
import { baseStyles } from './base-styles.ts'
import { follow, hrefOf } from './route-link.ts'

const WAYS = ['downloads', 'history', 'storage', 'passing-on'] as const satisfies readonly PlainView[]

export class GvLibraryWays extends LitElement {
  static override properties = { current: {} }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        color: var(--gv-ink-soft);
      }
      ul {
        display: flex;
        gap: var(--gv-space-1);
        margin: 0 calc(var(--gv-space-3) * -1);
        padding: 0;
        overflow-x: auto;
        list-style: none;
        scrollbar-width: none;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: var(--gv-target);
        padding-inline: var(--gv-space-3);
        border-radius: 999px;
        color: inherit;
        font-weight: 600;
        text-decoration: none;
        white-space: nowrap;
      }
      a:hover {
        color: var(--gv-ink);
      }
      a[aria-current] {
        background: var(--gv-surface-sunken);
        color: var(--gv-ink);
      }
      :focus-visible {
        outline-offset: -3px;
      }
      @media (forced-colors: active) {
        a[aria-current] {
          outline: 2px solid Highlight;
          outline-offset: -4px;
        }
      }
    `,
  ]

  declare current: PlainView | undefined

  protected override updated(): void {
    // On a phone the last of them is out of sight; the page itself is not to move.
    const list = this.renderRoot.querySelector('ul')
    const current = this.renderRoot.querySelector('[aria-current]')?.getBoundingClientRect()
    if (list === null || current === undefined) return
    const { left, width } = list.getBoundingClientRect()
    list.scrollLeft += current.left + current.width / 2 - left - width / 2
  }

  protected override render() {
    return html`<nav aria-label=${msg('Library')}><ul role="list">${WAYS.map((view) => {
      const route = { view }
      return html`<li><a href=${hrefOf(route)} aria-current=${view === this.current ? 'page' : nothing}
        @click=${(event: MouseEvent) => follow(event, route)}>${viewName(view)}</a></li>`
    })}</ul></nav>`
  }
}

customElements.define('gv-library-ways', GvLibraryWays)

declare global {
  interface HTMLElementTagNameMap {
    'gv-library-ways': GvLibraryWays
  }
}
