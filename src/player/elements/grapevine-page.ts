/**
 * <grapevine-page>: the listening page of one show: its cover and words, its player, its episodes.
 *
 * It decides which episode is in the player (the address says it: `?episode=GUID`), opens and disposes the sessions, keeps
 * the place in each episode. Everything from outside (feed, engine, storage) is handed in as {@link PageServices}.
 */
import { msg } from '@lit/localize'
import { html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Episode, Show } from '../../feed/types.ts'
import type { PlayerErrorKind } from '../error-words.ts'
import { wordsPending } from '../locale.ts'
import { momentOf } from '../moment.ts'
import type { PageServices } from '../page-services.ts'
import type { EpisodeRequest } from '../player-requests.ts'
import { changeQueue, type QueueStore } from '../queue.ts'
import { embedCodes, type SharePlace } from '../share-place.ts'
import type { SharingConsent } from '../sharing-consent.ts'
import { ShowError } from '../show-error.ts'
import { baseStyles } from './base-styles.ts'
import { EpisodeDesk } from './episode-desk.ts'
import { grapesIcon } from './icons.ts'
import { pageStyles } from './page-styles.ts'
import './grapevine-player.ts'
import './gv-cover.ts'
import './gv-episode-list.ts'
import './gv-notice.ts'

export class GrapevinePage extends LitElement {
  static override properties = {
    services: { attribute: false },
    feedUrl: { attribute: false },
    consent: { attribute: false },
    show: { state: true },
    error: { state: true },
    missing: { state: true },
  }
  static override styles = [baseStyles, pageStyles]

  declare services: PageServices | undefined
  /** Absolute, or undefined where the page names no show. */
  declare feedUrl: string | undefined
  declare consent: SharingConsent | undefined
  declare show: Show | undefined
  declare error: PlayerErrorKind | undefined
  /** The address named an episode the feed does not have. */
  declare missing: boolean

  #aborter = new AbortController()
  #queue: QueueStore | undefined
  readonly #desk = new EpisodeDesk(this)
  readonly #onPopState = () => this.#chooseByAddress()

  constructor() {
    super()
    this.missing = false
    this.addEventListener('gv-episode-request', (event) => this.#go(event))
    this.addEventListener('gv-sharing-settings-request', ({ change }) => this.services?.sharing?.configure(change))
    this.addEventListener('gv-queue-request', ({ change }) => {
      // The player's own have reached it already; those of the list come from beside it.
      this.#queue?.update((queue) => changeQueue(queue, change, this.#desk.episode?.guid))
    })
    this.addEventListener('gv-player-state-changed', ({ state }) => this.#desk.follow(state))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('popstate', this.#onPopState)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('popstate', this.#onPopState)
    this.#aborter.abort()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('services') || changed.has('feedUrl')) && this.services !== undefined) void this.#load()
  }

  /** What is drawn first is drawn in the listener's language. */
  protected override async scheduleUpdate(): Promise<void> {
    await wordsPending()
    super.scheduleUpdate()
  }

  protected override render() {
    return html`<div class="page">
      ${this.show === undefined ? this.#renderWaiting() : this.#renderShow(this.show)}
      <footer>${grapesIcon}<span>${msg('Carried by its listeners, with Grapevine.')}</span></footer>
    </div>`
  }

  #renderShow(show: Show) {
    const { episode, session, startAt, chapters, cues, extrasPending } = this.#desk
    // What the publisher wrote is in the show's language, and written in its direction; the words around it are ours.
    const language = show.language ?? nothing
    return html`<header>
        <gv-cover .src=${show.imageUrl}></gv-cover>
        <div class="words">
          ${show.author === undefined ? nothing : html`<p class="author" lang=${language}><bdi>${show.author}</bdi></p>`}
          <h1 lang=${language}><bdi>${show.title}</bdi></h1>
          <p class="description" lang=${language}><bdi>${show.description}</bdi></p>
          ${
            show.link === undefined
              ? nothing
              : html`<p class="link"><a href=${show.link} rel="noopener">${msg("The show's own site")}</a></p>`
          }
        </div>
      </header>
      <main>
        ${this.missing ? html`<p class="missing" role="status">${msg('The episode you asked for is not in this feed (any more).')}</p>` : nothing}
        <grapevine-player .show=${show} .episode=${episode} .session=${session} .consent=${this.consent}
          .startAt=${startAt} .chapters=${chapters} .cues=${cues} .extrasPending=${extrasPending}
          .preferences=${this.services?.preferences} .queue=${this.#queue} .nextGuid=${followerOf(show, episode)}
          .sharingSettings=${this.services?.sharing?.settings} .sharePlace=${this.#sharePlace(episode)}></grapevine-player>
        <section class="episodes" aria-labelledby="episodes">
          <h2 id="episodes">${msg('Episodes')}</h2>
          <gv-episode-list .episodes=${show.episodes} .chosen=${episode?.guid} .language=${show.language}
            .hrefOf=${addressOf} ?queueing=${this.#queue !== undefined}></gv-episode-list>
        </section>
      </main>`
  }

  #sharePlace(episode: Episode | undefined): SharePlace | undefined {
    const { feedUrl } = this
    if (episode === undefined || feedUrl === undefined) return undefined
    const codes = embedCodes({ feedUrl, guid: episode.guid }, new URL('./', document.baseURI).href, episode.title)
    return { pageUrl: addressOf(episode.guid), feedUrl, ...codes }
  }

  #renderWaiting() {
    return html`<header>
        ${this.error === undefined ? html`<div class="blank cover"></div>` : html`<gv-cover></gv-cover>`}
        <div class="words">${
          this.error === undefined
            ? html`<h1 class="spoken">${msg('Loading the show')}</h1><div class="blank line title"></div><div class="blank line"></div><div class="blank line short"></div>`
            : html`<h1>Grapevine</h1>`
        }</div>
      </header>
      <main>${
        this.error === undefined
          ? html`<div class="blank player"></div>`
          : html`<gv-notice .kind=${this.error} @gv-retry-request=${() => void this.#load()}></gv-notice>`
      }</main>`
  }

  async #load(): Promise<void> {
    const { services, feedUrl } = this
    this.#aborter.abort()
    this.#aborter = new AbortController()
    const { signal } = this.#aborter
    this.error = undefined
    try {
      if (feedUrl === undefined) throw new ShowError('feed-missing')
      const show = await services?.loadShow(feedUrl, signal)
      if (show === undefined || signal.aborted) return
      if (show.episodes.length === 0) throw new ShowError('feed-empty')
      this.show = show
      this.#queue = services?.queueOf(feedUrl)
      this.#chooseByAddress()
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ShowError)) throw error
      this.error = error.kind
    }
  }

  #chooseByAddress(): void {
    const { show } = this
    if (show === undefined) return
    const guid = new URLSearchParams(location.search).get('episode')
    const named = show.episodes.find((episode) => episode.guid === guid)
    const first = show.episodes.find((episode) => episode.enclosure !== undefined) ?? show.episodes[0]
    this.missing = guid !== null && named === undefined
    this.#choose(named ?? first)
  }

  #go({ guid }: EpisodeRequest): void {
    const episode = this.show?.episodes.find((candidate) => candidate.guid === guid)
    if (episode === undefined) return
    this.missing = false
    if (guid !== this.#desk.episode?.guid) {
      history.pushState(null, '', addressOf(guid))
      this.#choose(episode)
    }
    const player = this.renderRoot.querySelector('grapevine-player')
    // Long lists: what was chosen must come into sight. `scrollIntoView` obeys reduced motion through `scroll-behavior`.
    player?.scrollIntoView({ block: 'start' })
  }

  #choose(episode: Episode | undefined): void {
    const { services } = this
    if (episode === undefined || services === undefined || episode.guid === this.#desk.episode?.guid) return
    // A moment in the address is for the episode that it names, and for the first time.
    const atSeconds = this.#desk.episode === undefined ? momentOf(location.hash) : undefined
    this.#desk.open(episode, { services, key: `${this.feedUrl ?? ''} ${episode.guid}`, atSeconds })
    document.title = `${episode.title} · ${this.show?.title ?? 'Grapevine'}`
  }
}

/** The page's own address with another episode named in it. */
function addressOf(guid: string): string {
  const url = new URL(location.href)
  url.searchParams.set('episode', guid)
  url.hash = ''
  return url.href
}

/** What follows in the list, where nothing is queued. */
function followerOf(show: Show, episode: Episode | undefined): string | undefined {
  const playable = show.episodes.filter(({ enclosure }) => enclosure !== undefined)
  const at = playable.findIndex(({ guid }) => guid === episode?.guid)
  return at < 0 ? undefined : playable[at + 1]?.guid
}

customElements.define('grapevine-page', GrapevinePage)

declare global {
  interface HTMLElementTagNameMap {
    'grapevine-page': GrapevinePage
  }
}
