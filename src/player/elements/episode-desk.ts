/**
 * What a page does with the one episode in its player: opens and disposes its session, loads its chapters and transcript,
 * finds and keeps the place in it. For the listening page and the embedded frame alike.
 *
 * A controller: its host draws what stands here, and hands on what the player says of playback ({@link EpisodeDesk.follow}).
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Chapter, Cue, Episode } from '../../feed/types.ts'
import type { EpisodeSession } from '../../peer/types.ts'
import { sourceOf } from '../episode-source.ts'
import type { DeskServices } from '../page-services.ts'
import type { PlayerState } from '../player-state.ts'

/** A place is written down at most so often while playing, and whenever playback stops. */
const KEEP_PLACE_EVERY_SECONDS = 5

export interface DeskOptions {
  readonly services: DeskServices
  /** What its place is kept under. */
  readonly key: string
  /** Seconds: asked for by a link; wins over the place that was kept. */
  readonly atSeconds?: number | undefined
  /** Chapters and transcript are fetched only once it plays, or somebody asks for them ({@link EpisodeDesk.wantExtras}). */
  readonly lateExtras?: boolean
}

export class EpisodeDesk implements ReactiveController {
  episode: Episode | undefined
  session: EpisodeSession | undefined
  chapters: readonly Chapter[] = []
  cues: readonly Cue[] = []
  /** Chapters and transcript are on their way, or can be had once they are wanted. */
  extrasPending = false
  /** Seconds: where it was left, or where a link leads. */
  startAt = 0
  readonly #host: ReactiveControllerHost
  #options: DeskOptions | undefined
  #loading = new AbortController()
  #extrasWanted = false
  #keptAt = 0
  #last: PlayerState | undefined
  readonly #onPageHide = () => this.#keepPlace()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#onPageHide)
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#onPageHide)
    this.close()
  }

  /** Puts `episode` in the player instead of the one before. */
  open(episode: Episode, options: DeskOptions): void {
    this.close()
    const { services, key, atSeconds } = options
    this.#options = options
    this.#loading = new AbortController()
    this.episode = episode
    this.startAt = atSeconds ?? services.positions.read(key)
    this.#keptAt = this.startAt
    const source = sourceOf(episode)
    this.session = source === undefined ? undefined : services.openSession(source)
    this.chapters = episode.chapters ?? []
    this.extrasPending = episode.chaptersUrl !== undefined || episode.transcripts.length > 0
    if (options.lateExtras !== true) this.wantExtras()
    this.#host.requestUpdate()
  }

  /** Fetches chapters and transcript, once. */
  wantExtras(): void {
    const { episode } = this
    const services = this.#options?.services
    if (this.#extrasWanted || episode === undefined || services === undefined) return
    this.#extrasWanted = true
    void this.#loadExtras(episode, services, this.#loading.signal)
  }

  /** Keeps the place and lets go of everything. */
  close(): void {
    this.#keepPlace()
    this.#loading.abort()
    this.session?.dispose()
    this.session = undefined
    this.episode = undefined
    this.chapters = []
    this.cues = []
    this.extrasPending = false
    this.#extrasWanted = false
    this.#last = undefined
    this.#host.requestUpdate()
  }

  /** The player's latest word; where it has moved on, the place is kept. */
  follow(state: PlayerState): void {
    this.#last = state
    if (!state.paused) this.wantExtras()
    const moved = Math.abs(state.currentTimeSeconds - this.#keptAt)
    if (moved > 0 && (state.paused || moved >= KEEP_PLACE_EVERY_SECONDS)) this.#keepPlace()
  }

  async #loadExtras(episode: Episode, services: DeskServices, signal: AbortSignal): Promise<void> {
    this.extrasPending = true
    const { chapters, cues } = await services.loadExtras(episode, signal)
    if (signal.aborted) return
    this.chapters = chapters
    this.cues = cues
    this.extrasPending = false
    this.#host.requestUpdate()
  }

  #keepPlace(): void {
    if (this.#options === undefined || this.#last === undefined) return
    // While the head of the file is still being read, the element stands at 0 and means nothing by it.
    const { source, heldAtSeconds, currentTimeSeconds, durationSeconds } = this.#last
    if (source !== 'set' || heldAtSeconds !== undefined) return
    // It was heard on in another tab meanwhile, maybe: what did not move here is no news.
    if (currentTimeSeconds === this.#keptAt) return
    this.#keptAt = currentTimeSeconds
    this.#options.services.positions.write(this.#options.key, currentTimeSeconds, durationSeconds)
  }
}
