/**
 * <gv-library-page>: the library's views: what `route` names, drawn of what the desk tells.
 *
 * Wishes of the views go up as they are; the page hands them to the desk. Carried out here is what is the views' own business: the
 * search's address, the queue of all shows, how the page looks, and how far the history is read. Home is here from the start, the
 * other views come with the first wish for them.
 */
import { msg } from '@lit/localize'
import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { SharingAllowance, SharingPause } from '../../peer/types.ts'
import type { PageDesk } from '../desk/page-desk.ts'
import type { SearchResult } from '../library/library-search.ts'
import type { LibraryDesk } from '../library-desk.ts'
import { LibraryEpisodeRequest, NavigateRequest } from '../library-requests.ts'
import { keepLanguage, keepTheme } from '../local-storage-keep-look.ts'
import { keptLanguage, keptTheme } from '../local-storage-look.ts'
import type { Look } from '../look-requests.ts'
import type { PreferenceStore } from '../preferences.ts'
import { viewName } from '../route-words.ts'
import type { Route } from '../routes.ts'
import type { RowPlace } from '../scroll-memory.ts'
import { baseStyles, pillStyles } from './base-styles.ts'
import './gv-home.ts'
import { LateView } from './late-view.ts'
import { LibraryNotice } from './library-notice.ts'
import { follow, hrefOf } from './route-link.ts'
import type { HeadingWish } from './view-heading.ts'
import { viewStyles } from './view-styles.ts'
import { Watch } from './watch.ts'

/** So near its end the history is read on: screens. */
const SCREENS_AHEAD = 2

export class GvLibraryPage extends LitElement {
  static override properties = {
    desk: { attribute: false },
    route: { attribute: false },
    preferences: { attribute: false },
    allowance: { attribute: false },
    paused: {},
    version: {},
    ownFeedUrl: { attribute: false },
    result: { state: true },
  }
  static override styles = [
    baseStyles,
    pillStyles,
    viewStyles,
    css`
      :host {
        display: block;
      }
      .warn {
        margin: 0 0 var(--gv-space-5);
      }
    `,
  ]

  /** As `openDesk` of dom-open-desk.ts resolves it; undefined while it is on its way. */
  declare desk: LibraryDesk | undefined
  declare route: Route
  declare preferences: PreferenceStore | undefined
  /** What was given today; absent where nobody counted yet. */
  declare allowance: SharingAllowance | undefined
  declare paused: SharingPause | undefined
  declare version: string | undefined
  /** The show that the page is for, if it is for one. */
  declare ownFeedUrl: string | undefined
  declare result: SearchResult | undefined

  readonly #late = new LateView(this)
  readonly #notice = new LibraryNotice(this)
  readonly #changes = new Watch<number>(this)
  readonly #preferences = new Watch<unknown>(this)
  #searching = new AbortController()
  #preparing = false
  #heading: HeadingWish | undefined
  #wantsPlace: RowPlace | undefined
  readonly #onScroll = () => this.#readOn()

  constructor() {
    super()
    this.route = { view: 'home' }
    this.addEventListener('gv-search-request', (event) => {
      event.stopPropagation()
      this.dispatchEvent(new NavigateRequest({ view: 'search', query: event.query }))
    })
    this.addEventListener('gv-queue-request', (event) => {
      event.stopPropagation()
      this.#desk?.changeQueue(event.change)
    })
    this.addEventListener('gv-episode-request', (event) => {
      const ref = this.#desk?.refOfKey(event.guid)
      if (ref === undefined) return
      event.stopPropagation()
      this.dispatchEvent(new LibraryEpisodeRequest(ref, 'play'))
    })
    this.addEventListener('gv-preference-request', (event) => {
      event.stopPropagation()
      this.preferences?.change(event.change)
    })
    this.addEventListener('gv-sharing-settings-request', (event) => {
      event.stopPropagation()
      this.#desk?.configureSharing(event.change)
    })
    this.addEventListener('gv-look-request', ({ change }) => this.#look(change))
    this.addEventListener('gv-sharing-request', (event) => {
      // Here nothing plays that it could be meant for: it is about all that is listed.
      if (this.route.view !== 'passing-on' || !event.on) return
      event.stopPropagation()
      this.#desk?.shareAll()
    })
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('scroll', this.#onScroll, { passive: true })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('scroll', this.#onScroll)
    this.#searching.abort()
  }

  /** The row at the top of the long list, where the view has one that was scrolled into. */
  get place(): RowPlace | undefined {
    return this.#list()?.place
  }

  /** Back to where one was, once what stood there is drawn. */
  async restore(place: RowPlace): Promise<void> {
    this.#wantsPlace = place
    await this.updateComplete
    await this.#restore()
  }

  /** The focus goes to the view's heading, once it is there; who types in the view's own field goes on typing. */
  async focusHeading(wish: HeadingWish): Promise<void> {
    await this.updateComplete
    const isTyping = this.route.view === 'search' && this.matches(':focus-within')
    this.#heading = isTyping ? undefined : wish
    await this.#focus()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#changes.follow(this.desk?.changes)
    this.#preferences.follow(this.preferences)
    if (changed.has('route') || changed.has('desk')) this.#arrive(changed.get('route'))
  }

  protected override updated(): void {
    if (this.#heading !== undefined) void this.#focus()
    if (this.#wantsPlace !== undefined) void this.#restore()
    if (this.route.view === 'search') this.#prepareSearch()
    this.#readOn()
  }

  protected override render() {
    const { route } = this
    const problem = this.#desk?.problem
    return html`${problem === undefined ? nothing : this.#notice.render(problem)}${this.#renderLate(route)}`
  }

  #renderLate(route: Route) {
    switch (this.#late.stateOf(route.view)) {
      case 'loading':
        return html`<div class="view" aria-busy="true"><h1 tabindex="-1">${viewName(route.view)}</h1><div class="blank"></div></div>`
      case 'missing':
        return html`<div class="view"><h1 tabindex="-1">${viewName(route.view)}</h1>
          <div class="empty" role="status"><p>${msg('This part of the page could not be loaded.')}</p>
          <p>${msg('Check your connection, then try again.')}</p>
          <p><button class="pill" @click=${() => this.#late.retry(route.view)}>${msg('Try again')}</button></p></div></div>`
      case 'here':
        return this.#renderView(route)
    }
  }

  #renderView(route: Route) {
    const desk = this.#desk
    switch (route.view) {
      case 'home':
        return html`<gv-home .home=${desk?.home} .addState=${desk?.addState} .importState=${desk?.importState}></gv-home>${this.#renderOwn(desk)}`
      case 'queue':
        return html`<gv-queue-view .entries=${desk?.queue ?? []} .current=${desk?.current}></gv-queue-view>`
      case 'search':
        return html`<gv-search-view .query=${route.query} .searchable=${desk?.searchable}
          .found=${desk && this.result && desk.foundView(this.result)}></gv-search-view>`
      case 'add':
        return html`<gv-add-view .state=${desk?.addState ?? { kind: 'idle' }} .importState=${desk?.importState ?? { kind: 'idle' }}></gv-add-view>`
      case 'downloads':
        return html`<gv-downloads-view .episodes=${desk?.downloads} ?offline=${desk?.isOffline === true}></gv-downloads-view>`
      case 'history':
        return html`<gv-history-view .heard=${desk?.history} .nowMs=${today()}></gv-history-view>`
      case 'storage':
        return html`<gv-storage-view .storage=${desk?.storage}></gv-storage-view>`
      case 'passing-on':
        return html`<gv-passing-on .view=${desk?.passingOn(this.#giving())}></gv-passing-on>`
      case 'settings':
        return this.#renderSettings(desk)
      case 'show':
      case 'episode':
        // The page's own.
        return nothing
    }
  }

  /** The page's own show is never far, followed or not. */
  #renderOwn(desk: PageDesk | undefined) {
    const { ownFeedUrl } = this
    if (ownFeedUrl === undefined || desk?.home.shows.some(({ feedUrl }) => feedUrl === ownFeedUrl)) return nothing
    const route = { view: 'show', feedUrl: ownFeedUrl } as const
    return html`<p class="own"><a class="link" href=${hrefOf(route)} @click=${(event: MouseEvent) => follow(event, route)}>${msg('The show of this page')}</a></p>`
  }

  #renderSettings(desk: PageDesk | undefined) {
    const idle = { kind: 'idle' } as const
    return html`<gv-settings-view .preferences=${this.preferences?.snapshot} .sharing=${desk?.sharingSettings} .allowance=${this.allowance}
      .paused=${this.paused} .look=${this.#lookNow()} .importState=${desk?.importState ?? idle} .exportState=${desk?.exportState ?? 'idle'}
      .version=${this.version}><slot name="app" slot="app"></slot></gv-settings-view>`
  }

  /** It is opened by the page as what its port says; here it is known as what it is. */
  get #desk(): PageDesk | undefined {
    return this.desk as PageDesk | undefined
  }

  get #view(): LitElement | undefined {
    const view = this.renderRoot.querySelector(VIEW_TAGS)
    return view instanceof LitElement ? view : undefined
  }

  #arrive(before: Route | undefined): void {
    const { route } = this
    if (before !== undefined && before.view !== route.view) {
      this.#desk?.leavesForms()
      this.#wantsPlace = undefined
    }
    if (route.view !== 'search') {
      this.#searching.abort()
      this.result = undefined
    } else void this.#search(route.query)
  }

  async #search(query: string): Promise<void> {
    this.#searching.abort()
    this.#searching = new AbortController()
    const { signal } = this.#searching
    if (query === '') {
      this.result = undefined
      return
    }
    const result = await this.#desk?.search(query, signal)
    if (!signal.aborted) this.result = result
  }

  /** All is read before the first letter is typed; again where shows have changed meanwhile. */
  #prepareSearch(): void {
    const desk = this.#desk
    if (this.#preparing || desk === undefined || desk.searchable !== undefined) return
    this.#preparing = true
    void desk.prepareSearch(new AbortController().signal).finally(() => {
      this.#preparing = false
    })
  }

  #look({ theme, language, meterInTitle }: Partial<Look>): void {
    if (theme !== undefined) keepTheme(theme)
    if (meterInTitle !== undefined) this.preferences?.change({ titleMeter: meterInTitle })
    if (language !== undefined && language !== this.#lookNow().language) {
      keepLanguage(language)
      location.reload()
    }
    this.requestUpdate()
  }

  #lookNow(): Look {
    return {
      theme: keptTheme(),
      language: keptLanguage() ?? 'auto',
      meterInTitle: this.preferences?.snapshot.titleMeter === true,
    }
  }

  /** Without a count of today nothing is said of it. */
  #giving() {
    const { givenTodayBytes, limitBytes = 0 } = this.allowance ?? { givenTodayBytes: 0 }
    return { givenTodayBytes, allowanceBytesPerDay: limitBytes }
  }

  #readOn(): void {
    const desk = this.#desk
    if (this.route.view !== 'history' || desk?.hasMoreHistory !== true) return
    const { scrollHeight } = document.documentElement
    if (scrollHeight - innerHeight - scrollY < SCREENS_AHEAD * innerHeight) void desk.moreHistory()
  }

  async #focus(): Promise<void> {
    const view = this.#view
    if (view === undefined) return
    await view.updateComplete
    const heading = view.renderRoot.querySelector<HTMLElement>('h1')
    if (this.#heading?.isWanted() !== true || heading === null) return
    this.#heading.done()
    this.#heading = undefined
    heading.focus({ preventScroll: true })
  }

  async #restore(): Promise<void> {
    const place = this.#wantsPlace
    const desk = this.#desk
    const view = this.#view
    if (place === undefined || view === undefined) return
    if (this.route.view === 'history' && desk?.hasMoreHistory === true && desk.history.length <= place.index) {
      // With each page it comes back to here.
      return desk.moreHistory()
    }
    await view.updateComplete
    const list = this.#list()
    if (list === undefined || this.#wantsPlace !== place) return
    this.#wantsPlace = undefined
    await list.restore(place)
  }

  #list() {
    return this.#view?.renderRoot.querySelector('gv-virtual-list') ?? undefined
  }
}

const VIEW_TAGS =
  'gv-home, gv-queue-view, gv-search-view, gv-add-view, gv-downloads-view, gv-history-view, gv-storage-view, gv-passing-on, gv-settings-view'

/** The same all day, so that the history is not made anew each time. */
function today(): number {
  return new Date().setHours(12, 0, 0, 0)
}

customElements.define('gv-library-page', GvLibraryPage)

declare global {
  interface HTMLElementTagNameMap {
    'gv-library-page': GvLibraryPage
  }
}
