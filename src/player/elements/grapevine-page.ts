/**
 * <grapevine-page>: the listening page: an app of views, above one player that plays on wherever one looks.
 *
 * The address says which view is shown (routes.ts). Shows and episodes are drawn here, everything else of the library late
 * (<gv-library-page>). The player never moves in the document, where a move would stop it: on the page of its show or episode it stands
 * in the text, elsewhere it is docked. Everything from outside (feed, engine, storage, library) is handed in as {@link PageServices}.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Episode } from '../../feed/types.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { LibraryEpisodeRequest, LibraryShowRequest } from '../library-requests.ts'
import { wordsPending } from '../locale.ts'
import type { MomentRequest } from '../moment-request.ts'
import type { DeskServices, PageServices } from '../page-services.ts'
import { PauseRequest } from '../player-requests.ts'
import type { ResumeEpisode } from '../resume-place.ts'
import { type Astray, isSamePlace, parseRoute, type Route, type RoutePlace } from '../routes.ts'
import type { EpisodeRef } from '../views/episode-view.ts'
import { baseStyles } from './base-styles.ts'
import type { GrapevinePlayer } from './grapevine-player.ts'
import { type Held, HeldEpisode } from './held-episode.ts'
import { grapesIcon } from './icons.ts'
import { LateLibrary } from './late-library.ts'
import { LateNotice } from './late-notice.ts'
import type { LeftEpisode } from './left-episode.ts'
import { PagePlaces, type PlacedList } from './page-places.ts'
import { pageStyles } from './page-styles.ts'
import type { PlayingPage } from './play-wishes.ts'
import { PlayerStage } from './player-stage.ts'
import { hrefOf, setRoutePlace } from './route-link.ts'
import {
  renderEpisode,
  renderEpisodeHead,
  renderShow,
  renderShowHead,
  renderWaiting,
  type ShowView,
} from './show-pages.ts'
import { ShowReading } from './show-reading.ts'
import { ShownEpisodes } from './shown-episodes.ts'
import './gv-app-nav.ts'

type CarryOut = (wishes: typeof import('./play-wishes.ts')) => Promise<void>

export class GrapevinePage extends LitElement {
  static override properties = {
    services: { attribute: false },
    place: { attribute: false },
    route: { state: true },
    astray: { state: true },
  }
  static override styles = [baseStyles, pageStyles]

  /** To be set after {@link place}. */
  declare services: PageServices | undefined
  /** Where the page is, and whose. */
  declare place: RoutePlace | undefined
  declare route: Route
  declare astray: Astray | undefined

  readonly #reading = new ShowReading(this)
  readonly #player = new HeldEpisode(this)
  readonly #library = new LateLibrary(this)
  readonly #stage = new PlayerStage(this, this.#player, this.#library)
  readonly #shown = new ShownEpisodes()
  readonly #notice = new LateNotice(this)
  readonly #places = new PagePlaces(this, () => this.#list)
  /** Looked for where the show does not list what is looked at. */
  #left: LeftEpisode | undefined
  /** A moment of the address: for the episode it names, and for once. */
  #atSeconds: number | undefined
  #wish: CarryOut | undefined
  readonly #onPopState = () => {
    this.#places.arrive()
    this.#arrive(false)
  }

  constructor() {
    super()
    this.route = { view: 'home' }
    this.addEventListener('gv-player-state-changed', ({ state }) => {
      if (this.#player.follow(state)) this.#told()
    })
    this.addEventListener('gv-navigate-request', ({ route }) => this.go(route))
    this.addEventListener('gv-episode-request', ({ guid }) => this.#wishes(({ goOnTo }) => goOnTo(this.#playing, guid)))
    this.addEventListener('gv-library-episode-request', (event) => this.#wished(event))
    this.addEventListener('gv-library-show-request', (event) => this.#ofShow(event))
    this.addEventListener('gv-moment-request', (event) => this.#moment(event))
    this.addEventListener('gv-retry-request', (event) => {
      // The player's own is about its episode.
      if (this.player === null || !event.composedPath().includes(this.player)) this.#reading.again()
    })
    this.addEventListener('gv-sharing-settings-request', ({ change }) => this.#stage.sharing?.configure(change))
    this.addEventListener('gv-panel-toggled', ({ panel }) => this.#stage.panelToggled(panel))
  }

  /** The player, once it is drawn. */
  get player(): GrapevinePlayer | null {
    return this.renderRoot.querySelector('grapevine-player')
  }

  /** The page is loaded again within seconds: where one is, in it and in the player, is kept for that. @returns what is in the player */
  leave(): ResumeEpisode | undefined {
    this.#places.leave()
    const { held, isHeld } = this.#player
    const state = this.player?.state
    if (held === undefined || !isHeld || state === undefined) return undefined
    const { feedUrl, guid } = held
    return { feedUrl, guid, atSeconds: state.currentTimeSeconds, playing: !state.paused }
  }

  /** What was in the player before the page was loaded again, silent, docked where another one is looked at. */
  resume({ feedUrl, guid, atSeconds }: ResumeEpisode): void {
    // What was wished for since is newer.
    if (this.#wish !== undefined) return
    this.#wishes(async ({ holdEpisode }) => {
      await holdEpisode(this.#playing, { feedUrl, guid }, atSeconds)
      this.#told()
      // In the text there was another one until now.
      this.#places.again()
    })
  }

  /** A reload now would lose something that nothing keeps. */
  get isBusy(): boolean {
    return this.#library.desk?.isBusy === true
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('popstate', this.#onPopState)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('popstate', this.#onPopState)
    this.#library.desk?.dispose()
  }

  /** Goes to another view. */
  go(route: Route): void {
    const isSame = isSamePlace(route, this.route)
    // What one types is one place, not one for each letter.
    if (!isSame || route.view === 'search') {
      this.#places.go(hrefOf(route), route.view === 'search' && this.route.view === 'search')
    }
    if (isSame) this.player?.scrollIntoView({ block: 'nearest' })
    else this.#arrive(true)
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('services') && this.services !== undefined) this.#start(this.services)
  }

  /** What is drawn first is drawn in the listener's language. */
  protected override async scheduleUpdate(): Promise<void> {
    await wordsPending()
    super.scheduleUpdate()
  }

  protected override render() {
    const { route } = this
    const ofShow = 'feedUrl' in route
    return html`<gv-app-nav docked .current=${route.view} .queued=${this.#library.desk?.queued ?? 0}></gv-app-nav>
      <div class="page" data-view=${route.view} ?data-docked=${this.#isDocked}>
        ${ofShow ? this.#renderHead() : nothing}
        <main>
          ${this.#library.renderAbove(this.astray ?? this.#unlisted?.astray)}
          ${ofShow ? this.#renderAbove() : nothing}
          ${this.#stage.render(this.#isDocked, this.#isInline)}
          ${ofShow ? this.#renderBelow(route) : this.#library.renderView(route, this.#player.desk.session?.snapshot)}
        </main>
        <footer>${grapesIcon}<span>${msg('Carried by its listeners, with Grapevine.')}</span></footer>
      </div>
      ${this.#library.renderSaid()}`
  }

  protected override updated(): void {
    const show = this.#reading.show?.title
    const names = [this.#shownEpisode?.title, show, 'Grapevine'].filter(Boolean)
    const isOfShow = 'feedUrl' in this.route
    if (!isOfShow || this.#reading.error !== undefined) this.#library.setTitle(this.route)
    else if (show !== undefined) this.services?.setTitle(names.join(' · '))
    void this.#places.focus(this.renderRoot)
    void this.#places.restore(
      isOfShow ? this.#view !== undefined : this.#library.isDrawn,
      (key) => isOfShow && !this.#reading.isSettled && !this.#view?.episodes.some(({ guid }) => guid === key),
    )
  }

  #renderHead() {
    const view = this.#view
    if (view === undefined) return renderWaiting(this.#reading.error !== undefined, this.route.view === 'show')
    return this.route.view === 'episode' ? renderEpisodeHead(view) : renderShowHead(view)
  }

  #renderAbove() {
    const { error } = this.#reading
    if (error !== undefined) return html`<div class="failed">${this.#notice.render(error)}</div>`
    return this.#view === undefined && !this.#isInline ? html`<div class="blank player"></div>` : nothing
  }

  #renderBelow(route: Extract<Route, { feedUrl: string }>) {
    const view = this.#view
    if (view === undefined) return nothing
    if (route.view !== 'episode') return renderShow(view)
    return renderEpisode(view, this.#shownEpisode, {
      isInPlayer: this.#player.is(route),
      loadNotes: (ref, signal) => this.#notesOf(ref, signal),
    })
  }

  /** The show that is looked at, once something of it is known. */
  get #view(): ShowView | undefined {
    const { feedUrl, show, look } = this.#reading
    if (feedUrl === undefined || show === undefined) return undefined
    const { now } = this.#player
    return this.#shown.view(this.#library.desk, { feedUrl, show, look, now, left: this.#unlisted?.episode })
  }

  get #shownEpisode(): Episode | undefined {
    return this.#listed ?? this.#unlisted?.episode
  }

  /** Where the episode that is looked at is not in its feed, once it was looked for elsewhere. */
  get #unlisted(): LeftEpisode | undefined {
    return this.#left?.of === this.route && this.#listed === undefined ? this.#left : undefined
  }

  get #listed(): Episode | undefined {
    const { route } = this
    if (route.view !== 'episode' || this.#reading.feedUrl !== route.feedUrl) return undefined
    return this.#reading.show?.episodes.find(({ guid }) => guid === route.guid)
  }

  /** In the text of the page that it belongs to. */
  get #isInline(): boolean {
    const { route } = this
    const { held } = this.#player
    if (held === undefined || !('feedUrl' in route)) return false
    if (route.view === 'episode' && this.#shownEpisode !== undefined) return this.#player.is(route)
    return held.feedUrl === route.feedUrl && (route.view === 'show' || !this.#player.isHeld)
  }

  get #isDocked(): boolean {
    return this.#player.isHeld && !this.#isInline
  }

  #start(services: PageServices): void {
    this.place ??= { base: document.baseURI, ownFeedUrl: undefined }
    setRoutePlace(this.place)
    this.#places.start()
    this.#stage.from(services)
    this.#library.from(services, (desk) => this.#deskOpened(desk))
    this.#arrive()
  }

  /** The address has changed. @param isNew one goes there; false: comes back; absent: begins here */
  #arrive(isNew?: boolean): void {
    const { services, place } = this
    if (services === undefined || place === undefined) return
    const { route, astray } = parseRoute(location.href, place)
    const isOther = !isSamePlace(route, this.route)
    this.route = route
    this.astray = astray
    this.#atSeconds = route.view === 'episode' ? route.atSeconds : undefined
    const feedUrl = 'feedUrl' in route ? route.feedUrl : undefined
    this.#library.desk?.looksAt(feedUrl)
    if (feedUrl === undefined) {
      this.#player.letGo()
      void this.#library.wanted()
    }
    this.#reading.open(feedUrl, {
      load: (url, signal, onPart) => services.loadShow(url, signal, onPart),
      kept: (url) => this.#library.keptShow(url),
      read: (url, show) => void this.#library.desk?.took(url, show, show.incomplete !== true),
      changed: () => this.#settle(),
    })
    this.#settle()
    if (isOther && isNew !== undefined) this.#places.begin(isNew)
  }

  /** What is looked at goes into the player where nothing is held there. */
  #settle(): void {
    const { route } = this
    const { feedUrl, show } = this.#reading
    if (show === undefined || feedUrl === undefined || !('feedUrl' in route)) return
    const named = this.#shownEpisode
    if (route.view === 'episode' && named === undefined) {
      // It may come with the rest of the feed.
      if (!this.#reading.isSettled) return
      if (this.#left?.of !== route) return void this.#seek(route)
    }
    if (!this.#player.givesWay) return
    if (route.view === 'show' && this.#player.held?.feedUrl === feedUrl) return
    const episode = named ?? show.episodes.find(({ enclosure }) => enclosure !== undefined) ?? show.episodes[0]
    if (episode !== undefined)
      void this.#put({ feedUrl, guid: episode.guid, show, episode }, { stays: false, atSeconds: this.#atSeconds })
    this.#atSeconds = undefined
  }

  async #seek(route: Extract<Route, { view: 'episode' }>): Promise<void> {
    // Without it the show's list is here all the same.
    const code = await import('./left-episode.ts').catch(() => undefined)
    const left = await code?.findLeft(this.#library, route)
    if (this.route !== route || left === undefined) return
    this.#left = left
    this.requestUpdate()
    this.#settle()
  }

  async #put(held: Held, { stays, atSeconds }: Parameters<PlayingPage['put']>[1]): Promise<boolean> {
    const { services } = this
    const { desk } = this.#library
    if (services === undefined || this.#player.is(held)) return services !== undefined
    if (services.consentFor(held.feedUrl).snapshot === 'on') this.#stage.shows()
    const forDesk: DeskServices = {
      loadExtras: services.loadExtras,
      openSession: (source) => services.openSession(desk?.keptSource(held) ?? source, held.feedUrl),
      positions: this.#library.positions(services),
    }
    return this.#player.open(held, forDesk, { library: desk, atSeconds, stays })
  }

  #wished(event: LibraryEpisodeRequest): void {
    if (event.wish === 'play') this.#play(event.episode)
    else if (event.wish === 'pause') this.player?.control(new PauseRequest())
    else this.#library.handOn(event)
  }

  #play(ref: EpisodeRef, atSeconds?: number): void {
    this.services?.anticipatePlay()
    this.#wishes(({ playEpisode }) => playEpisode(this.#playing, ref, atSeconds))
  }

  #moment({ seconds }: MomentRequest): void {
    const { route } = this
    if (route.view === 'episode') this.#play(route, seconds)
  }

  /** What carries them out may be here for a later wish before it is for an earlier one: the last one wins. */
  #wishes(carryOut: CarryOut): void {
    this.#wish = carryOut
    import('./play-wishes.ts')
      .then(async (wishes) => this.#wish === carryOut && carryOut(wishes))
      .catch(() => {
        this.player?.expects(undefined)
        this.#library.say(msg('This episode can’t be had now.'))
      })
  }

  get #playing(): PlayingPage {
    const wish = this.#wish
    return {
      isLatest: () => wish === this.#wish,
      drawn: () => this.updateComplete,
      player: this.player,
      route: () => this.route,
      held: this.#player,
      library: this.#library,
      reading: this.#reading,
      queue: this.#stage.queue,
      go: (route) => this.go(route),
      put: (held, how) => this.#put(held, how),
      loadShow: async (feedUrl) => this.services?.loadShow(feedUrl, new AbortController().signal, () => {}),
    }
  }

  #ofShow(event: LibraryShowRequest): void {
    if (event.wish === 'refresh' && event.feedUrl === this.#reading.feedUrl) this.#reading.again()
    else this.#library.handOn(event)
  }

  #deskOpened(desk: LibraryDesk): void {
    const { feedUrl, show, look } = this.#reading
    desk.looksAt(feedUrl)
    if (feedUrl !== undefined && show !== undefined && !look.isChecking) {
      void desk.took(feedUrl, show, show.incomplete !== true)
    }
    this.#told()
  }

  /** What is in the player is another, or sounds no more, or does. */
  #told(): void {
    const { isHeld, now, held } = this.#player
    if (isHeld) {
      this.#stage.plays()
      void this.#library.wanted()
    }
    this.#library.now(isHeld ? now : undefined, held)
    this.requestUpdate()
  }

  async #notesOf(ref: EpisodeRef, signal: AbortSignal): Promise<string | undefined> {
    const kept = await this.#library.desk?.notes(ref)
    return kept ?? this.services?.loadNotes(ref, signal)
  }

  /** The long list of what is shown. */
  get #list(): PlacedList | null {
    return this.renderRoot.querySelector('gv-show-episodes') ?? this.#library.list
  }
}

customElements.define('grapevine-page', GrapevinePage)

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-page': GrapevinePage
  }
}
