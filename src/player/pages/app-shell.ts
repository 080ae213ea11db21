/**
 * The page as an app, wired: kept for offline use, changed over to newer versions in their moment, installable. Loaded by `import()`
 * once the page stands: nothing of it is needed to hear something.
 */
import { domClock } from '../../shared/dom-clock.ts'
import { type Observable, Subject } from '../../shared/emitter.ts'
import { DomInstall } from '../dom-install.ts'
import { keepPage } from '../dom-kept-page.ts'
import { PlayingLock } from '../dom-playing-lock.ts'
import { keepPlace } from '../dom-resume-place.ts'
import { DomUpdate } from '../dom-update.ts'
import type { InstallOffer } from '../install-state.ts'
import '../elements/gv-install.ts'
import '../elements/gv-update-notice.ts'
import type { GrapevinePage } from '../elements/grapevine-page.ts'
import { isPlaying, type PlayerState } from '../player-state.ts'
import type { ResumeEpisode } from '../resume-place.ts'
import type { UpdateOffer } from '../update-state.ts'

export interface AppShellPorts {
  /** As `registerServiceWorker` of the engine resolves: absent where there is no worker. */
  readonly registration: ServiceWorkerRegistration | undefined
  /** The page's one player. */
  readonly playback: Observable<Pick<PlayerState, 'paused' | 'ended'>>
  /** What is in the player and where in it, asked right before the page is loaded again. */
  episode(): ResumeEpisode | undefined
  /** Whether a reload would lose something that nothing keeps: words half typed, an import under way. */
  isBusy(): boolean
  /** Closes the episode's session: a worker that still delivers a stream is not replaced. The page is loaded again within seconds. */
  letGo(): void
}

export interface AppShell {
  /** For <gv-update-notice>. */
  readonly updateOffer: Observable<UpdateOffer>
  /** For <gv-install>. */
  readonly installOffer: Observable<InstallOffer>
  /** What `gv-update-request` asks for. */
  update(): void
  /** What `gv-install-request` asks for; call it within that event. */
  install(): void
  dispose(): void
}

export function startAppShell({ registration, playback, episode, isBusy, letGo }: AppShellPorts): AppShell {
  const install = new DomInstall()
  const common = { installOffer: install.offer, install: () => void install.ask() }
  if (registration === undefined) {
    return { ...common, updateOffer: new Subject<UpdateOffer>('none'), update() {}, dispose: () => install.dispose() }
  }
  const playing = new Subject(isPlaying(playback.snapshot))
  const leave = playback.subscribe((state) => {
    if (isPlaying(state) !== playing.snapshot) playing.set(isPlaying(state))
  })
  const { serviceWorker } = navigator
  const update = new DomUpdate({
    registration,
    container: serviceWorker,
    page: document,
    playing,
    lock: new PlayingLock(navigator.locks),
    clock: domClock,
    isBusy,
    leave: () => {
      keepPlace(episode())
      letGo()
    },
    reload: () => location.reload(),
  })
  const forget = keepPage(serviceWorker)
  return {
    ...common,
    updateOffer: update.offer,
    update: () => update.ask(),
    dispose: () => {
      leave()
      forget()
      update.dispose()
      install.dispose()
    },
  }
}

/** The shell of <grapevine-page>: its notices are put beside and into it. */
export function runAppShell({
  page,
  playback,
  registration,
}: {
  readonly page: GrapevinePage
  readonly playback: Observable<PlayerState>
  readonly registration: ServiceWorkerRegistration | undefined
}): void {
  const app = startAppShell({
    registration,
    playback,
    episode: () => page.leave(),
    isBusy: () => page.isBusy,
    letGo: () => letGo(page),
  })
  const notice = document.createElement('gv-update-notice')
  document.body.append(notice)
  const install = document.createElement('gv-install')
  install.slot = 'app'
  page.append(install)
  const show = () => {
    notice.offer = app.updateOffer.snapshot
    install.offer = app.installOffer.snapshot
  }
  app.updateOffer.subscribe(show)
  app.installOffer.subscribe(show)
  show()
  notice.addEventListener('gv-update-request', () => app.update())
  page.addEventListener('gv-install-request', () => app.install())
}

/** The page is loaded again within seconds: its stream ends, and its places are kept. */
function letGo(page: GrapevinePage): void {
  const media = page.player?.renderRoot.querySelector('audio, video')
  // With it goes the session, and the place in the episode is kept.
  page.remove()
  if (!(media instanceof HTMLMediaElement)) return
  // What it says from now on is no place of anybody's.
  page.addEventListener('gv-player-state-changed', (event) => event.stopImmediatePropagation(), true)
  // Taken out of the page, it still holds on to what it was being sent.
  media.removeAttribute('src')
  media.load()
}
