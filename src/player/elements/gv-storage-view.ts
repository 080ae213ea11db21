/**
 * <gv-storage-view>: what is kept on this device, how much room that takes, by show and by episode, and how it is cleared.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { StorageBudget } from '../../peer/types.ts'
import { megabytes } from '../data-words.ts'
import {
  BudgetRequest,
  ClearRequest,
  LibraryEpisodeRequest,
  LibraryShowRequest,
  PersistRequest,
} from '../library-requests.ts'
import { plural } from '../plural.ts'
import { viewName } from '../route-words.ts'
import { budgetWords, storageParts, storageWords } from '../storage-shares.ts'
import type { BudgetChoice, KeptEpisodeView, KeptShowView, StorageView } from '../views/storage-view.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { selectStyles } from './control-styles.ts'
import './gv-cover.ts'
import './gv-library-ways.ts'
import './gv-sure-button.ts'
import { chevronIcon } from './notice-icons.ts'
import { questionStyles } from './question-styles.ts'
import { removeIcon } from './queue-icons.ts'
import { storageStyles } from './storage-styles.ts'
import { styled } from './styled.ts'
import { barStyles, viewStyles } from './view-styles.ts'

/** So many are drawn at a time, of shows and of a show's episodes. */
const PAGE = 50

export class GvStorageView extends LitElement {
  static override properties = {
    storage: { attribute: false },
    asked: { state: true },
    open: { state: true },
    shown: { state: true },
    shownEpisodes: { state: true },
  }
  static override styles = [baseStyles, pillStyles, viewStyles, barStyles, selectStyles, questionStyles, storageStyles]

  /** Undefined while it is not known. */
  declare storage: StorageView | undefined
  /** A smaller budget that was chosen: whether what goes for it may go is asked first. */
  declare asked: StorageBudget | undefined
  /** The show whose episodes are listed. */
  declare open: string | undefined
  declare shown: number
  declare shownEpisodes: number

  constructor() {
    super()
    this.shown = PAGE
    this.shownEpisodes = PAGE
  }

  protected override updated(_changed: PropertyValues): void {
    // A select takes a value only once the option is there.
    const select = this.renderRoot.querySelector('select')
    if (select !== null && this.storage !== undefined) select.value = String(this.asked ?? this.storage.budget)
  }

  protected override render() {
    const { storage } = this
    return html`<div class="view">
      <h1 tabindex="-1">${viewName('storage')}</h1>
      <gv-library-ways current="storage"></gv-library-ways>
      ${storage === undefined ? html`<div class="blank" aria-busy="true"></div>` : [this.#renderSum(storage), this.#renderShows(storage)]}
    </div>`
  }

  #renderSum(storage: StorageView) {
    const { parts, bytes } = storageParts(storage)
    return html`<section class="card" aria-label=${msg('Room on this device')}>
      ${storage.problem === undefined ? nothing : html`<p class="warn" role="status">${problemWords(storage.problem)}</p>`}
      <p class="sum"><b>${storageWords(storage, bytes)}</b><span class="soft small">${msg('Kept on this device')}</span></p>
      <div class="bar" aria-hidden="true">${parts.map(
        (part) => html`<i ${styled({ 'inline-size': `${(part * 100).toFixed(2)}%` })}></i>`,
      )}</div>
      <div class="setting">${storage.problem === 'memory' ? nothing : this.#renderBudget(storage)}
        <p class="soft small" id="budget-help">${msg('When it is full, what was heard longest ago goes first. What you keep yourself stays.')}</p></div>
      <div class="setting">
        <p class="soft small">${
          storage.isPersistent
            ? msg('This browser has promised not to clear it by itself.')
            : msg('This browser may clear it by itself when the device is nearly full.')
        }</p>
        ${storage.isPersistent ? nothing : html`<button class="pill" @click=${() => this.dispatchEvent(new PersistRequest())}>${msg('Ask it not to')}</button>`}
      </div>
      <div class="answers">${bytes === 0 ? nothing : this.#renderClear(bytes)}</div>
    </section>`
  }

  #renderBudget({ choices }: StorageView) {
    const asked = choices.find(({ budget }) => budget === this.asked)
    return html`<label for="budget">${msg('Keep at most')}</label>
      <select id="budget" aria-describedby="budget-help" @change=${this.#chooseBudget}>${choices.map(
        ({ budget }) => html`<option value=${String(budget)}>${budgetWords(budget)}</option>`,
      )}</select>
      ${asked === undefined ? nothing : this.#renderAsked(asked)}`
  }

  #renderAsked({ budget, clearsBytes }: BudgetChoice) {
    const size = megabytes(clearsBytes)
    return html`<div class="question" role="group" aria-labelledby="asked" @keydown=${this.#onAskedKey}>
      <p id="asked">${msg(str`${size} of what was only heard goes now.`)}</p>
      <button class="pill" @click=${() => this.#keepTo(budget)}>${msg('Yes, clear it')}</button>
      <button class="pill" @click=${this.#leaveBudget}>${msg('Cancel')}</button></div>`
  }

  #renderClear(bytes: number) {
    const size = megabytes(bytes)
    return html`<gv-sure-button .label=${msg('Clear what was only heard')} .question=${msg('Episodes you keep yourself stay. The others come from their host again when you play them.')}
        .yes=${msg('Yes, clear it')} @gv-sure=${() => this.dispatchEvent(new ClearRequest('heard'))}></gv-sure-button>
      <gv-sure-button .label=${msg('Clear everything')} .question=${msg(str`Remove all ${size}? Nothing will play without a network then. Your shows, places and history stay.`)}
        .yes=${msg('Yes, clear everything')} @gv-sure=${() => this.dispatchEvent(new ClearRequest('kept'))}></gv-sure-button>`
  }

  #renderShows({ shows }: StorageView) {
    if (shows.length === 0) {
      return html`<div class="empty"><p>${msg('Nothing is kept.')}</p><p>${msg('What you hear and what you keep is listed here.')}</p></div>`
    }
    const rest = shows.length - this.shown
    return html`<section aria-labelledby="by-show"><h2 id="by-show">${msg('By show')}</h2>
      <ul class="list" role="list">${shows.slice(0, this.shown).map((show) => html`<li class="show">${this.#renderShow(show)}</li>`)}</ul>
      ${
        rest > 0
          ? html`<button class="pill" @click=${() => {
              this.shown += PAGE
            }}>${plural(rest, msg('one {Show # more show} other {Show # more shows}'))}</button>`
          : nothing
      }
    </section>`
  }

  #renderShow(show: KeptShowView) {
    const isOpen = this.open === show.feedUrl
    const { title, language } = show
    return html`<button class="line" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => this.#turn(show.feedUrl)}>
        <gv-cover .src=${show.imageUrl} lazy></gv-cover>
        <span class="words"><bdi class="name" lang=${language ?? nothing}>${title}</bdi>
          <span class="soft small">${plural(show.episodes.length, msg('one {# episode} other {# episodes}'))}</span></span>
        <span class="size">${megabytes(show.bytes)}</span>
        <span class="turn">${chevronIcon}</span>
      </button>
      ${isOpen ? this.#renderEpisodes(show) : nothing}`
  }

  #renderEpisodes(show: KeptShowView) {
    const { title, language, episodes } = show
    const rest = episodes.length - this.shownEpisodes
    return html`<div class="inside">
      <ul class="list" role="list" aria-label=${title}>${episodes.slice(0, this.shownEpisodes).map(
        (episode) => html`<li class="episode">
          <span class="words"><bdi class="name" lang=${language ?? nothing}>${episode.title}</bdi>
            ${episode.isPinned ? html`<span class="pinned small">${msg('Kept by you')}</span>` : nothing}</span>
          <span class="size">${megabytes(episode.bytes)}</span>
          <button class="remove" aria-label=${msg(str`Remove from this device: ${episode.title}`)} @click=${() => this.#remove(episode)}>${removeIcon}</button>
        </li>`,
      )}</ul>
      <div class="answers">
        ${
          rest > 0
            ? html`<button class="pill" @click=${() => {
                this.shownEpisodes += PAGE
              }}>${plural(rest, msg('one {Show # more episode} other {Show # more episodes}'))}</button>`
            : nothing
        }
        <gv-sure-button .label=${msg('Clear this show')} .question=${msg(str`Remove all that is kept of “${title}”?`)} .yes=${msg('Yes, clear it')}
          @gv-sure=${() => this.dispatchEvent(new LibraryShowRequest(show.feedUrl, 'clear'))}></gv-sure-button>
      </div>
    </div>`
  }

  #turn(feedUrl: string): void {
    this.open = this.open === feedUrl ? undefined : feedUrl
    this.shownEpisodes = PAGE
  }

  #remove(episode: KeptEpisodeView): void {
    this.dispatchEvent(new LibraryEpisodeRequest(episode, 'unkeep'))
  }

  #chooseBudget(event: Event): void {
    const { value } = event.target as HTMLSelectElement
    const choice = this.storage?.choices.find(({ budget }) => String(budget) === value)
    this.asked = undefined
    // Shown again as it holds, until the new state comes down.
    this.requestUpdate()
    if (choice === undefined || choice.budget === this.storage?.budget) return
    if (choice.clearsBytes === 0) this.dispatchEvent(new BudgetRequest(choice.budget))
    else void this.#ask(choice.budget)
  }

  /** The focus goes to the question's way out. */
  async #ask(budget: StorageBudget): Promise<void> {
    this.asked = budget
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.question button:last-of-type')?.focus()
  }

  #keepTo(budget: StorageBudget): void {
    this.dispatchEvent(new BudgetRequest(budget))
    this.#leaveBudget()
  }

  #onAskedKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#leaveBudget()
  }

  #leaveBudget(): void {
    this.asked = undefined
    this.renderRoot.querySelector('select')?.focus()
  }
}

function problemWords(problem: 'full' | 'memory'): string {
  return problem === 'full'
    ? msg('There is no room left on this device. Nothing more can be kept until something goes; playing still works.')
    : msg('This browser keeps nothing here, as in a private window: everything is gone when this page is closed.')
}

customElements.define('gv-storage-view', GvStorageView)

declare global {
  interface HTMLElementTagNameMap {
    'gv-storage-view': GvStorageView
  }
}
