/**
 * <gv-chapters>: the table of contents; the chapter that is heard is marked, with how much of it is left. A tap goes to one.
 *
 * Only the list and its head: what folds it away is around it. Hidden chapters are not listed (chapter-position.ts shows what
 * they bring). A chapter's link is beside its button, never in it, and opens elsewhere: playback goes on.
 */
import { msg, str } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Chapter } from '../../feed/types.ts'
import { resolveHttpUrl } from '../../feed/urls.ts'
import { chapterEnd, indexAt, listedChapters } from '../chapter-position.ts'
import { SeekRequest } from '../player-requests.ts'
import { clockTime, shortDuration } from '../time-words.ts'
import { baseStyles } from './base-styles.ts'
import { chaptersStyles } from './chapters-styles.ts'
import { lineListStyles } from './line-list-styles.ts'
import { elsewhereIcon } from './reading-icons.ts'
import { keepInView } from './scrolled-view.ts'
import { styled } from './styled.ts'

/** From here on laying them all out would be felt. */
const MANY = 60

export class GvChapters extends LitElement {
  static override properties = {
    chapters: { attribute: false },
    at: { type: Number },
    duration: { type: Number },
    language: {},
  }
  static override styles = [baseStyles, lineListStyles, chaptersStyles]

  /** By start; hidden ones may be among them. */
  declare chapters: readonly Chapter[]
  /** Seconds. */
  declare at: number
  /** Of the episode, in seconds; 0 or NaN where it is not known. */
  declare duration: number
  /** BCP 47, of the titles. */
  declare language: string | undefined

  #listed: readonly Chapter[] = []
  /** Where each ends, as far as that is known. */
  #ends: readonly (number | undefined)[] = []
  #hasPictures = false
  #here = -1
  /** The one that was brought into view. */
  #shown = -1

  constructor() {
    super()
    this.chapters = []
    this.at = 0
    this.duration = 0
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('chapters')) {
      this.#listed = listedChapters(this.chapters)
      this.#hasPictures = this.#listed.some(({ imageUrl }) => imageUrl !== undefined)
    }
    if (changed.has('chapters') || changed.has('duration')) {
      this.#ends = this.#listed.map((_, index) => chapterEnd(this.#listed, index, this.duration))
    }
    const here = indexAt(this.#listed, this.at)
    this.#here = this.at < (this.#ends[here] ?? Number.POSITIVE_INFINITY) ? here : -1
  }

  protected override render() {
    const listed = this.#listed
    if (listed.length === 0) return nothing
    const second = Math.floor(this.at)
    return html`<p class="head">${
      this.#here < 0 ? msg(str`Chapters: ${listed.length}`) : msg(str`Chapter ${this.#here + 1} of ${listed.length}`)
    }</p>
      <div class="scroll" ${styled({ '--square': this.#hasPictures ? '3.25rem' : '1.75rem' })}>
        <ol role="list" class="${this.#hasPictures ? 'pictures' : ''} ${listed.length > MANY ? 'many' : ''}" aria-label=${msg('Chapters')} lang=${this.language ?? nothing}>
          ${listed.map((chapter, index) =>
            // Told four times a second, with hundreds of chapters: only the one that is heard is drawn anew.
            guard([chapter, this.#ends[index], this.#hasPictures, index === this.#here ? second : undefined], () =>
              this.#renderChapter(chapter, index),
            ),
          )}
        </ol>
      </div>`
  }

  #renderChapter(chapter: Chapter, index: number) {
    const heard = index === this.#here
    const { startSeconds, title, placeName, link } = chapter
    return html`<li ?data-heard=${heard}>
      <button aria-current=${heard ? 'true' : nothing} @click=${() => this.dispatchEvent(new SeekRequest(startSeconds))}>
        <span class="square"><span class="number" aria-hidden="true">${index + 1}</span>${this.#renderPicture(chapter)}</span>
        <span><span class="title" dir="auto">${title}</span>${
          placeName === undefined ? nothing : html`<span class="more" dir="auto">${placeName}</span>`
        }</span>
        <span class="when"><span class="time">${clockTime(startSeconds)}</span>${this.#renderLength(chapter, index)}</span>
      </button>
      ${renderLink(link)}
      ${heard ? this.#renderProgress(chapter, index) : nothing}
    </li>`
  }

  #renderPicture({ imageUrl }: Chapter) {
    if (imageUrl === undefined) return nothing
    // Decoration: the title beside it says what it is about, and nothing says what is in it.
    return html`<img src=${imageUrl} alt="" width="52" height="52" loading="lazy" decoding="async"
      referrerpolicy="no-referrer" @error=${fail} @load=${succeed}>`
  }

  #renderLength({ startSeconds }: Chapter, index: number) {
    const end = this.#ends[index]
    if (end === undefined) return nothing
    const words =
      index === this.#here ? msg(str`${clockTime(Math.ceil(end - this.at))} left`) : shortDuration(end - startSeconds)
    return html`<span class="lasts">${words}</span>`
  }

  #renderProgress({ startSeconds }: Chapter, index: number) {
    const end = this.#ends[index]
    if (end === undefined) return nothing
    const done = ((this.at - startSeconds) / (end - startSeconds)) * 100
    return html`<span class="progress" ${styled({ '--done': `${done.toFixed(1)}%` })}><i></i></span>`
  }

  protected override updated(changed: PropertyValues<this>): void {
    const list = this.renderRoot.querySelector<HTMLElement>('.scroll')
    const line = this.renderRoot.querySelector<HTMLElement>('[data-heard]')
    const scrolled = this.#shown === this.#here && !changed.has('chapters')
    this.#shown = this.#here
    if (scrolled || list === null || line === null) return
    // Not while a hand or the focus is in the list: it would be pulled away from what is read.
    if (list.matches(':hover') || list.contains(this.shadowRoot?.activeElement ?? null)) return
    keepInView(list, line, 'instant')
  }
}

/** Only addresses of the web, whoever set the chapters; the host says where it leads. */
function renderLink(link: string | undefined) {
  const address = resolveHttpUrl(link, undefined)
  if (address === undefined) return nothing
  const host = new URL(address).host.replace(/^www\./, '')
  return html`<a href=${address} target="_blank" rel="noopener noreferrer nofollow"
    aria-label=${msg(str`${host}, about this chapter (opens in a new tab)`)}><span class="host" dir="ltr">${host}</span
    >${elsewhereIcon}</a>`
}

function fail(event: Event): void {
  ;(event.target as HTMLImageElement).toggleAttribute('data-failed', true)
}

function succeed(event: Event): void {
  ;(event.target as HTMLImageElement).toggleAttribute('data-failed', false)
}

customElements.define('gv-chapters', GvChapters)

declare global {
  interface HTMLElementTagNameMap {
    'gv-chapters': GvChapters
  }
}
