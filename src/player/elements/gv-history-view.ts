/** <gv-history-view>: what was heard, day by day, the latest first. */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { markDays } from '../day-groups.ts'
import { ClearRequest } from '../library-requests.ts'
import { dateFormat } from '../locale.ts'
import { viewName } from '../route-words.ts'
import { keyOf } from '../views/episode-view.ts'
import type { HeardEpisodeView } from '../views/library-views.ts'
import { baseStyles } from './base-styles.ts'
import './gv-episode-row.ts'
import './gv-library-ways.ts'
import './gv-sure-button.ts'
import type { Row } from './drawn-rows.ts'
import './gv-virtual-list.ts'
import { viewStyles } from './view-styles.ts'

export class GvHistoryView extends LitElement {
  static override properties = { heard: { attribute: false }, nowMs: { attribute: false } }
  static override styles = [baseStyles, viewStyles]

  /** The latest first; undefined while it is not known. */
  declare heard: readonly HeardEpisodeView[] | undefined
  /** Milliseconds since 1970: what "today" is. */
  declare nowMs: number
  #rows: readonly Row[] = []

  constructor() {
    super()
    this.nowMs = Date.now()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('heard') && !changed.has('nowMs')) return
    const time = dateFormat({ timeStyle: 'short' })
    this.#rows = markDays(this.heard ?? [], ({ heardAtMs }) => heardAtMs, this.nowMs).map(({ item, day }) => ({
      key: keyOf(item.episode),
      render: () =>
        html`<gv-episode-row .episode=${item.episode} .note=${time.format(item.heardAtMs)} .heading=${day}></gv-episode-row>`,
    }))
  }

  protected override render() {
    return html`<div class="view">
      <div class="head"><h1 tabindex="-1">${viewName('history')}</h1>
        ${
          this.#rows.length === 0
            ? nothing
            : html`<gv-sure-button .label=${msg('Clear the history')} .question=${msg('Clear the list of what you heard? Your places in episodes stay.')}
              .yes=${msg('Yes, clear it')} @gv-sure=${() => this.dispatchEvent(new ClearRequest('history'))}></gv-sure-button>`
        }</div>
      <gv-library-ways current="history"></gv-library-ways>
      ${this.heard === undefined ? html`<div class="blank" aria-busy="true"></div>` : this.#renderList()}
    </div>`
  }

  #renderList() {
    if (this.#rows.length === 0) {
      return html`<div class="empty"><p>${msg('You have not heard anything yet.')}</p>
        <p>${msg('What you hear is listed here, on this device only.')}</p></div>`
    }
    return html`<gv-virtual-list class="rows" .rows=${this.#rows} .label=${viewName('history')}></gv-virtual-list>`
  }
}

customElements.define('gv-history-view', GvHistoryView)

declare global {
  interface HTMLElementTagNameMap {
    'gv-history-view': GvHistoryView
  }
}
