/**
 * What the listening page is beside a player: an app with a library, kept for offline use, that becomes newer by itself. All of it late.
 *
 * Nothing of this is needed to hear something, and a first visit loads nothing of it before the first play or the first wish to keep
 * something. A page that can't load it plays all the same.
 */
import { Subject } from '../../shared/emitter.ts'
import type { OpenDeskOptions } from '../desk/dom-open-desk.ts'
import type { GrapevinePage } from '../elements/grapevine-page.ts'
import type { LibraryDesk } from '../library-desk.ts'
import { keepsSomething } from '../library-mark.ts'
import { PauseRequest } from '../player-requests.ts'
import { initialPlayerState, type PlayerState } from '../player-state.ts'

const IDLE_MS = 2_000

export class LateApp {
  readonly #page: GrapevinePage
  readonly #registered: Promise<ServiceWorkerRegistration | undefined>
  readonly #playback = new Subject<PlayerState>(initialPlayerState)
  #desk: Promise<LibraryDesk> | undefined
  #isStarting = false
  /** Among the tabs. Kept: each that takes part is one more to be silenced. */
  #leaveTurns: (() => void) | undefined
  #title = document.title
  #showTitle = (title: string): void => {
    if (document.title !== title) document.title = title
  }

  /** @param registered as `registerServiceWorker` returns it */
  constructor(page: GrapevinePage, registered: Promise<ServiceWorkerRegistration | undefined>) {
    this.#page = page
    this.#registered = registered
    page.addEventListener('gv-player-state-changed', ({ state }) => {
      this.#playback.set(state)
      if (!state.paused) void this.#startSoon()
    })
    if (wasReloaded()) void this.#resume()
    // Who was here before has the page's own files already, and may be given newer ones.
    if (keepsSomething()) addEventListener('load', () => void this.#startSoon(), { once: true })
  }

  /** The listener's library, opened once. */
  openDesk(options: OpenDeskOptions): Promise<LibraryDesk> {
    void this.#startSoon()
    this.#desk ??= this.#openDesk(options).catch((error: unknown) => {
      this.#desk = undefined
      throw error
    })
    return this.#desk
  }

  async #openDesk(options: OpenDeskOptions): Promise<LibraryDesk> {
    const { openDesk, meterTitle } = await import('../desk/dom-open-desk.ts')
    const desk = await openDesk(options)
    this.#showTitle = meterTitle(this.#title, desk)
    // The player has answered by the time its wish comes up to here.
    this.#page.addEventListener('gv-sharing-request', () => desk.sharingChanged())
    return desk
  }

  /** What the tab is called. */
  setTitle(title: string): void {
    this.#title = title
    this.#showTitle(title)
  }

  /** After the reload that brought a newer version: what was in the player is there again. */
  async #resume(): Promise<void> {
    const code = await import('../dom-resume-place.ts').catch(() => undefined)
    const left = code?.takePlace()?.episode
    await this.#page.updateComplete
    if (left !== undefined) this.#page.resume(left)
  }

  async #startSoon(): Promise<void> {
    if (this.#isStarting) return
    this.#isStarting = true
    const [page, playback] = [this.#page, this.#playback]
    try {
      // Not late: it may sound here already, as in another tab.
      const { takeTurns } = await import('../dom-one-player.ts')
      this.#leaveTurns ??= takeTurns('pages', playback, () => page.player?.control(new PauseRequest()))
      await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
      const { runAppShell } = await import('./app-shell.ts')
      const registration = await this.#registered
      runAppShell({ page, playback, registration })
    } catch {
      // Not to be had now: with the next play, or the next wish to keep something.
      this.#isStarting = false
    }
  }
}

/** As dom-resume-place.ts keeps it, which is loaded only then. */
function wasReloaded(): boolean {
  try {
    return sessionStorage.getItem('grapevine:resume') !== null
  } catch {
    return false
  }
}
