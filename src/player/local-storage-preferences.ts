/**
 * Keeps preferences in localStorage under one key, for all shows and tabs of this site.
 *
 * Storage may be refused (opaque frames, strict settings) or full: then they hold for this page only, and nothing throws. A
 * change is laid over what storage holds at that moment, so that two tabs that change different things lose neither.
 */
import { Subject } from '../shared/emitter.ts'
import {
  changePreferences,
  defaultPreferences,
  type PreferenceChange,
  type PreferenceStore,
  type Preferences,
  parsePreferences,
} from './preferences.ts'

const KEY = 'grapevine:preferences'

export class LocalStoragePreferences extends Subject<Preferences> implements PreferenceStore {
  constructor() {
    super(stored() ?? defaultPreferences)
    // `key` is null when the whole storage was cleared.
    addEventListener('storage', this.#onStorage)
  }

  change(change: PreferenceChange): void {
    const next = changePreferences(stored() ?? this.snapshot, change)
    try {
      localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // Refused or full: what is read back later is what could be kept before, so this page goes by its own memory.
    }
    this.#take(changePreferences(this.snapshot, change))
  }

  /** Stops hearing of other tabs. */
  dispose(): void {
    removeEventListener('storage', this.#onStorage)
  }

  readonly #onStorage = (event: StorageEvent): void => {
    if (event.key === KEY || event.key === null) this.#take(stored() ?? this.snapshot)
  }

  #take(next: Preferences): void {
    const changed = changePreferences(this.snapshot, next)
    if (changed !== this.snapshot) this.set(changed)
  }
}

/** `undefined` where storage is refused. */
function stored(): Preferences | undefined {
  try {
    return parsePreferences(localStorage.getItem(KEY))
  } catch {
    return undefined
  }
}
