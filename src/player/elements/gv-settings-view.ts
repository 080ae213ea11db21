/**
 * <gv-settings-view>: how one hears, what one shares, how the page looks, and what one takes along.
 *
 * It asks and shows, as all of these do: `gv-preference-request`, `gv-sharing-request`, `gv-sharing-settings-request`,
 * `gv-look-request`, `gv-export-request`, `gv-import-request`. What an installed page can do more stands in the slot `app`.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { SharingSettings } from '../../peer/index.ts'
import type { SharingAllowance, SharingPause } from '../../peer/types.ts'
import { ExportRequest, ImportRequest, type LibraryFile } from '../library-requests.ts'
import { LANGUAGES } from '../locale-choice.ts'
import { type Look, LookRequest, type Theme } from '../look-requests.ts'
import { defaultPreferences, type Preferences } from '../preferences.ts'
import { viewName } from '../route-words.ts'
import type { SharingDecision } from '../sharing-consent.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { checkboxStyles, selectStyles } from './control-styles.ts'
import type { ImportState } from './gv-add-show.ts'
import './gv-player-settings.ts'
import './gv-sharing-settings.ts'
import './gv-sharing-switch.ts'
import { fileIcon } from './library-icons.ts'
import { follow, hrefOf } from './route-link.ts'
import { settingsViewStyles } from './settings-view-styles.ts'
import { downloadIcon } from './share-icons.ts'
import { viewStyles } from './view-styles.ts'

/** What became of the last export. */
export type ExportState = 'idle' | 'writing' | 'written' | 'failed'

/** Each in its own language, as people look for it. */
const LANGUAGE_NAMES: Readonly<Record<(typeof LANGUAGES)[number], string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  ja: '日本語',
  ar: 'العربية',
}

const DEFAULT_LOOK: Look = { theme: 'system', language: 'auto', meterInTitle: false }

export class GvSettingsView extends LitElement {
  static override properties = {
    preferences: { attribute: false },
    voiceAvailable: { type: Boolean, attribute: 'voice-available' },
    sharing: { attribute: false },
    decision: {},
    allowance: { attribute: false },
    paused: {},
    look: { attribute: false },
    importState: { attribute: false },
    exportState: {},
    version: {},
  }
  static override styles = [baseStyles, pillStyles, viewStyles, selectStyles, checkboxStyles, settingsViewStyles]

  declare preferences: Preferences
  /** Whether sound can be worked on here. Where nothing plays: yes. */
  declare voiceAvailable: boolean
  /** What holds for sharing; absent where nothing can be shared. */
  declare sharing: SharingSettings | undefined
  /** What the listener answered about sharing; absent where nothing can be shared. */
  declare decision: SharingDecision | undefined
  declare allowance: SharingAllowance | undefined
  declare paused: SharingPause | undefined
  declare look: Look
  declare importState: ImportState
  declare exportState: ExportState
  declare version: string | undefined

  constructor() {
    super()
    this.preferences = defaultPreferences
    this.voiceAvailable = true
    this.look = DEFAULT_LOOK
    this.importState = { kind: 'idle' }
    this.exportState = 'idle'
  }

  protected override updated(_changed: PropertyValues): void {
    // A select takes a value only once the option is there.
    for (const name of ['theme', 'language'] as const) {
      const select = this.renderRoot.querySelector<HTMLSelectElement>(`#${name}`)
      if (select !== null && select.value !== this.look[name]) select.value = this.look[name]
    }
  }

  protected override render() {
    return html`<div class="view">
      <h1 tabindex="-1">${viewName('settings')}</h1>
      <section class="card" aria-labelledby="playback"><h2 id="playback" class="spoken">${msg('Playback')}</h2>
        <gv-player-settings .preferences=${this.preferences} ?voice-available=${this.voiceAvailable}></gv-player-settings>
      </section>
      ${this.decision === undefined && this.sharing === undefined ? nothing : this.#renderSharing()}
      ${this.#renderLook()} ${this.#renderData()}
      <slot name="app"></slot>
      ${this.#renderAbout()}
    </div>`
  }

  #renderSharing() {
    const { decision } = this
    const passingOn = { view: 'passing-on' } as const
    return html`<section class="card" aria-labelledby="sharing"><h2 id="sharing">${msg('Sharing')}</h2>
      ${
        decision === undefined
          ? html`<p><a class="link" href=${hrefOf(passingOn)} @click=${(event: MouseEvent) => follow(event, passingOn)}>${msg('Choose the shows that you pass on')}</a></p>`
          : html`<gv-sharing-switch .decision=${decision}></gv-sharing-switch>`
      }
      ${
        this.sharing === undefined
          ? nothing
          : html`<gv-sharing-settings .settings=${this.sharing} .allowance=${this.allowance} .paused=${this.paused}></gv-sharing-settings>`
      }
      <div class="row"><label for="meter">${msg('Show in the tab’s title what I give')}</label>
        <input type="checkbox" id="meter" .checked=${this.look.meterInTitle} @change=${(event: Event) => {
          this.#ask({ meterInTitle: (event.target as HTMLInputElement).checked })
        }}></div>
    </section>`
  }

  #renderLook() {
    const themes: readonly (readonly [Theme, string])[] = [
      ['system', msg('As this device')],
      ['light', msg('Light')],
      ['dark', msg('Dark')],
    ]
    return html`<section class="card" aria-labelledby="look"><h2 id="look">${msg('Look and language')}</h2>
      <div class="row"><label for="theme">${msg('Theme')}</label>
        <select id="theme" @change=${(event: Event) => this.#ask({ theme: (event.target as HTMLSelectElement).value as Theme })}>
          ${themes.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></div>
      <div class="row"><span class="words"><label for="language">${msg('Language')}</label>
        <span class="soft small" id="language-help">${msg('The page is loaded again: what plays stops, and its place is kept.')}</span></span>
        <select id="language" aria-describedby="language-help" @change=${(event: Event) => this.#ask({ language: (event.target as HTMLSelectElement).value })}>
          <option value="auto">${msg('As this browser')}</option>
          ${LANGUAGES.map((code) => html`<option value=${code} lang=${code}>${LANGUAGE_NAMES[code]}</option>`)}</select></div>
    </section>`
  }

  #renderData() {
    return html`<section class="card" aria-labelledby="data"><h2 id="data">${msg('Your data')}</h2>
      <p class="soft">${msg('Everything you have here is on this device only. Take it along as a file, or bring it here from one.')}</p>
      <div class="answers">
        ${this.#renderExport('everything', msg('Save everything'))}
        ${this.#renderExport('opml', msg('Save the shows (OPML)'))}
        <label class="pill import">${fileIcon}${msg('Take in a file')}
          <input class="spoken" type="file" accept=".json,.opml,.xml,application/json,text/x-opml,text/xml,application/xml" @change=${this.#chooseFile}></label>
      </div>
      <p class="soft small">${msg('“Everything” has your shows, places, history, queue and settings, and no sound. OPML is the list of shows alone, for any other app.')}</p>
      <p class="said" role="status">${this.#said()}</p>
    </section>`
  }

  #renderExport(what: LibraryFile, words: string) {
    return html`<button class="pill" ?disabled=${this.exportState === 'writing'}
      @click=${() => this.dispatchEvent(new ExportRequest(what))}>${downloadIcon}${words}</button>`
  }

  #said(): string {
    const { exportState, importState } = this
    if (importState.kind === 'going') return msg('The file is being taken in…')
    if (importState.kind === 'done') return msg('The file was taken in.')
    if (importState.kind === 'unreadable')
      return msg('This file could not be read: it should be one that this page or a podcast app wrote.')
    if (exportState === 'writing') return msg('The file is being written…')
    if (exportState === 'written') return msg('The file is where your browser puts what it saves.')
    return exportState === 'failed' ? msg('The file could not be written.') : ''
  }

  #renderAbout() {
    return html`<section class="card" aria-labelledby="about"><h2 id="about">${msg('About')}</h2>
      <p class="soft">${msg('Grapevine is free software. It counts nothing and reports to nobody; a show’s host sees what any podcast app shows it, and other listeners and the show’s tracker see your address only while you share.')}</p>
      ${this.version === undefined ? nothing : html`<p class="soft small">Grapevine ${this.version}</p>`}
    </section>`
  }

  #chooseFile(event: Event): void {
    const field = event.target as HTMLInputElement
    const [file] = field.files ?? []
    field.value = ''
    if (file !== undefined) this.dispatchEvent(new ImportRequest(file))
  }

  #ask(change: Partial<Look>): void {
    this.dispatchEvent(new LookRequest(change))
    // Shown again as it holds, until the new state comes down.
    this.requestUpdate()
  }
}

customElements.define('gv-settings-view', GvSettingsView)

declare global {
  interface HTMLElementTagNameMap {
    'gv-settings-view': GvSettingsView
  }
}
