/**
 * The episode in the page's one player, with the show it is of: which may be another than the one that is looked at.
 *
 * Above {@link EpisodeDesk}. It decides whether the player is held: what was played stays in it, wherever one looks, until
 * something else is played or it is over; what was never played gives way to whatever is looked at.
 */
import type { ReactiveControllerHost } from 'lit'
import type { Episode, Show } from '../../feed/types.ts'
import type { LibraryDesk } from '../library-desk.ts'
import type { DeskServices } from '../page-services.ts'
import { initialPlayerState, isPlaying, type PlayerState } from '../player-state.ts'
import { type EpisodeRef, keyOf } from '../views/episode-view.ts'
import type { NowView } from '../views/show-views.ts'
import { EpisodeDesk } from './episode-desk.ts'

/** A place that only the library knows is not waited for longer than this. */
const PLACE_PATIENCE_MS = 200

export interface Held extends EpisodeRef {
  readonly show: Show
  readonly episode: Episode
}

interface OpenHow {
  readonly library?: LibraryDesk | undefined
  readonly atSeconds?: number | undefined
  readonly stays?: boolean
}

export class HeldEpisode {
  /** What is in the player. */
  held: Held | undefined
  readonly desk: EpisodeDesk
  #state: PlayerState = initialPlayerState
  #wasPlayed = false
  #generation = 0
  readonly #host: ReactiveControllerHost

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    this.desk = new EpisodeDesk(host)
  }

  /** It was played and stays at hand wherever one looks. */
  get isHeld(): boolean {
    return this.#wasPlayed
  }

  /** Something else may be put into the player by looking at it. */
  get givesWay(): boolean {
    return !this.#wasPlayed || this.#state.ended
  }

  get now(): NowView | undefined {
    const { held } = this
    return held && { feedUrl: held.feedUrl, guid: held.guid, isPlaying: isPlaying(this.#state) }
  }

  is(ref: EpisodeRef): boolean {
    return this.held !== undefined && keyOf(this.held) === keyOf(ref)
  }

  /** What was never played is let go where the player is out of sight: nothing holds on to what is here of it then. */
  letGo(): void {
    if (this.#wasPlayed || this.held === undefined) return
    this.#generation += 1
    this.held = undefined
    this.desk.close()
  }

  /** What is in it is held from now on, also where another one was just about to take its place. */
  stays(): void {
    this.#generation += 1
    this.#wasPlayed = true
  }

  /** The player's latest word. @returns whether {@link now} is another than before. */
  follow(state: PlayerState): boolean {
    const before = this.now?.isPlaying
    const wasPlayed = this.#wasPlayed
    this.#state = state
    if (!state.paused) this.#wasPlayed = true
    this.desk.follow(state)
    return before !== this.now?.isPlaying || wasPlayed !== this.#wasPlayed
  }

  /**
   * Puts an episode into the player instead of the one before.
   * @param how `atSeconds` is asked for by a link or a moment and wins over the place that was kept; `stays`: it is going to sound
   * @returns whether it is there: not where another one was put in meanwhile
   */
  async open(held: Held, services: DeskServices, { library, atSeconds, stays = false }: OpenHow): Promise<boolean> {
    const generation = ++this.#generation
    if (library !== undefined && (stays || this.held !== undefined)) {
      const patience = new Promise((resolve) => setTimeout(resolve, PLACE_PATIENCE_MS))
      await Promise.race([library.prepare(held), patience])
      if (generation !== this.#generation) return false
    }
    this.#wasPlayed = stays
    this.#state = initialPlayerState
    this.held = held
    this.desk.open(held.episode, { services, key: keyOf(held), atSeconds, lateExtras: true })
    this.#host.requestUpdate()
    return true
  }
}
