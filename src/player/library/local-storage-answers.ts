/** All answers about sharing in localStorage, as {@link LocalStorageConsent} keeps them one by one. */
import { LocalStorageConsent } from '../local-storage-consent.ts'
import type { AnswerStore } from './sharing-choices.ts'

const PREFIX = 'grapevine:sharing'

export const localStorageAnswers: AnswerStore = {
  get canRemember() {
    return new LocalStorageConsent(PREFIX).canRemember
  },
  read: (key) => new LocalStorageConsent(key).read(),
  write(key, answer) {
    if (answer !== undefined) return new LocalStorageConsent(key).write(answer)
    try {
      localStorage.removeItem(key)
      return true
    } catch {
      return false
    }
  },
  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key === PREFIX || key.startsWith(`${PREFIX}:`))
    } catch {
      return []
    }
  },
  watch(changed) {
    // `key` is null when the whole storage was cleared.
    const onStorage = ({ key }: StorageEvent): void => {
      if (key === null || key.startsWith(PREFIX)) changed()
    }
    addEventListener('storage', onStorage)
    return () => removeEventListener('storage', onStorage)
  },
}
