/**
 * <gv-episode-list>: the show's episodes, hanging on a vine. Each is a link of its own, so it can be opened, copied, shared;
 * a plain click asks for it without leaving the page. A button beside it puts it into the queue.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { Episode } from '../../feed/types.ts'
import { EpisodeRequest } from '../player-requests.ts'
import { plural } from '../plural.ts'
import { QueueRequest } from '../queue-requests.ts'
import { shortDuration } from '../time-words.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { episodeListStyles } from './episode-list-styles.ts'
import { addIcon } from './icons.ts'
import { publishedOn } from './published-on.ts'

/** Shows may have a thousand episodes; so many are drawn at a time. */
const PAGE = 30

export class GvEpisodeList extends LitElement {
  static override properties = {
    episodes: { attribute: false },
    chosen: {},
    hrefOf: { attribute: false },
    language: {},
    queueing: { type: Boolean },
    shown: { state: true },
    said: { state: true },
  }
  static override styles = [baseStyles, pillStyles, episodeListStyles]

  declare episodes: readonly Episode[]
  /** Guid of the episode in the player. */
  declare chosen: string | undefined
  declare hrefOf: (guid: string) => string
  declare language: string | undefined
  /** Whether there is a queue to add to. */
  declare queueing: boolean
  declare shown: number
  declare said: string

  constructor() {
    super()
    this.episodes = []
    this.queueing = false
    this.shown = PAGE
    this.said = ''
  }

  protected override render() {
    const rest = this.episodes.length - this.shown
    return html`<ol role="list" aria-label=${msg('Episodes')}>
        ${this.episodes.slice(0, this.shown).map((episode) => this.#renderEpisode(episode))}
      </ol>
      ${
        rest > 0
          ? html`<button class="pill" @click=${this.#more}>${plural(
              Math.min(rest, PAGE),
              msg('one {Show # more episode} other {Show # more episodes}'),
            )}</button>`
          : nothing
      }
      <span class="spoken" role="status">${this.said}</span>`
  }

  #renderEpisode(episode: Episode) {
    const facts = [publishedOn(episode.publishedAt), shortDuration(episode.durationSeconds)].filter(
      (fact) => fact !== '',
    )
    const chosen = episode.guid === this.chosen
    return html`<li ?data-chosen=${chosen}>
      <p class="facts">${facts.join(' · ')}</p>
      <h3 lang=${this.language ?? nothing}>${
        episode.enclosure === undefined
          ? html`<bdi>${episode.title}</bdi>`
          : html`<a href=${this.hrefOf(episode.guid)} aria-current=${chosen ? 'true' : nothing}
              @click=${(event: MouseEvent) => this.#choose(event, episode.guid)}><bdi>${episode.title}</bdi></a>`
      }</h3>
      <p class="summary" lang=${this.language ?? nothing}><bdi>${episode.summary}</bdi></p>
      ${episode.enclosure === undefined ? html`<p class="facts">${msg('This entry of the feed has no file to play.')}</p>` : nothing}
      ${this.queueing && !chosen && episode.enclosure !== undefined ? this.#renderAdd(episode) : nothing}
    </li>`
  }

  #renderAdd(episode: Episode) {
    const { title } = episode
    return html`<button class="add" aria-label=${msg(str`Add “${title}” to the queue`)}
      @click=${() => this.#add(episode)}>${addIcon}</button>`
  }

  #add({ guid: id, title, durationSeconds, imageUrl }: Episode): void {
    const entry = {
      id,
      title,
      ...(durationSeconds !== undefined && { durationSeconds }),
      ...(imageUrl !== undefined && { imageUrl }),
    }
    this.dispatchEvent(new QueueRequest({ kind: 'add-last', entry }))
    this.said = msg(str`“${title}” was added to the queue.`)
  }

  #choose(event: MouseEvent, guid: string): void {
    // A click that means "open elsewhere" is the browser's.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    this.dispatchEvent(new EpisodeRequest(guid))
  }

  #more(): void {
    this.shown += PAGE
  }
}

customElements.define('gv-episode-list', GvEpisodeList)
