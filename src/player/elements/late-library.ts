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
import type { LibraryRequestEvent } from '../library-requests.ts'
import { holdWish } from '../local-storage-hold-wish.ts'
import type { PageServices } from '../page-services.ts'
import type { PositionStore } from '../positions.ts'
import type { Astray, Route } from '../routes.ts'
import type { NowView } from '../views/show-views.ts'
import type { Held } from './held-episode.ts'
import { LateCode } from './late-code.ts'

/** Words for a moment stay as long as they take to read. */
const SAID_MS = 6_000
/** A show that is kept is shown from there if it comes within this; the network may be faster. */
const DESK_PATIENCE_MS = 1_500

/** What only the library's desk carries out. */
const DESK_REQUESTS = [
  'gv-add-show-request',
  'gv-export-request',
  'gv-import-request',
  'gv-clear-request',
  'gv-budget-request',
  'gv-persist-request',
] as const

export class LateLibrary implements ReactiveController {
  desk: LibraryDesk | undefined
  readonly #host: ReactiveControllerHost & Element & { readonly renderRoot: Element | DocumentFragment }
  #services: PageServices | undefined
  #opened: (desk: LibraryDesk) => void = () => {}
  #opening: Promise<LibraryDesk | undefined> | undefined
  readonly #page: LateCode<unknown>
  #said = ''
  readonly #words: LateCode<typeof import('../route-words.ts')>
  readonly #insecure: LateCode<unknown>
  #timer: ReturnType<typeof setTimeout> | undefined
  #leave: (() => void)[] = []
  /** The view that was asked for last: with each the code for it is tried again. */
  #asked: Route | undefined
  #now: NowView | undefined
  /** What the library was told of last. */
  #introduced: Held | undefined

  constructor(host: ReactiveControllerHost & Element & { readonly renderRoot: Element | DocumentFragment }) {
    this.#host = host
    this.#page = new LateCode(host, () => import('./gv-library-page.ts'))
    this.#words = new LateCode(host, () => import('../route-words.ts'))
    this.#insecure = new LateCode(host, () => import('./gv-insecure-notice.ts'))
    for (const type of DESK_REQUESTS) host.addEventListener(type, (event) => this.handOn(event))
    host.addController(this)
  }

  /** The library's to carry out; it is opened where it is not here yet, which the page may be closed before. */
  handOn(event: LibraryRequestEvent): void {
    const isHeld =
      this.desk === undefined && this.#services?.openDesk !== undefined && 'episode' in event && holdWish(event)
    void this.wanted().then((desk) => {
      if (!isHeld) desk?.handle(event)
    })
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    for (const leave of this.#leave) leave()
  }

  /** Opened at once where something is kept. @param opened runs once the library is here */
  from(services: PageServices, opened: (desk: LibraryDesk) => void): void {
    this.#services = services
    this.#opened = opened
    if (!isSecureContext) void this.#insecure.load()
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
      desk.takeHeld()
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

  /** A first visit opens no library to look for what can't be in it. */
  get mayKnow(): boolean {
    return this.desk !== undefined || this.#services?.keepsSomething === true
  }

  /** A show as it was kept. */
  async keptShow(feedUrl: string): Promise<Show | undefined> {
    if (!this.mayKnow) return undefined
    const desk = this.desk ?? (await Promise.race([this.wanted(), after(DESK_PATIENCE_MS)]))
    return desk?.show(feedUrl)
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
    if (astray !== undefined && !this.#words.isMissing) void this.#words.load()
    return html`${isSecureContext ? nothing : html`<gv-insecure-notice .address=${location.href}></gv-insecure-notice>`}
      ${astray === undefined ? nothing : html`<p class="missing" role="status">${this.#words.value?.astrayWords(astray)}</p>`}`
  }

  /** What the tab is called on one of the library's views. */
  setTitle(route: Route): void {
    const { value: words, isMissing } = this.#words
    if (words !== undefined) this.#services?.setTitle(words.documentTitle(route))
    else if (!isMissing) void this.#words.load()
  }

  /** One of the library's own views. @param session of what plays: what was given today, and why nothing is */
  renderView(route: Route, session: SessionSnapshot | undefined) {
    if (route !== this.#asked) {
      this.#asked = route
      void this.#page.load()
      void this.#words.load()
    }
    if (this.#page.value !== undefined && this.desk !== undefined) {
      return html`<gv-library-page .desk=${this.desk} .route=${route} .preferences=${this.#services?.preferences} .ownFeedUrl=${this.#services?.ownFeedUrl}
        .allowance=${session?.allowance} .paused=${session?.sharingPaused}>
        <slot name="app" slot="app"></slot></gv-library-page>`
    }
    return html`<div class="pending" role="status"><span class="spoken">${msg('Loading')}</span></div>`
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
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms))
}
