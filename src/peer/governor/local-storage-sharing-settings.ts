/**
 * Keeps the sharing settings in localStorage, for all tabs of this site.
 *
 * Storage may be refused or full: then what was set holds for this page, and nothing throws.
 */
import { parseSettings, type SharingSettings, type SharingSettingsStore } from './sharing-settings.ts'

const KEY = 'grapevine:sharing-settings'

export class LocalStorageSharingSettings implements SharingSettingsStore {
  #unkept: SharingSettings | undefined

  read(): SharingSettings {
    if (this.#unkept !== undefined) return this.#unkept
    try {
      return parseSettings(localStorage.getItem(KEY))
    } catch {
      return parseSettings(null)
    }
  }

  write(settings: SharingSettings): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(settings))
      this.#unkept = undefined
    } catch {
      this.#unkept = settings
    }
  }

  watch(changed: () => void): () => void {
    // `key` is null when the whole storage was cleared: the settings are gone then, too.
    const onStorage = (event: StorageEvent): void => {
      if (event.key === KEY || event.key === null) changed()
    }
    addEventListener('storage', onStorage)
    return () => removeEventListener('storage', onStorage)
  }
}
