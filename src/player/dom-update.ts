/**
 * Watches for a newer build of the page, and brings it in when its moment has come (`update-state.ts` decides that).
 *
 * The browser's side: a worker that waits is told to take over while nothing plays in any other tab; that it rules is believed when
 * the browser says so, and then the page is loaded again. A worker that still delivers a stream is not replaced for as long (Chromium:
 * up to 5 minutes), also where the element is paused: so the page lets go of its own before, and the old worker ends those of others.
 */
import type { Clock } from '../shared/clock.ts'
import { type Observable, Subject } from '../shared/emitter.ts'
import type { GiveWay, TakeOver } from '../shared/wire/shell-messages.ts'
import type { PlayingLock } from './dom-playing-lock.ts'
import {
  initialUpdateState,
  nextUpdateStep,
  type UpdateFact,
  type UpdateOffer,
  updateAfter,
  updateOffer,
} from './update-state.ts'

/** Browsers look when a page is opened; this is for those that stay open for days. */
const LOOK_EVERY_MS = 60 * 60_000
/** How long what must not be lost by a reload keeps an update that nobody asked for waiting, until it is looked at again. */
const BUSY_MS = 60_000
/** The page has let go of what it streams: should the worker not come by then, it is loaded again as it was. */
const TAKE_OVER_PATIENCE_MS = 10_000

export interface UpdatePorts {
  readonly registration: Pick<
    ServiceWorkerRegistration,
    'installing' | 'waiting' | 'active' | 'update' | 'addEventListener' | 'removeEventListener'
  >
  /** `navigator.serviceWorker` */
  readonly container: Pick<ServiceWorkerContainer, 'controller' | 'addEventListener' | 'removeEventListener'>
  /** `document` */
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
  /** Whether this tab plays. */
  readonly playing: Observable<boolean>
  readonly lock: PlayingLock
  readonly clock: Clock
  /** Whether a reload would lose something that is not kept: words half typed, a file being read. */
  isBusy(): boolean
  /** Keeps the place, then lets go of what this page streams; it is loaded again within seconds. */
  leave(): void
  reload(): void
}

export class DomUpdate {
  readonly #ports: UpdatePorts
  readonly #end = new AbortController()
  readonly #offer = new Subject<UpdateOffer>('none')
  #state = initialUpdateState
  #cancelStep: () => void = () => {}
  #cancelLook: () => void = () => {}
  #cancelReload: () => void = () => {}
  #controlled: boolean
  #waitsForOthers = false
  #left = false
  #reloading = false

  constructor(ports: UpdatePorts) {
    this.#ports = ports
    const { container, registration, page, playing, lock, clock } = ports
    const options = { signal: this.#end.signal }
    this.#controlled = container.controller !== null
    container.addEventListener('controllerchange', () => this.#onController(), options)
    registration.addEventListener('updatefound', () => this.#watch(registration.installing), options)
    const hides = (): void =>
      this.#take({ type: 'VisibilityChanged', hidden: page.visibilityState === 'hidden', nowMs: clock.now() })
    page.addEventListener('visibilitychange', hides, options)
    const plays = (now: boolean): void => {
      lock.set(now)
      this.#take({ type: 'PlaybackChanged', playing: now, nowMs: clock.now() })
    }
    this.#end.signal.addEventListener('abort', playing.subscribe(plays))
    if (playing.snapshot) plays(true)
    hides()
    this.#watch(registration.installing)
    this.#watch(registration.waiting)
    this.#lookLater()
  }

  /** What the listener is to be told of. */
  get offer(): Observable<UpdateOffer> {
    return this.#offer
  }

  /** The listener wants it now. */
  ask(): void {
    this.#take({ type: 'ListenerAsked' })
  }

  dispose(): void {
    this.#end.abort()
    this.#cancelStep()
    this.#cancelLook()
    this.#cancelReload()
    this.#ports.lock.set(false)
  }

  #take(fact: UpdateFact): void {
    if (this.#end.signal.aborted) return
    this.#state = updateAfter(this.#state, fact)
    const offer = updateOffer(this.#state)
    if (offer !== this.#offer.snapshot) this.#offer.set(offer)
    this.#step()
  }

  #step(): void {
    const { clock, isBusy } = this.#ports
    this.#cancelStep()
    const now = clock.now()
    const { step, againAtMs } = nextUpdateStep(this.#state, now)
    if (againAtMs !== undefined) this.#cancelStep = clock.after(againAtMs - now, () => this.#step())
    if (step === 'nothing') return
    if (this.#state.asked === 'no' && isBusy()) {
      this.#cancelStep = clock.after(BUSY_MS, () => this.#step())
    } else if (step === 'take-over') void this.#takeOver()
    else this.#reload()
  }

  #leave(): void {
    if (this.#left) return
    this.#left = true
    this.#ports.leave()
    this.#cancelReload = this.#ports.clock.after(TAKE_OVER_PATIENCE_MS, () => this.#reload())
  }

  #reload(): void {
    if (this.#reloading) return
    this.#reloading = true
    this.#leave()
    this.#cancelReload()
    this.#ports.reload()
  }

  async #takeOver(): Promise<void> {
    if (this.#waitsForOthers) {
      if (this.#state.asked === 'now') this.#take({ type: 'OthersPlay' })
      return
    }
    this.#waitsForOthers = true
    try {
      const { lock } = this.#ports
      if (await lock.ifOthersAreQuiet(() => this.#tellWorker())) return
      this.#take({ type: 'OthersPlay' })
      await lock.whenQuiet(this.#end.signal)
    } catch {
      // This tab ends.
      return
    } finally {
      this.#waitsForOthers = false
    }
    this.#take({ type: 'NothingPlays' })
  }

  #tellWorker(): void {
    const { waiting, active } = this.#ports.registration
    if (waiting === null || this.#end.signal.aborted) return
    const takeOver: TakeOver = { kind: 'grapevine-take-over' }
    const giveWay: GiveWay = { kind: 'grapevine-give-way' }
    this.#leave()
    waiting.postMessage(takeOver)
    active?.postMessage(giveWay)
  }

  #onController(): void {
    // The first one is no newer one: this page had none.
    if (this.#controlled) this.#take({ type: 'WorkerRules' })
    this.#controlled = true
  }

  #watch(worker: ServiceWorker | null): void {
    if (worker === null) return
    const { registration } = this.#ports
    const look = (): void => {
      // The first worker of all waits for nobody.
      if (worker.state === 'installed' && registration.active !== null) this.#take({ type: 'WorkerWaits' })
      if (worker.state === 'redundant' && registration.waiting === null) this.#take({ type: 'WorkerGone' })
    }
    worker.addEventListener('statechange', look, { signal: this.#end.signal })
    look()
  }

  #lookLater(): void {
    const { clock, registration } = this.#ports
    this.#cancelLook = clock.after(LOOK_EVERY_MS, () => {
      // Offline, or the host has trouble: there is another hour.
      void registration.update().catch(() => {})
      this.#lookLater()
    })
  }
}
