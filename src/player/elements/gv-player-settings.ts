/**
 * <gv-player-settings>: how this listener likes to hear. A panel of the transport; each change is asked for as one
 * `gv-preference-request`.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { plural } from '../plural.ts'
import { PreferenceRequest } from '../preference-requests.ts'
import { defaultPreferences, type PreferenceChange, type Preferences, SKIP_CHOICES } from '../preferences.ts'
import { baseStyles } from './base-styles.ts'
import { chevronIcon } from './notice-icons.ts'
import { panelStyles } from './panel-styles.ts'

type SkipName = 'skipBackSeconds' | 'skipForwardSeconds'
type FlagName = 'trimSilence' | 'voiceBoost' | 'autoplayNext'

export class GvPlayerSettings extends LitElement {
  static override properties = {
    preferences: { attribute: false },
    voiceAvailable: { type: Boolean, attribute: 'voice-available' },
  }
  static override styles = [
    baseStyles,
    panelStyles,
    css`
      label {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--gv-space-3);
        min-height: var(--gv-target);
        cursor: pointer;
      }
      label + label {
        margin-top: var(--gv-space-1);
      }
      .disabled {
        color: var(--gv-ink-soft);
        cursor: default;
      }
      .group {
        margin: var(--gv-space-2) 0 0;
        padding: var(--gv-space-2) 0 0;
        border: 0;
        border-top: 1px solid var(--gv-line);
      }
      .select {
        position: relative;
        display: inline-flex;
        align-items: center;
      }
      .select svg {
        position: absolute;
        inset-inline-end: 0.5rem;
        pointer-events: none;
        color: var(--gv-ink-soft);
      }
      select {
        -webkit-appearance: none;
        appearance: none;
        height: var(--gv-target);
        padding-block: 0;
        padding-inline: 0.75rem 2rem;
        border: 1px solid var(--gv-line);
        border-radius: var(--gv-radius-s);
        background: transparent;
        font-weight: 600;
        cursor: pointer;
      }
      option {
        color: var(--gv-ink);
        background: var(--gv-surface);
      }
      input {
        flex: none;
        width: 1.375rem;
        height: 1.375rem;
        accent-color: var(--gv-accent);
        cursor: pointer;
      }
      p {
        margin: 0;
        font-size: var(--gv-text-s);
        color: var(--gv-ink-soft);
      }
    `,
  ]

  declare preferences: Preferences
  /** Whether this episode's sound can be worked on: not where its host forbids that. */
  declare voiceAvailable: boolean

  constructor() {
    super()
    this.preferences = defaultPreferences
    this.voiceAvailable = false
  }

  protected override render() {
    return html`
      <div class="head"><h3>${msg('Playback settings')}</h3></div>
      ${this.#renderSkip('skipBackSeconds', msg('Skip back'))} ${this.#renderSkip('skipForwardSeconds', msg('Skip forward'))}
      <div class="group">
        ${this.#renderFlag('trimSilence', msg('Skip silence'), this.voiceAvailable)}
        ${this.#renderFlag('voiceBoost', msg('Boost voices'), this.voiceAvailable)}
        ${
          this.voiceAvailable
            ? nothing
            : html`<p id="why">${msg('The host of this episode does not let its sound be worked on, so these two are off here.')}</p>`
        }
      </div>
      <div class="group">${this.#renderFlag('autoplayNext', msg('Play the next episode by itself'), true)}</div>`
  }

  #renderSkip(name: SkipName, label: string) {
    const chosen = this.preferences[name]
    return html`<label>${label}
      <span class="select"><select @change=${(event: Event) => {
        this.#ask({ [name]: Number((event.target as HTMLSelectElement).value) })
      }}>
        ${SKIP_CHOICES.map(
          (seconds) =>
            html`<option value=${seconds} .selected=${seconds === chosen}>${plural(seconds, msg('one {# second} other {# seconds}'))}</option>`,
        )}
      </select>${chevronIcon}</span>
    </label>`
  }

  #renderFlag(name: FlagName, label: string, possible: boolean) {
    // What is wished for stays visible where it is not possible: it holds again with the next episode.
    return html`<label class=${possible ? '' : 'disabled'}>${label}
      <input type="checkbox" .checked=${this.preferences[name]} ?disabled=${!possible}
        aria-describedby=${possible ? nothing : 'why'}
        @change=${(event: Event) => this.#ask({ [name]: (event.target as HTMLInputElement).checked })}>
    </label>`
  }

  override focus(): void {
    this.renderRoot.querySelector('select')?.focus()
  }

  #ask(change: PreferenceChange): void {
    this.dispatchEvent(new PreferenceRequest(change))
  }
}

customElements.define('gv-player-settings', GvPlayerSettings)

declare global {
  interface HTMLElementTagNameMap {
    'gv-player-settings': GvPlayerSettings
  }
}
