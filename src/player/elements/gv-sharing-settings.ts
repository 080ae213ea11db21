/**
 * <gv-sharing-settings>: how much this listener gives, how fast, and when not.
 *
 * It only asks and shows: each change goes up as `gv-sharing-settings-request`, what holds comes down. What rests on something this
 * browser does not tell is not shown: a switch that can do nothing would promise something. Loaded when it is first opened.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { live } from 'lit/directives/live.js'
import type { SharingSettings } from '../../peer/index.ts'
import type { SharingAllowance, SharingPause } from '../../peer/types.ts'
import { type BrowserTells, browserTells } from '../dom-browser-tells.ts'
import { allowanceOptions, type Option, parseAllowance, speedOptions } from '../sharing-settings-options.ts'
import { SharingSettingsRequest } from '../sharing-settings-requests.ts'
import { baseStyles } from './base-styles.ts'
import { checkboxStyles, selectStyles } from './control-styles.ts'
import './gv-allowance.ts'
import { settingsStyles } from './settings-styles.ts'

type Flag = 'pauseOnBattery' | 'pauseOnMetered' | 'shareOnUnknownConnection'

export class GvSharingSettings extends LitElement {
  static override properties = {
    settings: { attribute: false },
    allowance: { attribute: false },
    paused: {},
    tells: { attribute: false },
  }
  static override styles = [baseStyles, selectStyles, checkboxStyles, settingsStyles]

  /** What holds; nothing is shown before it is known. */
  declare settings: SharingSettings | undefined
  /** What was given today; `undefined` before sharing was first on. */
  declare allowance: SharingAllowance | undefined
  /** Why sharing is paused now: the way out of an unknown connection is shown wherever that is why. */
  declare paused: SharingPause | undefined
  /** What the browser tells; its own word by default. */
  declare tells: BrowserTells

  constructor() {
    super()
    this.tells = browserTells()
  }

  protected override updated(_changed: PropertyValues): void {
    // A select takes a value only once the option is there.
    const { settings } = this
    if (settings === undefined) return
    this.#select('allowance', String(settings.allowanceBytesPerDay))
    this.#select('speed', String(settings.uploadBytesPerSecond))
  }

  protected override render() {
    const { settings, tells } = this
    if (settings === undefined) return nothing
    const { allowanceBytesPerDay, uploadBytesPerSecond } = settings
    return html`<div class="rows" role="group" aria-label=${msg('How much you share')}>
      ${this.#renderSelect('allowance', msg('Daily allowance'), allowanceOptions(allowanceBytesPerDay), {
        help:
          allowanceBytesPerDay === 0
            ? msg('Nothing is given; others still give to you.')
            : msg('Given to other listeners in a day, by all tabs of this site. Then nothing more until midnight.'),
        changed: (value) => this.#askAllowance(value),
      })}
      ${this.#renderGiven()}
      ${this.#renderSelect('speed', msg('Upload speed'), speedOptions(uploadBytesPerSecond), {
        help: msg('At most so fast, so that calls and games are not disturbed.'),
        changed: (value) => this.#ask({ uploadBytesPerSecond: Number(value) }),
      })}
      ${
        tells.battery
          ? this.#renderFlag(
              'pauseOnBattery',
              msg('Pause on a low battery'),
              msg('Nothing is shared below 40 % of charge, unless plugged in.'),
            )
          : nothing
      }
      ${
        tells.connection
          ? this.#renderFlag(
              'pauseOnMetered',
              msg('Only on Wi-Fi or cable'),
              msg('Nothing is shared on mobile data, or while this browser is set to save data.'),
            )
          : nothing
      }
      ${
        tells.connection && this.paused !== 'unknown-connection'
          ? nothing
          : this.#renderFlag(
              'shareOnUnknownConnection',
              msg('Share on any connection'),
              msg(
                "This browser doesn't tell Wi-Fi from mobile data. While this is off, phones share nothing and computers give at half the speed.",
              ),
            )
      }
    </div>`
  }

  #renderGiven() {
    const { allowance } = this
    // That nothing is given stands right above then.
    if (allowance === undefined || allowance.limitBytes === 0) return nothing
    return html`<gv-allowance .allowance=${allowance}></gv-allowance>`
  }

  #renderSelect(
    id: 'allowance' | 'speed',
    label: string,
    options: readonly Option<number | string>[],
    { help, changed }: { readonly help: string; readonly changed: (value: string) => void },
  ) {
    const choose = (event: Event): void => {
      changed((event.target as HTMLSelectElement).value)
      // Shown again as it holds, until the new state comes down.
      this.requestUpdate()
    }
    return html`<div class="row">
      <span class="words">
        <label for=${id}>${label}</label>
        <span class="help" id="${id}-help">${help}</span>
      </span>
      <select id=${id} aria-describedby="${id}-help" @change=${choose}>
        ${options.map(({ value, words }) => html`<option value=${String(value)}>${words}</option>`)}
      </select>
    </div>`
  }

  #renderFlag(name: Flag, label: string, help: string) {
    const turn = (event: Event): void => {
      this.#ask({ [name]: (event.target as HTMLInputElement).checked })
      this.requestUpdate()
    }
    return html`<div class="row">
      <span class="words">
        <label for=${name}>${label}</label>
        <span class="help" id="${name}-help">${help}</span>
      </span>
      <label class="check"><input type="checkbox" id=${name} aria-describedby="${name}-help"
        .checked=${live(this.settings?.[name] ?? false)} @change=${turn}></label>
    </div>`
  }

  #select(id: 'allowance' | 'speed', value: string): void {
    const select = this.renderRoot.querySelector<HTMLSelectElement>(`#${id}`)
    if (select !== null && select.value !== value) select.value = value
  }

  #askAllowance(value: string): void {
    const allowanceBytesPerDay = parseAllowance(value)
    if (allowanceBytesPerDay !== undefined) this.#ask({ allowanceBytesPerDay })
  }

  #ask(change: Partial<SharingSettings>): void {
    this.dispatchEvent(new SharingSettingsRequest(change))
  }
}

customElements.define('gv-sharing-settings', GvSharingSettings)

declare global {
  interface HTMLElementTagNameMap {
    'gv-sharing-settings': GvSharingSettings
  }
}
