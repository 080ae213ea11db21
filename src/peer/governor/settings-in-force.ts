/**
 * The sharing settings as they hold now, to be watched: by what shows them and lets them be changed.
 *
 * It changes nothing itself: the governor writes, in this tab or another one. Pure: the store is handed in.
 */
import { Subject } from '../../shared/emitter.ts'
import type { SharingSettings, SharingSettingsStore } from './sharing-settings.ts'

export class SettingsInForce extends Subject<SharingSettings> {
  readonly #store: SharingSettingsStore

  constructor(store: SharingSettingsStore) {
    super(store.read())
    this.#store = store
    // For as long as the page stands: it has one of these.
    store.watch(() => this.refresh())
  }

  /** This tab wrote: no event tells that. */
  refresh(): void {
    const now = this.#store.read()
    const names = Object.keys(now) as (keyof SharingSettings)[]
    if (names.some((name) => now[name] !== this.snapshot[name])) this.set(now)
  }
}
