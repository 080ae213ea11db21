/**
 * Whether this listener shares: the publisher's setting, the listener's answer, and whether it can be remembered.
 *
 * No swarm may be joined while the decision is anything but `on`: joining shows the listener's IP address to others. The
 * listener's word always wins over `on`; nothing wins over the publisher's `off`. Where an answer can't be remembered the
 * listener would be asked on every page, so nobody is asked and sharing stays off (unless the publisher set `on`).
 */
import { type Observable, Subject } from '../shared/emitter.ts'

/** What the publisher wants: ask each listener (default), share after disclosure unless refused, or never. */
export type SharingSetting = 'ask' | 'on' | 'off'
/** What the listener said. */
export type SharingAnswer = 'share' | 'not-now'

export type SharingDecision =
  /** Not asked yet: off, with an invitation. */
  | 'ask'
  | 'on'
  /** The listener's choice; the switch turns it on. */
  | 'off'
  /** The publisher does not want it: no switch. */
  | 'off-by-publisher'
  /** Off, because an answer could not be remembered. */
  | 'off-unremembered'

/** The port that remembers the answer. */
export interface ConsentStore {
  /** False where storage is refused, as in an opaque frame. */
  readonly canRemember: boolean
  read(): SharingAnswer | undefined
  /** @returns whether it was remembered. */
  write(answer: SharingAnswer): boolean
  /** Another tab's answer arrived. @returns the disposer. */
  watch(changed: () => void): () => void
}

export function decideSharing(
  setting: SharingSetting,
  answer: SharingAnswer | undefined,
  canRemember: boolean,
): SharingDecision {
  if (setting === 'off') return 'off-by-publisher'
  if (answer !== undefined) return answer === 'share' ? 'on' : 'off'
  if (setting === 'on') return 'on'
  return canRemember ? 'ask' : 'off-unremembered'
}

/** The publisher's setting from the page's `grapevine:sharing`; what is not understood means the careful default, `ask`. */
export function parseSharingSetting(value: string | null | undefined): SharingSetting {
  const word = value?.trim().toLowerCase()
  return word === 'on' || word === 'off' ? word : 'ask'
}

/** The decision as it stands, watched by the player, the page and the engine; the same in every tab. */
export class SharingConsent implements Observable<SharingDecision> {
  readonly setting: SharingSetting
  readonly #store: ConsentStore
  readonly #decision: Subject<SharingDecision>
  readonly #unwatch: () => void
  #answer: SharingAnswer | undefined
  /** False where an answer could not be written: then the store says what was before. */
  #isRemembered = true

  constructor(setting: SharingSetting, store: ConsentStore) {
    this.setting = setting
    this.#store = store
    this.#answer = store.read()
    this.#decision = new Subject(decideSharing(setting, this.#answer, store.canRemember))
    this.#unwatch = store.watch(() => {
      this.#isRemembered = true
      this.reread()
    })
  }

  get snapshot(): SharingDecision {
    return this.#decision.snapshot
  }

  subscribe(listener: (decision: SharingDecision) => void): () => void {
    return this.#decision.subscribe(listener)
  }

  /** The listener's answer. A yes that can't be remembered is no yes, unless sharing was the publisher's setting; a no always holds. */
  answer(on: boolean): void {
    const remembered = this.#store.write(on ? 'share' : 'not-now')
    this.#isRemembered = remembered
    const holds = remembered || !on || this.setting === 'on'
    this.#settle(holds ? (on ? 'share' : 'not-now') : undefined, remembered)
  }

  /** The answer that is remembered may be another, written by something else than this. */
  reread(): void {
    if (this.#isRemembered) this.#settle(this.#store.read(), this.#store.canRemember)
  }

  dispose(): void {
    this.#unwatch()
  }

  #settle(answer: SharingAnswer | undefined, canRemember: boolean): void {
    this.#answer = answer
    const decision = decideSharing(this.setting, this.#answer, canRemember)
    if (decision !== this.#decision.snapshot) this.#decision.set(decision)
  }
}
