/** <gv-downloads-view>: what is kept for when there is no network, and what is on its way there. */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { megabytes } from '../data-words.ts'
import { listFormat } from '../locale.ts'
import { plural } from '../plural.ts'
import { viewName } from '../route-words.ts'
import { type EpisodeView, keyOf } from '../views/episode-view.ts'
import { baseStyles } from './base-styles.ts'
import './gv-episode-row.ts'
import './gv-library-ways.ts'
import type { Row } from './drawn-rows.ts'
import './gv-virtual-list.ts'
import { viewStyles } from './view-styles.ts'

export class GvDownloadsView extends LitElement {
  static override properties = { episodes: { attribute: false }, offline: { type: Boolean } }
  static override styles = [baseStyles, viewStyles]

  /** Those that are kept, are to be, or could not be; undefined while it is not known. */
  declare episodes: readonly EpisodeView[] | undefined
  /** There is no network now. */
  declare offline: boolean
  #coming: readonly EpisodeView[] = []
  #kept: readonly Row[] = []

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('episodes')) return
    const episodes = this.episodes ?? []
    this.#coming = episodes.filter(({ keep }) => keep.kind !== 'kept')
    this.#kept = episodes
      .filter(({ keep }) => keep.kind === 'kept')
      .map((episode) => ({
        key: keyOf(episode),
        render: () => html`<gv-episode-row .episode=${episode}></gv-episode-row>`,
      }))
  }

  protected override render() {
    return html`<div class="view">
      <h1 tabindex="-1">${viewName('downloads')}</h1>
      <gv-library-ways current="downloads"></gv-library-ways>
      ${this.offline ? html`<p class="warn" role="status">${msg('You are offline. What is kept here plays.')}</p>` : nothing}
      ${this.episodes === undefined ? html`<div class="blank" aria-busy="true"></div>` : this.#renderLists(this.episodes)}
    </div>`
  }

  #renderLists(episodes: readonly EpisodeView[]) {
    if (episodes.length === 0) {
      return html`<div class="empty"><p>${msg('Nothing is kept yet.')}</p>
        <p>${msg('Keep an episode, and it plays without a network, on a train or a plane. Look for “Keep” beside it.')}</p></div>`
    }
    return html`${this.#coming.length === 0 ? nothing : this.#renderComing()}
      ${
        this.#kept.length === 0
          ? nothing
          : html`<section aria-labelledby="kept"><div class="head"><h2 id="kept">${msg('Kept on this device')}</h2>
              <p class="soft small">${this.#sum(episodes)}</p></div>
            <gv-virtual-list class="rows" .rows=${this.#kept} .label=${msg('Kept on this device')}></gv-virtual-list></section>`
      }`
  }

  #renderComing() {
    return html`<section aria-labelledby="coming"><h2 id="coming">${msg('On their way')}</h2>
      <ul class="list rows" role="list">${this.#coming.map(
        (episode) => html`<li><gv-episode-row .episode=${episode}></gv-episode-row></li>`,
      )}</ul></section>`
  }

  #sum(episodes: readonly EpisodeView[]): string {
    const bytes = episodes.reduce((sum, { keep }) => sum + (keep.kind === 'kept' ? keep.bytes : 0), 0)
    const parts = [plural(this.#kept.length, msg('one {# episode} other {# episodes}')), megabytes(bytes)]
    return listFormat({ type: 'unit', style: 'short' }).format(parts)
  }
}

customElements.define('gv-downloads-view', GvDownloadsView)

declare global {
  interface HTMLElementTagNameMap {
    'gv-downloads-view': GvDownloadsView
  }
}
