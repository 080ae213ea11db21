/**
 * <gv-app-nav>: the ways to the page's main views: a bar below on phones, above on desks. Links, so that each can be opened elsewhere.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { plural } from '../plural.ts'
import type { PlainView, ViewName } from '../routes.ts'
import { baseStyles } from './base-styles.ts'
import { grapesIcon } from './icons.ts'
import { homeIcon, libraryIcon, queueIcon, searchIcon, settingsIcon } from './nav-icons.ts'
import { follow, hrefOf } from './route-link.ts'

interface Way {
  readonly view: PlainView | 'search'
  readonly words: string
  readonly icon: TemplateResult
  /** Views that are within it. */
  readonly also?: readonly ViewName[]
}

export class GvAppNav extends LitElement {
  static override properties = { current: {}, queued: { type: Number }, docked: { type: Boolean, reflect: true } }
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        background: var(--gv-surface);
        color: var(--gv-ink-soft);
        border-top: 1px solid var(--gv-line);
        padding-block-end: env(safe-area-inset-bottom, 0px);
      }
      :host([docked]) {
        position: fixed;
        z-index: 10;
        inset: auto 0 0;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(5, minmax(0, 1fr));
        margin: 0 auto;
        padding: 0;
        list-style: none;
        max-width: 36rem;
      }
      .mark {
        display: none;
      }
      .way {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 0.125rem;
        min-height: 3.5rem;
        padding-inline: 0.125rem;
        color: inherit;
        text-decoration: none;
        font-size: 0.75rem;
        font-weight: 600;
        line-height: 1.2;
      }
      .way span:last-child {
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .way:hover,
      .way[aria-current] {
        color: var(--gv-accent);
      }
      .way[aria-current]::before {
        content: '';
        position: absolute;
        inset-block-start: 0;
        width: 2.5rem;
        height: 3px;
        border-radius: 0 0 3px 3px;
        background: currentcolor;
      }
      .icon {
        position: relative;
      }
      .count {
        position: absolute;
        inset-block-start: -0.375rem;
        inset-inline-start: 0.875rem;
        min-width: 1.125rem;
        padding-inline: 0.25rem;
        border-radius: 999px;
        background: var(--gv-accent);
        color: var(--gv-accent-ink);
        font-size: 0.6875rem;
        line-height: 1.125rem;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      :focus-visible {
        outline-offset: -3px;
        border-radius: var(--gv-radius-s);
      }
      @media (min-width: 48rem) {
        :host {
          border-top: 0;
          border-bottom: 1px solid var(--gv-line);
          padding-block-end: 0;
        }
        :host([docked]) {
          position: sticky;
          inset: 0 0 auto;
        }
        nav {
          display: flex;
          align-items: center;
          justify-content: space-between;
          gap: var(--gv-space-5);
          max-width: 76rem;
          margin-inline: auto;
          padding-inline: var(--gv-space-6);
        }
        .mark {
          display: inline-flex;
          align-items: center;
          gap: var(--gv-space-2);
          min-height: var(--gv-target);
          color: var(--gv-accent);
          font-family: var(--gv-font-title);
          font-size: var(--gv-text-l);
          font-weight: 600;
          text-decoration: none;
        }
        ul {
          display: flex;
          gap: var(--gv-space-1);
          max-width: none;
          margin: 0;
        }
        .way {
          grid-auto-flow: column;
          align-items: center;
          gap: var(--gv-space-2);
          padding-inline: var(--gv-space-3);
          font-size: 0.9375rem;
        }
        .icon:has(.count) {
          margin-inline-end: 1rem;
        }
        .way[aria-current]::before {
          inset-block: auto 0;
          width: calc(100% - 2 * var(--gv-space-3));
          border-radius: 3px 3px 0 0;
        }
      }
      @media (forced-colors: active) {
        .way[aria-current] {
          outline: 2px solid Highlight;
          outline-offset: -4px;
        }
      }
    `,
  ]

  /** The view that is shown. */
  declare current: ViewName | undefined
  /** Episodes in the queue. */
  declare queued: number
  /** Stays where it is while the page scrolls. */
  declare docked: boolean

  constructor() {
    super()
    this.queued = 0
    this.docked = false
  }

  protected override render() {
    const ways: readonly Way[] = [
      { view: 'home', words: msg('Home'), icon: homeIcon, also: ['show', 'episode', 'add'] },
      { view: 'search', words: msg('Search'), icon: searchIcon },
      { view: 'queue', words: msg('Queue'), icon: queueIcon },
      { view: 'downloads', words: msg('Library'), icon: libraryIcon, also: ['history', 'storage', 'passing-on'] },
      { view: 'settings', words: msg('Settings'), icon: settingsIcon },
    ]
    const home = { view: 'home' } as const
    return html`<nav aria-label=${msg('Main')}>
      <a class="mark" href=${hrefOf(home)} @click=${(event: MouseEvent) => follow(event, home)}>${grapesIcon}<span>Grapevine</span></a>
      <ul role="list">${ways.map((way) => html`<li>${this.#renderWay(way)}</li>`)}</ul>
    </nav>`
  }

  #renderWay({ view, words, icon, also }: Way) {
    const route = view === 'search' ? { view, query: '' } : { view }
    const isWithin = this.current !== undefined && also?.includes(this.current)
    const current = this.current === view ? 'page' : isWithin ? 'true' : nothing
    return html`<a class="way" href=${hrefOf(route)} aria-current=${current} @click=${(event: MouseEvent) => follow(event, route)}>
      <span class="icon">${icon}${view === 'queue' && this.queued > 0 ? this.#renderCount() : nothing}</span>
      <span>${words}</span></a>`
  }

  #renderCount() {
    const words = plural(this.queued, msg('one {# episode} other {# episodes}'))
    return html`<span class="count" aria-hidden="true">${this.queued > 99 ? '99+' : this.queued}</span><span class="spoken">${words}</span>`
  }
}

customElements.define('gv-app-nav', GvAppNav)

declare global {
  interface HTMLElementTagNameMap {
    'gv-app-nav': GvAppNav
  }
}
