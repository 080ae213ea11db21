/**
 * <gv-entries>: a show's episodes to choose from, inside an embedded player: title, day, length; a tap asks for one, a second
 * button puts it into the queue.
 */
import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { ShowFileEntry } from '../../feed/episode-file.ts'
import { EpisodeRequest } from '../player-requests.ts'
import { QueueRequest } from '../queue-requests.ts'
import { shortDuration } from '../time-words.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { addIcon } from './icons.ts'
import { publishedOn } from './published-on.ts'

/** Shows may have a thousand episodes; so many are drawn at a time. */
const PAGE = 50

export class GvEntries extends LitElement {
  static override properties = {
    entries: { attribute: false },
    current: {},
    language: {},
    queueing: { type: Boolean },
    shown: { state: true },
    said: { state: true },
  }
  static override styles = [
    baseStyles,
    pillStyles,
    css`
      :host {
        display: block;
      }
      ol {
        margin: 0 0 var(--gv-space-2);
        padding: 0;
        list-style: none;
        max-height: 22rem;
        overflow: auto;
        overscroll-behavior: contain;
      }
      li {
        display: flex;
        align-items: center;
      }
      li + li {
        border-top: 1px solid var(--gv-line);
      }
      .episode {
        flex: 1;
        min-width: 0;
        min-height: var(--gv-target);
        padding: var(--gv-space-2);
        border-radius: var(--gv-radius-s);
        text-align: start;
        outline-offset: -3px;
      }
      .episode:hover,
      .add:hover {
        background: var(--gv-surface-sunken);
      }
      .title {
        display: block;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .facts {
        font-size: var(--gv-text-s);
        color: var(--gv-ink-soft);
      }
      [aria-current] .title {
        color: var(--gv-accent);
      }
      .add {
        flex: none;
        display: grid;
        place-items: center;
        width: var(--gv-target);
        height: var(--gv-target);
        border-radius: 999px;
        outline-offset: -3px;
      }
    `,
  ]

  declare entries: readonly ShowFileEntry[]
  /** Guid of the episode in the player. */
  declare current: string | undefined
  /** Of the titles, BCP 47. */
  declare language: string | undefined
  /** Whether there is a queue to add to. */
  declare queueing: boolean
  declare shown: number
  declare said: string

  constructor() {
    super()
    this.entries = []
    this.queueing = false
    this.shown = PAGE
    this.said = ''
  }

  protected override render() {
    const rest = this.entries.length - this.shown
    return html`<ol role="list" aria-label=${msg('Episodes')}>
        ${this.entries.slice(0, this.shown).map((entry) => this.#renderEntry(entry))}
      </ol>
      ${rest > 0 ? html`<button class="pill" @click=${this.#more}>${msg('Show more')}</button>` : nothing}
      <span class="spoken" role="status">${this.said}</span>`
  }

  #renderEntry(entry: ShowFileEntry) {
    const { guid, title, publishedAt, durationSeconds } = entry
    const facts = [publishedOn(publishedAt), shortDuration(durationSeconds)].filter((fact) => fact !== '')
    return html`<li>
      <button class="episode" aria-current=${guid === this.current ? 'true' : nothing}
        @click=${() => this.dispatchEvent(new EpisodeRequest(guid))}>
        <span class="title" lang=${this.language ?? nothing}><bdi>${title}</bdi></span><span class="facts">${facts.join(' · ')}</span>
      </button>
      ${this.queueing && guid !== this.current ? this.#renderAdd(entry) : nothing}
    </li>`
  }

  #renderAdd(entry: ShowFileEntry) {
    const { title } = entry
    return html`<button class="add" aria-label=${msg(str`Add “${title}” to the queue`)} @click=${() => this.#add(entry)}>${addIcon}</button>`
  }

  #add({ guid: id, title, durationSeconds }: ShowFileEntry): void {
    const entry = { id, title, ...(durationSeconds === undefined ? {} : { durationSeconds }) }
    this.dispatchEvent(new QueueRequest({ kind: 'add-last', entry }))
    this.said = msg(str`“${title}” was added to the queue.`)
  }

  #more(): void {
    this.shown += PAGE
  }
}

customElements.define('gv-entries', GvEntries)

declare global {
  interface HTMLElementTagNameMap {
    'gv-entries': GvEntries
  }
}
