/** <gv-show-tile>: a show in a grid of shows: its cover, its name, how many of its episodes are new. A link to its page. */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { plural } from '../plural.ts'
import type { ShowTileView } from '../views/show-view.ts'
import { baseStyles } from './base-styles.ts'
import { clampStyles } from './clamp-styles.ts'
import './gv-cover.ts'
import { follow, hrefOf } from './route-link.ts'

export class GvShowTile extends LitElement {
  static override properties = { show: { attribute: false } }
  static override styles = [
    baseStyles,
    clampStyles,
    css`
      :host {
        display: block;
        color: var(--gv-ink);
      }
      a {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gv-space-2);
        align-content: start;
        height: 100%;
        border-radius: var(--gv-radius);
        color: inherit;
        text-decoration: none;
      }
      gv-cover {
        transition: transform var(--gv-quick);
        box-shadow: 0 1px 2px rgb(42 26 45 / 14%);
      }
      a:hover gv-cover {
        transform: translateY(-2px);
        box-shadow: var(--gv-shadow);
      }
      .name {
        font-weight: 650;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      a:hover .name {
        color: var(--gv-accent);
      }
      .author,
      .problem {
        display: block;
        overflow: hidden;
        font-size: var(--gv-text-s);
        color: var(--gv-ink-soft);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .problem {
        color: var(--gv-warn-ink);
        white-space: normal;
      }
      .new {
        position: absolute;
        z-index: 1;
        inset-block-start: var(--gv-space-2);
        inset-inline-end: var(--gv-space-2);
        padding: 0.0625rem 0.5rem;
        border-radius: 999px;
        background: var(--gv-accent);
        color: var(--gv-accent-ink);
        box-shadow: 0 0 0 2px var(--gv-surface);
        font-size: 0.75rem;
        font-weight: 650;
      }
      a:focus-visible {
        outline-offset: 4px;
      }
    `,
  ]

  declare show: ShowTileView | undefined

  protected override render() {
    const { show } = this
    if (show === undefined) return nothing
    const { title, author, imageUrl, language, newCount, hasProblem } = show
    const route = { view: 'show', feedUrl: show.feedUrl } as const
    return html`<a href=${hrefOf(route)} @click=${(event: MouseEvent) => follow(event, route)}>
      <gv-cover .src=${imageUrl} lazy></gv-cover>
      <span><bdi class="name clamp" lang=${language ?? nothing}>${title}</bdi>
      ${
        hasProblem
          ? html`<span class="problem">${msg('Can’t be reached now')}</span>`
          : author === undefined
            ? nothing
            : html`<span class="author"><bdi lang=${language ?? nothing}>${author}</bdi></span>`
      }</span>
      ${newCount > 0 ? html`<span class="new">${plural(newCount, msg('one {# new} other {# new}'))}</span>` : nothing}
    </a>`
  }
}

customElements.define('gv-show-tile', GvShowTile)

declare global {
  interface HTMLElementTagNameMap {
    'gv-show-tile': GvShowTile
  }
}
