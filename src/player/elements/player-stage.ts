/**
 * The page's one player, with all it is given, where it stands: in the text of its own page, or docked.
 *
 * The player's place in the document never changes, wherever it is seen: a media element that is moved stops. What it does
 * not need to be seen comes once somebody turns to it.
 */
import { type CSSResult, html, nothing, type ReactiveControllerHost } from 'lit'
import { LateQueue } from '../late-queue.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { PageServices, SharingControl } from '../page-services.ts'
import type { QueueStore } from '../queue.ts'
import type { SharePlace } from '../share-place.ts'
import type { Held, HeldEpisode } from './held-episode.ts'
import type { LateLibrary } from './late-library.ts'
import { hrefOf } from './route-link.ts'
import './grapevine-player.ts'

export class PlayerStage {
  /** How much is shared, once somebody looked at it. */
  sharing: SharingControl | undefined
  readonly #host: ReactiveControllerHost
  readonly #player: HeldEpisode
  readonly #library: LateLibrary
  #services: PageServices | undefined
  /** Somebody has turned to the player: all of it may be loaded. */
  #isNear = false
  #sizes: CSSResult | undefined
  #queue: { readonly of: string; readonly with: LibraryDesk | undefined; readonly store: QueueStore } | undefined

  constructor(host: ReactiveControllerHost, player: HeldEpisode, library: LateLibrary) {
    this.#host = host
    this.#player = player
    this.#library = library
  }

  from(services: PageServices): void {
    this.#services = services
  }

  render(isDocked: boolean, isInline: boolean) {
    const { held, desk } = this.#player
    const services = this.#services
    return html`<div class="stage" ?data-docked=${isDocked} ?hidden=${!isDocked && !isInline}
      @pointerover=${this.comesNear} @focusin=${this.comesNear} @touchstart=${this.comesNear}>
      <grapevine-player .show=${held?.show} .episode=${desk.episode} .session=${desk.session}
        .consent=${held && services?.consentFor(held.feedUrl)} .startAt=${desk.startAt} .chapters=${desk.chapters} .cues=${desk.cues}
        .extrasPending=${desk.extrasPending} .preferences=${services?.preferences} .queue=${this.queue} .nextGuid=${followerOf(held)}
        .sharingSettings=${this.sharing?.settings} .sharePlace=${sharePlace(held)} .size=${isDocked ? 'mini' : undefined}
        .sizes=${this.#sizes} .lean=${!this.#isNear}></grapevine-player>
      ${isDocked && held !== undefined ? this.#library.renderWayTo(held) : nothing}
    </div>`
  }

  /** Whoever points at the player, or comes to it by keys, may want to hear in a moment. */
  readonly comesNear = (): void => {
    this.shows()
    this.#services?.anticipatePlay()
  }

  /** All of it is shown, although nobody turned to it: who shares sees at once that they do, and how to stop. */
  shows(): void {
    if (this.#isNear) return
    this.#isNear = true
    this.#host.requestUpdate()
  }

  /** It plays, so it may be docked. */
  plays(): void {
    this.comesNear()
    if (this.#sizes !== undefined) return
    import('./player-sizes.ts').then(
      ({ playerSizes }) => {
        this.#sizes = playerSizes
        this.#host.requestUpdate()
      },
      () => {},
    )
  }

  /** A panel of it was opened, or closed. */
  panelToggled(panel: string | undefined): void {
    if (panel === 'chapters' || panel === 'transcript') this.#player.desk.wantExtras()
    if (panel !== 'sharing' || this.sharing !== undefined) return
    this.#services?.loadSharing?.().then(
      (sharing) => {
        this.sharing = sharing
        this.#host.requestUpdate()
      },
      () => {},
    )
  }

  /** As the player's show sees it: its own episodes by guid. */
  get queue(): QueueStore | undefined {
    const { held } = this.#player
    if (held === undefined || this.#services?.openDesk === undefined) return undefined
    const { feedUrl, show } = held
    const { desk } = this.#library
    if (this.#queue?.of !== feedUrl || this.#queue.with !== desk) {
      const store = desk?.queueOf(feedUrl, show) ?? new LateQueue(() => this.#openQueue(held))
      this.#queue = { of: feedUrl, with: desk, store }
    }
    return this.#queue.store
  }

  async #openQueue({ feedUrl, show }: Held): Promise<QueueStore> {
    const desk = await this.#library.wanted()
    if (desk === undefined) throw new Error('no library')
    return desk.queueOf(feedUrl, show)
  }
}

function sharePlace(held: Held | undefined): SharePlace | undefined {
  if (held === undefined) return undefined
  const { feedUrl, guid, episode } = held
  const playerFolder = new URL('./', document.baseURI).href
  const embed = { episode: { feedUrl, guid }, playerFolder, title: episode.title }
  return { pageUrl: hrefOf({ view: 'episode', feedUrl, guid }), feedUrl, embed }
}

/** What follows in the list, where nothing is queued. */
function followerOf(held: Held | undefined): string | undefined {
  const playable = held?.show.episodes.filter(({ enclosure }) => enclosure !== undefined) ?? []
  const at = playable.findIndex(({ guid }) => guid === held?.guid)
  return at < 0 ? undefined : playable[at + 1]?.guid
}
