/**
 * <gv-passing-on>: the library as a place in the swarm: what is kept here, whom it served, what is rare and worth keeping, and which
 * shows are passed on.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { megabytes, percent, roundMegabytes } from '../data-words.ts'
import { rarityOf } from '../library/rarity.ts'
import { LibraryShowRequest } from '../library-requests.ts'
import { numberWords } from '../number-words.ts'
import { SharingRequest } from '../player-requests.ts'
import { plural } from '../plural.ts'
import { rarityWords } from '../rarity-words.ts'
import { viewName } from '../route-words.ts'
import type { PassedEpisodeView, PassedShowView, PassingOnView } from '../views/passing-on-view.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { checkboxStyles } from './control-styles.ts'
import './gv-library-ways.ts'
import { passingOnStyles } from './passing-on-styles.ts'
import { follow, hrefOf } from './route-link.ts'
import { styled } from './styled.ts'
import { barStyles, viewStyles } from './view-styles.ts'

/** So many are drawn at a time. */
const PAGE = 40

export class GvPassingOn extends LitElement {
  static override properties = { view: { attribute: false }, shown: { state: true } }
  static override styles = [baseStyles, pillStyles, viewStyles, barStyles, checkboxStyles, passingOnStyles]

  /** Undefined while it is not known. */
  declare view: PassingOnView | undefined
  declare shown: number

  constructor() {
    super()
    this.shown = PAGE
  }

  protected override render() {
    const { view } = this
    return html`<div class="view">
      <h1 tabindex="-1">${viewName('passing-on')}</h1>
      <gv-library-ways current="passing-on"></gv-library-ways>
      ${view === undefined ? html`<div class="blank" aria-busy="true"></div>` : [this.#renderSum(view), this.#renderEpisodes(view), this.#renderShows(view.shows)]}
    </div>`
  }

  #renderSum(view: PassingOnView) {
    const { isSharing, bytesGivenToday, allowanceBytesPerDay, bytesGivenEver, listenersServedEver } = view
    const given = megabytes(bytesGivenToday)
    const allowance = roundMegabytes(allowanceBytesPerDay)
    const share = allowanceBytesPerDay > 0 ? Math.min(1, bytesGivenToday / allowanceBytesPerDay) : 0
    return html`<section class="card" aria-label=${msg('What you gave')}>
      ${isSharing ? nothing : this.#renderOff()}
      <dl>
        <div><dt>${msg('Given in all')}</dt><dd>${megabytes(bytesGivenEver)}</dd></div>
        <div><dt>${msg('Listeners served')}</dt><dd>${numberWords(listenersServedEver)}</dd></div>
        <div><dt>${msg('Episodes here')}</dt><dd>${numberWords(view.episodes.length)}</dd></div>
      </dl>
      ${
        allowanceBytesPerDay === 0
          ? nothing
          : html`<div class="bar" aria-hidden="true"><i ${styled({ 'inline-size': `${(share * 100).toFixed(1)}%` })}></i></div>
            <p class="soft small">${msg(str`${given} of ${allowance} given today.`)}</p>`
      }
    </section>`
  }

  #renderOff() {
    return html`<div class="off"><p>${msg('Sharing is off: what is here serves only you.')}</p>
      <button class="pill strong" @click=${() => this.dispatchEvent(new SharingRequest(true))}>${msg('Share with other listeners')}</button></div>`
  }

  #renderEpisodes({ isSharing, episodes }: PassingOnView) {
    if (episodes.length === 0) {
      return html`<div class="empty"><p>${msg('Nothing is here to be passed on yet.')}</p>
        <p>${msg('Hear or keep an episode of a show whose listeners carry it, and you become one of them.')}</p></div>`
    }
    const rest = episodes.length - this.shown
    return html`<section aria-labelledby="here"><h2 id="here">${isSharing ? msg('What you carry') : msg('What you could carry')}</h2>
      <ul class="list" role="list">${episodes.slice(0, this.shown).map((episode) => html`<li>${this.#renderEpisode(episode)}</li>`)}</ul>
      ${
        rest > 0
          ? html`<button class="pill more" @click=${() => {
              this.shown += PAGE
            }}>${plural(rest, msg('one {Show # more episode} other {Show # more episodes}'))}</button>`
          : nothing
      }
    </section>`
  }

  #renderEpisode(episode: PassedEpisodeView) {
    const {
      feedUrl,
      guid,
      title,
      showTitle,
      language,
      bytesKept,
      share,
      bytesGiven,
      listenersServed,
      copiesElsewhere,
    } = episode
    const route = { view: 'episode', feedUrl, guid } as const
    const rarity = rarityWords(copiesElsewhere)
    const kept = share < 1 ? `${megabytes(bytesKept)} (${percent(share)})` : megabytes(bytesKept)
    return html`<div class="episode" data-rarity=${rarityOf(copiesElsewhere)} ?data-offered=${episode.isOffered}>
      <a class="name" href=${hrefOf(route)} lang=${language ?? nothing} @click=${(event: MouseEvent) => follow(event, route)}><bdi>${title}</bdi></a>
      <p class="soft small"><bdi>${showTitle}</bdi> · <span>${kept}</span>${
        episode.isOffered ? html` · <span class="offered">${msg('offered now')}</span>` : nothing
      }</p>
      ${rarity === '' ? nothing : html`<p class="rarity small">${rarity}</p>`}
      <p class="given"><b>${megabytes(bytesGiven)}</b><span class="soft small">${
        listenersServed === 0
          ? msg('not asked for yet')
          : plural(listenersServed, msg('one {to # listener} other {to # listeners}'))
      }</span></p>
    </div>`
  }

  #renderShows(shows: readonly PassedShowView[]) {
    if (shows.length === 0) return nothing
    return html`<section aria-labelledby="which"><h2 id="which">${msg('Shows you pass on')}</h2>
      <ul class="list" role="list">${shows.map(
        ({ feedUrl, title, isShared }) => html`<li><label class="which"><bdi>${title}</bdi>
          <input type="checkbox" role="switch" .checked=${isShared} @change=${(event: Event) => {
            const box = event.target as HTMLInputElement
            this.dispatchEvent(new LibraryShowRequest(feedUrl, box.checked ? 'share' : 'unshare'))
            // It shows what holds, until that has changed.
            box.checked = isShared
          }}></label></li>`,
      )}</ul></section>`
  }
}

customElements.define('gv-passing-on', GvPassingOn)

declare global {
  interface HTMLElementTagNameMap {
    'gv-passing-on': GvPassingOn
  }
}
