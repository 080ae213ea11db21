/**
 * <gv-episode-row>: an episode in a list: its name is a link to its page, and it can be played, queued and kept from here.
 *
 * With `vine` it hangs on the vine that its list grows on, and its grape fills as one listens; without, it shows its cover. Wishes
 * go up as `gv-library-episode-request`; the rest of them is in a menu that is loaded when it is first opened.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { heardShare, keepWords, lengthWords } from '../episode-words.ts'
import { type EpisodeWish, LibraryEpisodeRequest } from '../library-requests.ts'
import type { EpisodeView } from '../views/episode-view.ts'
import { baseStyles } from './base-styles.ts'
import { clampStyles } from './clamp-styles.ts'
import { episodeRowStyles } from './episode-row-styles.ts'
import './gv-cover.ts'
import { addIcon, moreIcon } from './icons.ts'
import { publishedOn } from './published-on.ts'
import { follow, hrefOf } from './route-link.ts'
import { keepIcon, keptIcon, queuedIcon, smallPauseIcon, smallPlayIcon } from './row-icons.ts'
import { rowNameStyles } from './row-name-styles.ts'
import { styled } from './styled.ts'

export class GvEpisodeRow extends LitElement {
  static override properties = {
    episode: { attribute: false },
    vine: { type: Boolean, reflect: true },
    page: { reflect: true },
    note: {},
    heading: {},
    isOpen: { state: true },
  }
  static override styles = [baseStyles, clampStyles, rowNameStyles, episodeRowStyles]

  declare episode: EpisodeView | undefined
  declare vine: boolean
  /** At the head of the episode's own page; `played`: below the player, which says its name already. */
  declare page: 'alone' | 'played' | undefined
  /** Said beside the date, e.g. when it was heard. */
  declare note: string | undefined
  /** Stands above it: the day, for the first of each. */
  declare heading: string | undefined
  declare isOpen: boolean

  constructor() {
    super()
    this.vine = false
    this.isOpen = false
  }

  /** On its name, as soon as it is drawn. */
  override focus(options?: FocusOptions): void {
    const name = this.renderRoot?.querySelector<HTMLElement>('.name')
    if (name == null)
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.name')?.focus(options))
    else name.focus(options)
  }

  protected override render() {
    const { episode } = this
    if (episode === undefined) return nothing
    const { title, summary, language, isCurrent, isHeard } = episode
    const route = { view: 'episode', feedUrl: episode.feedUrl, guid: episode.guid } as const
    const share = heardShare(episode)
    return html`${this.heading === undefined ? nothing : html`<h2>${this.heading}</h2>`}<div class="row" ?data-current=${isCurrent} ?data-heard=${isHeard} ?data-begun=${share > 0}
      ${styled({ '--heard': `${(share * 100).toFixed(1)}%` })}>
      ${this.vine ? html`<span class="grape" aria-hidden="true"></span>` : html`<gv-cover .src=${episode.imageUrl} lazy></gv-cover>`}
      <div class="words">
        <p class="facts">${this.#renderFacts(episode)}</p>
        <h3 lang=${language ?? nothing} aria-level=${this.page === undefined ? nothing : 2}><a class="name" href=${hrefOf(route)} aria-current=${isCurrent ? 'true' : nothing}
          @click=${(event: MouseEvent) => follow(event, route)}><bdi class="clamp">${title}</bdi></a></h3>
        ${summary === '' ? nothing : html`<p class="summary clamp" dir="auto" lang=${language ?? nothing}>${summary}</p>`}
        ${this.#renderKeep(episode)}
      </div>
      <div class="actions">${this.#renderActions(episode)}</div>
    </div>`
  }

  #renderFacts(episode: EpisodeView) {
    const facts = [episode.showTitle, this.note ?? publishedOn(episode.publishedAt), lengthWords(episode)]
    return html`${episode.isNew ? html`<b class="new">${msg('New')}</b>` : nothing}${facts
      .filter((fact) => fact !== undefined && fact !== '')
      .map((fact) => html`<span><bdi>${fact}</bdi></span>`)}`
  }

  #renderKeep({ keep, isPlayable }: EpisodeView) {
    if (!isPlayable) return html`<p class="facts">${msg('This entry of the feed has no file to play.')}</p>`
    const words = keepWords(keep)
    if (words === '') return nothing
    const share = keep.kind === 'coming' ? keep.share : undefined
    return html`<p class="keep" data-kind=${keep.kind}>${words}</p>
      ${share === undefined ? nothing : html`<div class="bar" aria-hidden="true"><i ${styled({ 'inline-size': `${share * 100}%` })}></i></div>`}`
  }

  #renderActions(episode: EpisodeView) {
    const { title, isPlaying, isQueued, isPlayable, isCurrent } = episode
    if (!isPlayable) return nothing
    const isKept = episode.keep.kind === 'kept'
    const isWanted = isKept || episode.keep.kind === 'waiting' || episode.keep.kind === 'coming'
    return html`<button class="icon wide" aria-pressed=${isQueued ? 'true' : 'false'} ?hidden=${isCurrent}
        aria-label=${isQueued ? msg(str`Remove from the queue: ${title}`) : msg(str`Add “${title}” to the queue`)}
        @click=${() => this.#ask(isQueued ? 'unqueue' : 'play-last')}>${isQueued ? queuedIcon : addIcon}</button>
      <button class="icon wide" aria-pressed=${isWanted ? 'true' : 'false'} aria-label=${
        isWanted ? msg(str`Keep “${title}” no longer`) : msg(str`Keep “${title}” for when you are offline`)
      } @click=${() => this.#ask(isWanted ? 'unkeep' : 'keep')}>${isKept ? keptIcon : keepIcon}</button>
      <button class="icon more" aria-haspopup="true" aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-label=${msg(str`More for “${title}”`)} @click=${this.#openMenu}>${moreIcon}</button>
      ${this.isOpen ? html`<gv-episode-menu .episode=${episode} @close=${this.#closed}></gv-episode-menu>` : nothing}
      <button class="icon play" aria-label=${isPlaying ? msg(str`Pause “${title}”`) : msg(str`Play “${title}”`)}
        @click=${() => this.#ask(isPlaying ? 'pause' : 'play')}>${isPlaying ? smallPauseIcon : smallPlayIcon}</button>`
  }

  async #openMenu(event: Event): Promise<void> {
    const button = event.currentTarget as HTMLElement
    // A second press closes: the menu is gone by itself then, because the press was outside of it.
    if (this.isOpen) return
    try {
      await import('./gv-episode-menu.ts')
    } catch {
      return
    }
    this.isOpen = true
    await this.updateComplete
    this.renderRoot.querySelector('gv-episode-menu')?.open(button)
  }

  #closed(): void {
    this.isOpen = false
  }

  #ask(wish: EpisodeWish): void {
    if (this.episode !== undefined) this.dispatchEvent(new LibraryEpisodeRequest(this.episode, wish))
  }
}

customElements.define('gv-episode-row', GvEpisodeRow)

declare global {
  interface HTMLElementTagNameMap {
    'gv-episode-row': GvEpisodeRow
  }
}
