/**
 * <gv-search-view>: a field, and what was found: shows, then episodes.
 *
 * It asks (`gv-search-request`) while one types, a moment after the last letter; at once on Enter. What is found comes down.
 */
import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { SearchRequest } from '../library-requests.ts'
import { plural } from '../plural.ts'
import { viewName } from '../route-words.ts'
import { keyOf } from '../views/episode-view.ts'
import type { FoundEpisodesView } from '../views/library-views.ts'
import { baseStyles } from './base-styles.ts'
import './gv-episode-row.ts'
import './gv-show-tile.ts'
import type { Row } from './drawn-rows.ts'
import './gv-virtual-list.ts'
import { searchIcon } from './nav-icons.ts'
import { viewStyles } from './view-styles.ts'

const PAUSE_MS = 180

export class GvSearchView extends LitElement {
  static override properties = { query: {}, found: { attribute: false }, searchable: { attribute: false } }
  static override styles = [
    baseStyles,
    viewStyles,
    css`
      form {
        position: relative;
        max-width: 40rem;
      }
      form svg {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 1rem;
        height: 100%;
        color: var(--gv-ink-soft);
        pointer-events: none;
      }
      input {
        width: 100%;
        min-height: 3.25rem;
        padding-inline: 3.25rem var(--gv-space-4);
        border: 1px solid var(--gv-ink-soft);
        border-radius: 999px;
        background: var(--gv-surface);
        font-size: var(--gv-text-l);
      }
      input::placeholder {
        color: var(--gv-ink-soft);
      }
      .tiles {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(7.5rem, 9rem));
        gap: var(--gv-space-4);
        margin: 0;
        padding: 0;
        list-style: none;
      }
    `,
  ]

  /** As the address has it. */
  declare query: string
  /** Undefined while nothing was searched, and while the first search is under way. */
  declare found: FoundEpisodesView | undefined
  /** Episodes there are to be searched; 0 where there is nothing at all; undefined while they are not counted. */
  declare searchable: number | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #rows: readonly Row[] = []

  constructor() {
    super()
    this.query = ''
    this.searchable = 0
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  /** In the field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('found')) return
    this.#rows = (this.found?.episodes ?? []).map((episode) => ({
      key: keyOf(episode),
      render: () => html`<gv-episode-row .episode=${episode}></gv-episode-row>`,
    }))
  }

  protected override updated(changed: PropertyValues<this>): void {
    const field = this.renderRoot.querySelector('input')
    // Who is typing goes on where they are: a space at the end is no other query.
    if (changed.has('query') && field !== null && field.value.trim() !== this.query) field.value = this.query
  }

  protected override render() {
    return html`<div class="view">
      <h1 tabindex="-1">${viewName('search')}</h1>
      <form role="search" @submit=${this.#submit}>
        ${searchIcon}
        <input type="search" aria-label=${msg('Search in your shows and episodes')} placeholder=${msg('Shows, episodes, words')}
          autocomplete="off" enterkeyhint="search" dir="auto" @input=${this.#typed}>
      </form>
      <p class="soft" role="status">${this.#words()}</p>
      ${this.#renderShows()}
      ${this.#renderEpisodes()}
    </div>`
  }

  #renderShows() {
    const shows = this.found?.shows ?? []
    if (shows.length === 0) return nothing
    return html`<section aria-labelledby="shows"><h2 id="shows">${msg('Shows')}</h2>
      <ul class="tiles" role="list">${shows.map((show) => html`<li><gv-show-tile .show=${show}></gv-show-tile></li>`)}</ul></section>`
  }

  #renderEpisodes() {
    if (this.#rows.length === 0) return nothing
    return html`<section aria-labelledby="episodes"><h2 id="episodes">${msg('Episodes')}</h2>
      <gv-virtual-list class="rows" .rows=${this.#rows} .label=${msg('Episodes')}></gv-virtual-list></section>`
  }

  #words(): string {
    const { found, query } = this
    if (this.searchable === 0) return msg('Once you follow a show, its episodes are found here.')
    if (query === '') {
      if (this.searchable === undefined) return ''
      return plural(
        this.searchable,
        msg('one {Titles and notes of # episode.} other {Titles and notes of # episodes.}'),
      )
    }
    if (found === undefined) return msg('Searching…')
    const count = found.shows.length + found.episodes.length
    if (count === 0) return msg(str`Nothing found for “${found.query}”`)
    return found.hasMore
      ? plural(count, msg('one {The first of many} other {The first # of many}'))
      : plural(count, msg('one {# found} other {# found}'))
  }

  #typed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MS)
  }

  #submit(event: Event): void {
    event.preventDefault()
    this.#ask()
  }

  #ask(): void {
    clearTimeout(this.#timer)
    const query = this.renderRoot.querySelector('input')?.value.trim() ?? ''
    this.dispatchEvent(new SearchRequest(query))
  }
}

customElements.define('gv-search-view', GvSearchView)

declare global {
  interface HTMLElementTagNameMap {
    'gv-search-view': GvSearchView
  }
}
