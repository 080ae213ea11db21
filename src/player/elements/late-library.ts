/**
 * The library as the page has it: not at all on a first visit, opened with the first wish for it, and its views with it.
 *
 * A controller: its host is drawn anew whenever the library says so.
 */
import { msg } from '@lit/localize'
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit'
import type { Show } from '../../feed/types.ts'
import type { SessionSnapshot } from '../../peer/types.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { PageServices } from '../page-services.ts'
import type { PositionStore } from '../positions.ts'
import type { Astray, Route } from '../routes.ts'
import type { EpisodeRef } from '../views/episode-view.ts'
import type { NowView } from '../views/show-views.ts'
import type { Held } from './held-episode.ts'
import { expandIcon } from './icons.ts'
import { follow, hrefOf } from './route-link.ts'

/** Words for a moment stay as long as they take to read. */
const SAID_MS = 6_000
/** A show that is kept is shown from there if it comes within this; the network may be faster. */
const DESK_PATIENCE_MS = 1_500

export class LateLibrary implements ReactiveController {
  desk: LibraryDesk | undefined
  readonly #host: ReactiveControllerHost & Element & { readonly renderRoot: Element | DocumentFragment }
  #services: PageServices | undefined
  #opened: (desk: LibraryDesk) => void = () => {}
  #opening: Promise<LibraryDesk | undefined> | undefined
  #page: 'none' | 'loading' | 'here' | 'missing' = 'none'
  #said = ''
  #words: typeof import('../route-words.ts') | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #leave: (() => void)[] = []
  #now: NowView | undefined
  /** What the library was told of last. */
  #introduced: Held | undefined

  constructor(host: ReactiveControllerHost & Element & { readonly renderRoot: Element | DocumentFragment }) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    for (const leave of this.#leave) leave()
  }

  /** Opened at once where something is kept. @param opened runs once the library is here */
  from(services: PageServices, opened: (desk: LibraryDesk) => void): void {
    this.#services = services
    this.#opened = opened
    if (services.keepsSomething) void this.wanted()
  }

  /** @returns the library; undefined where it can't be had. */
  async wanted(): Promise<LibraryDesk | undefined> {
    this.#opening ??= this.#open()
    return this.#opening
  }

  async #open(): Promise<LibraryDesk | undefined> {
    try {
      const desk = await this.#services?.openDesk?.()
      if (desk === undefined) return undefined
      this.desk = desk
      const words = () => this.say(desk.said.snapshot.words)
      this.#leave = [desk.changes.subscribe(() => this.#host.requestUpdate()), desk.said.subscribe(words)]
      desk.setNow(this.#now)
      this.#introduce(this.#introduced)
      this.#opened(desk)
      return desk
    } catch (error) {
      console.warn('Grapevine: the library could not be opened.', error)
      this.#opening = undefined
      this.say(msg('Your library can’t be opened now. Check your connection, then try again.'))
      return undefined
    }
  }

  /** What is in the player and was played. */
  now(now: NowView | undefined, held: Held | undefined): void {
    this.#now = now
    this.desk?.setNow(now)
    if (now !== undefined) this.#introduce(held)
  }

  #introduce(held: Held | undefined): void {
    this.#introduced = held
    if (held !== undefined) void this.desk?.prepare(held)
  }

  /** Places are the library's once it is here. */
  positions({ positions }: Pick<PageServices, 'positions'>): PositionStore {
    const store = () => this.desk?.positions ?? positions
    return {
      read: (key) => store().read(key),
      write: (key, atSeconds, durationSeconds) => store().write(key, atSeconds, durationSeconds),
    }
  }

  /** A show as it was kept. */
  async keptShow(feedUrl: string): Promise<Show | undefined> {
    if (this.desk === undefined && this.#services?.keepsSomething !== true) return undefined
    const desk = this.desk ?? (await Promise.race([this.wanted(), after(DESK_PATIENCE_MS)]))
    return desk?.show(feedUrl)
  }

  /** An episode that is kept, or of a show that is. */
  async find(ref: EpisodeRef): Promise<Held | undefined> {
    const desk = await this.wanted()
    const episode = await desk?.episode(ref)
    if (episode === undefined) return undefined
    const show = await desk?.show(ref.feedUrl)
    const plain: Show = { title: '', description: '', episodes: [episode], warnings: [] }
    return { ...ref, episode, show: show ?? plain }
  }

  /** Says something for a moment. */
  say(words: string): void {
    clearTimeout(this.#timer)
    this.#said = words
    if (words !== '') this.#timer = setTimeout(() => this.say(''), SAID_MS)
    this.#host.requestUpdate()
  }

  renderSaid() {
    return html`<div class="said" role="status" ?data-empty=${this.#said === ''}><span>${this.#said}</span></div>`
  }

  /** What is to be known before anything else: that much does not work here, or that the address led astray. */
  renderAbove(astray: Astray | undefined) {
    if (!isSecureContext) void import('./gv-insecure-notice.ts').catch(() => {})
    if (astray !== undefined && this.#words === undefined) void this.#loadWords()
    return html`${isSecureContext ? nothing : html`<gv-insecure-notice .address=${location.href}></gv-insecure-notice>`}
      ${astray === undefined ? nothing : html`<p class="missing" role="status">${this.#words?.astrayWords(astray)}</p>`}`
  }

  /** What the tab is called on one of the library's views. */
  setTitle(route: Route): void {
    if (this.#words === undefined) void this.#loadWords()
    else this.#services?.setTitle(this.#words.documentTitle(route))
  }

  async #loadWords(): Promise<void> {
    this.#words = await import('../route-words.ts').catch(() => undefined)
    if (this.#words !== undefined) this.#host.requestUpdate()
  }

  /** One of the library's own views. */
  /** @param session of what plays: what was given today, and why nothing is */
  renderView(route: Route, session: SessionSnapshot | undefined) {
    if (this.#page === 'none' || this.#page === 'missing') void this.#loadPage()
    if (this.#page === 'here' && this.desk !== undefined) {
      return html`<gv-library-page .desk=${this.desk} .route=${route} .preferences=${this.#services?.preferences} .ownFeedUrl=${this.#services?.ownFeedUrl}
        .allowance=${session?.allowance} .paused=${session?.sharingPaused}>
        <slot name="app" slot="app"></slot></gv-library-page>`
    }
    return html`<div class="pending" role="status"><span class="spoken">${msg('Loading')}</span></div>`
  }

  /** From the docked player to the page of its episode. */
  renderWayTo({ feedUrl, guid, episode }: Held) {
    const route = { view: 'episode', feedUrl, guid } as const
    return html`<a class="way" href=${hrefOf(route)} aria-label=${msg('To the episode in the player')} title=${episode.title}
      @click=${(event: MouseEvent) => follow(event, route)}>${expandIcon}</a>`
  }

  get #element() {
    return this.#host.renderRoot.querySelector('gv-library-page')
  }

  get isDrawn(): boolean {
    return this.#element !== null
  }

  /** The long list in what is shown, if there is one. */
  get list() {
    return this.#element
  }

  async #loadPage(): Promise<void> {
    this.#page = 'loading'
    this.#page = await import('./gv-library-page.ts').then(
      () => 'here' as const,
      () => 'missing' as const,
    )
    this.#host.requestUpdate()
  }
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms))
}
