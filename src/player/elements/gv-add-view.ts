/** <gv-add-view>: the page on which shows are added. */
import { html, LitElement } from 'lit'
import { viewName } from '../route-words.ts'
import { baseStyles } from './base-styles.ts'
import type { AddState, ImportState } from './gv-add-show.ts'
import './gv-add-show.ts'
import { viewStyles } from './view-styles.ts'

export class GvAddView extends LitElement {
  static override properties = { state: { attribute: false }, importState: { attribute: false }, address: {} }
  static override styles = [baseStyles, viewStyles]

  declare state: AddState
  declare importState: ImportState
  declare address: string

  constructor() {
    super()
    this.state = { kind: 'idle' }
    this.importState = { kind: 'idle' }
    this.address = ''
  }

  protected override render() {
    return html`<div class="view"><h1 tabindex="-1">${viewName('add')}</h1>
      <gv-add-show .state=${this.state} .importState=${this.importState} .address=${this.address}></gv-add-show></div>`
  }
}

customElements.define('gv-add-view', GvAddView)

declare global {
  interface HTMLElementTagNameMap {
    'gv-add-view': GvAddView
  }
}
