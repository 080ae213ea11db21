/**
 * The answers about sharing that a page goes by, one for each show; the engine is told of them, as long as the page is open.
 *
 * Pure. What was opened stays with the engine after the player has gone on to another show, and a no must reach it there: so it is told
 * of every show that was looked at here, not only of that in the player.
 */
import { type ConsentStore, SharingConsent } from './sharing-consent.ts'
import type { SharingScope } from './sharing-scope.ts'

/** What is needed of the engine. */
export interface SharingSwitches {
  setSharing(on: boolean, scope: string): void
}

export class ShowAnswers {
  readonly #openStore: (key: string) => ConsentStore
  readonly #consents = new Map<string, SharingConsent>()
  #engine: SharingSwitches | undefined

  /** @param openStore where the answer with this key is remembered */
  constructor(openStore: (key: string) => ConsentStore) {
    this.#openStore = openStore
  }

  /** The same object each time: where nothing can be stored this is all that knows of an answer. The engine goes by it from now on. */
  of({ key, setting }: SharingScope): SharingConsent {
    const known = this.#consents.get(key)
    if (known !== undefined) return known
    const consent = new SharingConsent(setting, this.#openStore(key))
    this.#consents.set(key, consent)
    consent.subscribe(() => this.#turn(key, consent))
    this.#turn(key, consent)
    return consent
  }

  /** What is named to the engine as of this show goes by its answer. @returns the `sharingScope` to name with it */
  scopeOf(scope: SharingScope): string {
    this.of(scope)
    return scope.key
  }

  /** The engine is here. */
  tell(engine: SharingSwitches): void {
    this.#engine = engine
    for (const [key, consent] of this.#consents) this.#turn(key, consent)
  }

  /** Something else on this page has written answers. */
  reread(): void {
    for (const consent of this.#consents.values()) consent.reread()
  }

  #turn(key: string, { snapshot }: SharingConsent): void {
    this.#engine?.setSharing(snapshot === 'on', key)
  }
}
