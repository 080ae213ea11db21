/**
 * Remembers the listener's answer about sharing one show in localStorage, for all tabs of this site.
 *
 * Storage may be refused (opaque frames, strict settings) or full: then nothing is remembered, and nothing throws.
 */
import type { ConsentStore, SharingAnswer } from './sharing-consent.ts'

const PROBE = 'grapevine:probe'

export class LocalStorageConsent implements ConsentStore {
  readonly #key: string

  /** @param key the show's, from `sharingScope` */
  constructor(key: string) {
    this.#key = key
  }

  get canRemember(): boolean {
    try {
      localStorage.setItem(PROBE, '1')
      localStorage.removeItem(PROBE)
      return true
    } catch {
      return false
    }
  }

  read(): SharingAnswer | undefined {
    try {
      const value = localStorage.getItem(this.#key)
      return value === 'share' || value === 'not-now' ? value : undefined
    } catch {
      return undefined
    }
  }

  write(answer: SharingAnswer): boolean {
    try {
      localStorage.setItem(this.#key, answer)
      return true
    } catch {
      return false
    }
  }

  watch(changed: () => void): () => void {
    // `key` is null when the whole storage was cleared: the answer is gone then, too.
    const onStorage = (event: StorageEvent) => {
      if (event.key === this.#key || event.key === null) changed()
    }
    addEventListener('storage', onStorage)
    return () => removeEventListener('storage', onStorage)
  }
}
