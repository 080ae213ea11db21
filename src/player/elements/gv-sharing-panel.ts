/** <gv-sharing-panel>: the live picture of the swarm, and how much is shared. */
import { html, LitElement, nothing } from 'lit'
import type { SharingSettings } from '../../peer/index.ts'
import type { SessionSnapshot } from '../../peer/types.ts'
import type { Observable } from '../../shared/emitter.ts'
import { baseStyles } from './base-styles.ts'
import './gv-sharing-settings.ts'
import './gv-swarm-picture.ts'
import { Watch } from './watch.ts'

export class GvSharingPanel extends LitElement {
  static override properties = { snapshot: { attribute: false }, settings: { attribute: false } }
  static override styles = baseStyles

  declare snapshot: SessionSnapshot | undefined
  /** Undefined where nothing can be set: sharing is off by the publisher, or what it takes is not loaded. */
  declare settings: Observable<SharingSettings> | undefined
  readonly #settings = new Watch<SharingSettings>(this)

  protected override willUpdate(): void {
    this.#settings.follow(this.settings)
  }

  protected override render() {
    const { snapshot } = this
    return html`<gv-swarm-picture .snapshot=${snapshot}></gv-swarm-picture>
      ${
        this.settings === undefined
          ? nothing
          : html`<gv-sharing-settings .settings=${this.#settings.value} .allowance=${snapshot?.allowance}
              .paused=${snapshot?.sharingPaused}></gv-sharing-settings>`
      }`
  }
}

customElements.define('gv-sharing-panel', GvSharingPanel)

declare global {
  interface HTMLElementTagNameMap {
    'gv-sharing-panel': GvSharingPanel
  }
}
