/**
 * <gv-home>: the start page: what was begun, what comes next, what is new, and the shows one follows.
 *
 * Who has no show yet is told what this is, and gets the way to the first one; that part is loaded only then.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { plural } from '../plural.ts'
import { type EpisodeView, keyOf } from '../views/episode-view.ts'
import type { HomeView } from '../views/home-view.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import type { AddState, ImportState } from './gv-add-show.ts'
import './gv-episode-row.ts'
import './gv-show-tile.ts'
import { homeStyles } from './home-styles.ts'
import { grapesIcon } from './icons.ts'
import { follow, hrefOf } from './route-link.ts'
import { viewStyles } from './view-styles.ts'

/** Hundreds of covers at once would make the page wait. */
const TILES = 48

export class GvHome extends LitElement {
  static override properties = {
    home: { attribute: false },
    addState: { attribute: false },
    importState: { attribute: false },
    tiles: { state: true },
  }
  static override styles = [baseStyles, pillStyles, viewStyles, homeStyles]

  /** Nothing is known yet where it is undefined. */
  declare home: HomeView | undefined
  declare addState: AddState | undefined
  declare importState: ImportState | undefined
  declare tiles: number

  constructor() {
    super()
    this.tiles = TILES
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Where it can't be loaded, the page says what it is all the same.
    if (changed.has('home') && this.home?.shows.length === 0) import('./gv-add-show.ts').catch(() => {})
  }

  protected override render() {
    const { home } = this
    if (home === undefined) return this.#renderWaiting()
    const { begun, upNext, fresh, shows } = home
    const isNew = shows.length === 0
    return html`<div class="view">
      <h1 tabindex="-1" class=${isNew ? 'spoken' : ''}>${msg('Home')}</h1>
      ${isNew ? this.#renderWelcome() : nothing}
      ${this.#renderEpisodes('begun', msg('Continue listening'), begun)}
      ${upNext.length === 0 ? nothing : this.#renderEpisodes('next', msg('Up next'), upNext, this.#renderToQueue(home.queuedCount))}
      ${this.#renderEpisodes('fresh', msg('New episodes'), fresh)}
      ${isNew ? nothing : this.#renderShows(home)}
    </div>`
  }

  #renderEpisodes(
    id: string,
    title: string,
    episodes: readonly EpisodeView[],
    more: TemplateResult | typeof nothing = nothing,
  ) {
    if (episodes.length === 0) return nothing
    return html`<section aria-labelledby=${id}>
      <div class="head"><h2 id=${id}>${title}</h2>${more}</div>
      <ul class="list rows ${id}" role="list">
        ${episodes.map((episode) => html`<li data-key=${keyOf(episode)}><gv-episode-row .episode=${episode}></gv-episode-row></li>`)}
      </ul>
    </section>`
  }

  #renderToQueue(count: number) {
    const route = { view: 'queue' } as const
    return html`<a class="link" href=${hrefOf(route)} @click=${(event: MouseEvent) => follow(event, route)}>${plural(
      count,
      msg('one {All of it: # episode} other {All # episodes}'),
    )}</a>`
  }

  #renderShows({ shows }: HomeView) {
    const route = { view: 'add' } as const
    const rest = shows.length - this.tiles
    return html`<section aria-labelledby="shows">
      <div class="head"><h2 id="shows">${msg('Your shows')}</h2>
        <a class="pill" href=${hrefOf(route)} @click=${(event: MouseEvent) => follow(event, route)}>${msg('Add a show')}</a></div>
      <ul class="tiles" role="list">
        ${shows.slice(0, this.tiles).map((show) => html`<li><gv-show-tile .show=${show}></gv-show-tile></li>`)}
      </ul>
      ${
        rest > 0
          ? html`<button class="pill more" @click=${this.#showAll}>${plural(rest, msg('one {Show # more show} other {Show # more shows}'))}</button>`
          : nothing
      }
    </section>`
  }

  #renderWelcome() {
    return html`<section class="welcome" aria-labelledby="welcome">
      <div class="mark">${grapesIcon}</div>
      <h2 id="welcome">${msg('Podcasts, carried by their listeners')}</h2>
      <p class="soft">${msg('Follow the shows you like, and keep episodes for when there is no network: all of it stays on this device. What you have heard you can pass on to other listeners, if you want to.')}</p>
      <gv-add-show .state=${this.addState ?? { kind: 'idle' }} .importState=${this.importState ?? { kind: 'idle' }}></gv-add-show>
    </section>`
  }

  #renderWaiting() {
    return html`<div class="view" aria-busy="true">
      <h1 tabindex="-1">${msg('Home')}</h1>
      <div class="blank line"></div><div class="blank line"></div>
      <div class="tiles">${Array.from({ length: 6 }, () => html`<div class="blank tile"></div>`)}</div>
    </div>`
  }

  #showAll(): void {
    this.tiles += 4 * TILES
  }
}

customElements.define('gv-home', GvHome)

declare global {
  interface HTMLElementTagNameMap {
    'gv-home': GvHome
  }
}
