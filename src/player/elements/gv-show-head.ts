/**
 * <gv-show-head>: what a show's page begins with: who it is, whether one follows it, and what can be done with it.
 *
 * Wishes go up as `gv-library-show-request`. The description is shown in full when one asks for it.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { LibraryShowRequest, type ShowWish } from '../library-requests.ts'
import { dateFormat } from '../locale.ts'
import type { RefreshView, ShowHeadView } from '../views/show-view.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import './gv-cover.ts'
import { plusIcon, refreshIcon, siteIcon } from './library-icons.ts'
import { doneIcon, shareIcon } from './share-icons.ts'
import { showHeadStyles } from './show-head-styles.ts'

/** Descriptions longer than this are folded, so that the player is in sight. */
const LONG = { phone: 110, desk: 320 } as const

export class GvShowHead extends LitElement {
  static override properties = { show: { attribute: false }, isOpen: { state: true } }
  static override styles = [baseStyles, pillStyles, showHeadStyles]

  declare show: ShowHeadView | undefined
  declare isOpen: boolean

  constructor() {
    super()
    this.isOpen = false
  }

  protected override render() {
    const { show } = this
    if (show === undefined) return nothing
    const { title, author, imageUrl, description, isFollowed, isShared } = show
    // What the publisher wrote is in the show's language, and written in its direction; the words around it are ours.
    const language = show.language ?? nothing
    return html`<header>
      <gv-cover .src=${imageUrl}></gv-cover>
      <div class="name">
        ${author === undefined ? nothing : html`<p class="author" lang=${language}><bdi>${author}</bdi></p>`}
        <h1 lang=${language} tabindex="-1"><bdi>${title}</bdi></h1>
      </div>
      <div class="rest">
        <div class="actions">
          <button class="pill ${isFollowed ? '' : 'strong'}" aria-pressed=${isFollowed ? 'true' : 'false'}
            @click=${() => this.#ask(isFollowed ? 'unfollow' : 'follow')}>${isFollowed ? doneIcon : plusIcon}${
              isFollowed ? msg('Following') : msg('Follow')
            }</button>
          <button class="round" aria-label=${msg('Share this show')} @click=${() => this.#ask('send-link')}>${shareIcon}</button>
          <button class="round" aria-label=${msg('Look for new episodes')} title=${refreshWords(show.refresh)} ?disabled=${show.refresh.kind === 'checking'}
            @click=${() => this.#ask('refresh')}>${refreshIcon}</button>
          ${
            show.link === undefined
              ? nothing
              : html`<a class="round" href=${show.link} target="_blank" rel="noopener" aria-label=${msg("The show's own site")}>${siteIcon}</a>`
          }
        </div>
        ${this.#renderState(show.refresh)}
        ${description === '' ? nothing : this.#renderDescription(description, language)}
        ${isShared === undefined ? nothing : this.#renderSharing(isShared)}
        ${show.warnings.length === 0 ? nothing : this.#renderWarnings(show.warnings)}
      </div>
    </header>`
  }

  /** That all went well needs no words. */
  #renderState(refresh: RefreshView) {
    const words = refresh.kind === 'checked' ? '' : refreshWords(refresh)
    // While one looks the button says so: a line that comes and goes would move all below it.
    return html`<p class="state ${refresh.kind === 'checking' ? 'spoken' : ''}" role="status" ?data-empty=${words === ''} ?data-failed=${refresh.kind === 'failed'}>${words}</p>`
  }

  #renderDescription(description: string, language: string | typeof nothing) {
    const isLong = description.length > (matchMedia('(min-width: 60rem)').matches ? LONG.desk : LONG.phone)
    return html`<p class="description ${isLong && !this.isOpen ? 'folded' : ''}" lang=${language} dir="auto">${description}</p>
      ${
        isLong
          ? html`<button class="fold" aria-expanded=${this.isOpen ? 'true' : 'false'} @click=${() => {
              this.isOpen = !this.isOpen
            }}>${this.isOpen ? msg('Show less') : msg('Show more')}</button>`
          : nothing
      }`
  }

  #renderSharing(isShared: boolean) {
    return html`<label class="sharing">
      <input type="checkbox" role="switch" .checked=${isShared} @change=${(event: Event) => {
        const box = event.target as HTMLInputElement
        this.#ask(box.checked ? 'share' : 'unshare')
        // It shows what holds, until that has changed.
        box.checked = isShared
      }}>
      <span>${msg('Pass this show on to other listeners')}</span>
    </label>`
  }

  #renderWarnings(warnings: readonly string[]) {
    return html`<details>
      <summary>${msg('Some of this feed could not be understood')}</summary>
      <ul>${warnings.slice(0, 20).map((warning) => html`<li><bdi>${warning}</bdi></li>`)}</ul>
    </details>`
  }

  #ask(wish: ShowWish): void {
    if (this.show !== undefined) this.dispatchEvent(new LibraryShowRequest(this.show.feedUrl, wish))
  }
}

function refreshWords(refresh: RefreshView): string {
  if (refresh.kind === 'checking') return msg('Looking for new episodes…')
  if (refresh.kind === 'failed' && refresh.lastAtMs === undefined) return msg('The feed can’t be reached now.')
  const time = timeOf(refresh.kind === 'checked' ? refresh.atMs : (refresh.lastAtMs ?? 0))
  return refresh.kind === 'checked'
    ? msg(str`Last looked at: ${time}`)
    : msg(str`The feed can’t be reached now. What is here is from ${time}.`)
}

function timeOf(ms: number): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(ms)
}

customElements.define('gv-show-head', GvShowHead)

declare global {
  interface HTMLElementTagNameMap {
    'gv-show-head': GvShowHead
  }
}
