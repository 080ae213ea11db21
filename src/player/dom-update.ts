/**
 * Watches for a newer build of the page, and brings it in when its moment has come (`update-state.ts` decides that).
 *
 * The browser's side: a worker that waits is told to take over while nothing plays in any other tab; that it rules is believed when
 * the browser says so, and only then the page is loaded again. It never closes what plays.
 */
import type { Clock } from '../shared/clock.ts'
import { type Observable, Subject } from '../shared/emitter.ts'
import type { TakeOver } from '../shared/wire/shell-messages.ts'
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
  /** Keeps the place and loads the page again. */
  reload(): void
}

export class DomUpdate {
  readonly #ports: UpdatePorts
  readonly #end = new AbortController()
  readonly #offer = new Subject<UpdateOffer>('none')
  #state = initialUpdateState
  #cancelStep: () => void = () => {}
  #cancelLook: () => void = () => {}
  #controlled: boolean
  #waitsForOthers = false
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
    else if (!this.#reloading) {
      this.#reloading = true
      this.#ports.reload()
    }
  }

  async #takeOver(): Promise<void> {
    if (this.#waitsForOthers) {
      if (this.#state.asked === 'now') this.#take({ type: 'OthersPlay' })
      return
    }
    this.#waitsForOthers = true
    try {
      const { lock, registration } = this.#ports
      const message: TakeOver = { kind: 'grapevine-take-over' }
      if (await lock.ifOthersAreQuiet(() => registration.waiting?.postMessage(message))) return
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
