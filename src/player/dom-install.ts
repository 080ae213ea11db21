/**
 * Whether the page can be put among the listener's apps, as this browser tells it, and doing so (`install-state.ts` decides).
 */
import { type Observable, Subject } from '../shared/emitter.ts'
import { installQuestion } from './dom-install-question.ts'
import {
  type InstallFact,
  type InstallOffer,
  initialInstallState,
  installAfter,
  installOffer,
} from './install-state.ts'

export class DomInstall {
  readonly #end = new AbortController()
  readonly #offer: Subject<InstallOffer>
  #state: ReturnType<typeof initialInstallState>

  constructor() {
    const alone = matchMedia('(display-mode: standalone)')
    const { userAgent, maxTouchPoints } = navigator
    this.#state = initialInstallState({
      userAgent,
      touchPoints: maxTouchPoints,
      // Safari on iPhone and iPad says it in its own way.
      standalone: alone.matches || (navigator as { readonly standalone?: boolean }).standalone === true,
      secure: isSecureContext,
    })
    if (installQuestion.snapshot.kept !== undefined) this.#state = installAfter(this.#state, { type: 'QuestionKept' })
    this.#offer = new Subject(installOffer(this.#state))
    const options = { signal: this.#end.signal }
    const leave = installQuestion.subscribe(({ kept }) => {
      if (kept !== undefined) this.#take({ type: 'QuestionKept' })
    })
    this.#end.signal.addEventListener('abort', leave)
    addEventListener('appinstalled', () => this.#take({ type: 'Installed' }), options)
    alone.addEventListener('change', () => this.#take({ type: 'WindowChanged', standalone: alone.matches }), options)
  }

  get offer(): Observable<InstallOffer> {
    return this.#offer
  }

  /** Puts the browser's question. Only within a tap or a key press: browsers refuse it otherwise. Never throws. */
  async ask(): Promise<void> {
    const { kept } = installQuestion.snapshot
    if (kept === undefined) return
    installQuestion.set({})
    this.#take({ type: 'QuestionOpened' })
    const accepted = await kept.prompt().then(
      ({ outcome }) => outcome === 'accepted',
      () => false,
    )
    this.#take({ type: 'QuestionAnswered', accepted })
  }

  dispose(): void {
    this.#end.abort()
  }

  #take(fact: InstallFact): void {
    this.#state = installAfter(this.#state, fact)
    const offer = installOffer(this.#state)
    if (offer !== this.#offer.snapshot) this.#offer.set(offer)
  }
}
