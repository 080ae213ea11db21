/**
 * <gv-share>: everything that can be taken away from here: a link, also at this moment, embed code, the file, the feed.
 *
 * It asks for nothing and decides nothing: parts without an address are left out. Each text stands in a field of its own, so
 * where a page may not copy, the listener still can. Loaded when it is first opened.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { copyFrom, type TextField } from '../dom-copy.ts'
import { linkAt, subscribeLinks } from '../share-links.ts'
import { appWords, downloadWords, outcomeWords } from '../share-words.ts'
import { clockTime } from '../time-words.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import { chevronIcon } from './notice-icons.ts'
import { copyIcon, doneIcon, downloadIcon, shareIcon } from './share-icons.ts'
import { shareStyles } from './share-styles.ts'

type FieldName = 'link' | 'script' | 'iframe' | 'feed'
type Outcome = 'copied' | 'selected' | 'share-failed'

export class GvShare extends LitElement {
  static override properties = {
    pageUrl: {},
    episodeTitle: {},
    showTitle: {},
    at: { type: Number },
    scriptCode: {},
    iframeCode: {},
    downloadUrl: {},
    downloadBytes: { type: Number },
    feedUrl: {},
    nativeShare: { attribute: false },
    fromMoment: { state: true },
    moment: { state: true },
    outcome: { state: true },
  }
  static override styles = [baseStyles, pillStyles, shareStyles]

  /** The episode's own address, absolute. */
  declare pageUrl: string | undefined
  declare episodeTitle: string
  declare showTitle: string
  /** Seconds: where the episode is. Taken when the panel opens, and when the moment is asked for; it does not run along. */
  declare at: number
  declare scriptCode: string | undefined
  declare iframeCode: string | undefined
  declare downloadUrl: string | undefined
  declare downloadBytes: number | undefined
  declare feedUrl: string | undefined
  /** The system's own sharing; undefined where there is none. */
  declare nativeShare: ((data: ShareData) => Promise<void>) | undefined
  declare fromMoment: boolean
  declare moment: number
  declare outcome: { readonly field: FieldName; readonly what: Outcome } | undefined

  constructor() {
    super()
    this.episodeTitle = ''
    this.showTitle = ''
    this.at = 0
    this.fromMoment = false
    this.moment = 0
    if ('share' in navigator) this.nativeShare = (data) => navigator.share(data)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Another episode: nothing that was said or chosen holds for it.
    if (!changed.has('pageUrl')) return
    this.fromMoment = false
    this.outcome = undefined
    this.moment = Math.floor(this.at)
  }

  protected override render() {
    return [this.#renderLink(), this.#renderDownload(), this.#renderSubscribe()]
  }

  #renderLink() {
    const { pageUrl } = this
    const embeds = [this.scriptCode, this.iframeCode].some((code) => code !== undefined)
    if (pageUrl === undefined && !embeds) return nothing
    return html`<div class="part" role="group" aria-labelledby="share">
      <h3 id="share">${msg('Share this episode')}</h3>
      ${pageUrl === undefined ? nothing : this.#renderAddress(pageUrl)}
      ${embeds ? this.#renderEmbed() : nothing}
    </div>`
  }

  #renderAddress(pageUrl: string) {
    const link = linkAt(pageUrl, this.fromMoment ? this.moment : 0)
    const time = clockTime(this.moment)
    const moment = html`<label><input type="checkbox" .checked=${this.fromMoment} @change=${this.#chooseMoment}>
      ${msg(str`Start at ${time}`)}</label>`
    const share = html`<button class="pill" @click=${() => this.#share(link)}>${shareIcon}${msg('Share…')}</button>`
    const more = [this.moment < 1 ? nothing : moment, this.nativeShare === undefined ? nothing : share]
    return html`${this.#renderField('link', msg('Link'), link, msg('Copy link'))}
      ${more.some((part) => part !== nothing) ? html`<div class="moment">${more}</div>` : nothing}`
  }

  #renderEmbed() {
    const { scriptCode, iframeCode } = this
    return html`<details>
      <summary>${msg('Put the player on your own page')}${chevronIcon}</summary>
      ${scriptCode === undefined ? nothing : this.#renderField('script', msg('One line of HTML'), scriptCode, msg('Copy code'))}
      ${iframeCode === undefined ? nothing : this.#renderField('iframe', msg('As a frame, where scripts are not allowed'), iframeCode, msg('Copy frame code'))}
    </details>`
  }

  #renderDownload() {
    if (this.downloadUrl === undefined) return nothing
    return html`<div class="part" role="group" aria-labelledby="download">
      <h3 id="download">${msg('Keep the file')}</h3>
      <div class="download">
        <a class="pill" href=${this.downloadUrl} download target="_blank" rel="noopener">${downloadIcon}${msg('Download')}</a>
        <p>${downloadWords(this.downloadBytes)}</p>
      </div>
    </div>`
  }

  #renderSubscribe() {
    if (this.feedUrl === undefined) return nothing
    const links = subscribeLinks(this.feedUrl, this.showTitle)
    return html`<div class="part" role="group" aria-labelledby="subscribe">
      <h3 id="subscribe">${msg('Subscribe to the show')}</h3>
      ${links.length === 0 ? nothing : html`<p>${msg('Each opens its app, if it is on this device.')}</p>`}
      <ul role="list">
        ${links.map(({ app, url }) => {
          const { name, where } = appWords(app)
          return html`<li><a class="app" href=${url} target=${url.startsWith('https:') ? '_blank' : nothing} rel="noopener"
            ><b>${name}</b><span>${where}</span></a></li>`
        })}
      </ul>
      ${this.#renderField('feed', msg('Feed address, for any other app'), this.feedUrl, msg('Copy address'))}
    </div>`
  }

  #renderField(name: FieldName, label: string, value: string, copy: string) {
    const said = this.outcome?.field === name ? this.outcome.what : undefined
    const code = name === 'script' || name === 'iframe'
    const field = code
      ? html`<textarea id=${name} readonly spellcheck="false" .value=${value} @focus=${this.#select}></textarea>`
      : html`<input id=${name} type="text" readonly .value=${value} @focus=${this.#select}>`
    return html`<div class="field ${code ? 'tall' : ''}">
      <label for=${name}>${label}</label>
      ${field}
      <button class="pill ${name === 'link' ? 'strong' : ''}" @click=${() => this.#copy(name)}>${copyIcon}${copy}</button>
      <p class="said" role="status">${said === undefined ? nothing : html`${said === 'copied' ? doneIcon : nothing}${outcomeWords(said)}`}</p>
    </div>`
  }

  #chooseMoment(event: Event): void {
    this.fromMoment = (event.target as HTMLInputElement).checked
    if (this.fromMoment && this.at >= 1) this.moment = Math.floor(this.at)
    this.outcome = undefined
  }

  #select(event: Event): void {
    ;(event.target as TextField).select()
  }

  async #copy(name: FieldName): Promise<void> {
    const field = this.renderRoot.querySelector<TextField>(`#${name}`)
    if (field === null) return
    // Emptied first: the same words a second time would not be announced.
    this.outcome = undefined
    this.outcome = { field: name, what: await copyFrom(field) }
  }

  async #share(url: string): Promise<void> {
    this.outcome = undefined
    try {
      const title = [this.episodeTitle, this.showTitle].filter((it) => it !== '').join(' · ')
      await this.nativeShare?.({ title, url })
    } catch (error) {
      // Closed without choosing: nothing to say.
      if (error instanceof DOMException && error.name === 'AbortError') return
      this.outcome = { field: 'link', what: 'share-failed' }
    }
  }
}

customElements.define('gv-share', GvShare)

declare global {
  interface HTMLElementTagNameMap {
    'gv-share': GvShare
  }
}
