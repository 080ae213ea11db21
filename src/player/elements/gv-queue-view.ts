/** <gv-queue-view>: the queue as a page of its own. The list is <gv-queue>'s, which asks for itself. */
import { html, LitElement } from 'lit'
import type { Queue } from '../queue.ts'
import { viewName } from '../route-words.ts'
import { baseStyles } from './base-styles.ts'
import './gv-queue.ts'
import { viewStyles } from './view-styles.ts'

export class GvQueueView extends LitElement {
  static override properties = { entries: { attribute: false }, current: {}, language: {} }
  static override styles = [baseStyles, viewStyles]

  declare entries: Queue
  /** Id of the episode in the player. */
  declare current: string | undefined
  declare language: string | undefined

  constructor() {
    super()
    this.entries = []
  }

  protected override render() {
    return html`<div class="view"><h1 tabindex="-1">${viewName('queue')}</h1>
      <gv-queue ofPage .entries=${this.entries} .current=${this.current} .language=${this.language}></gv-queue></div>`
  }
}

customElements.define('gv-queue-view', GvQueueView)

declare global {
  interface HTMLElementTagNameMap {
    'gv-queue-view': GvQueueView
  }
}
