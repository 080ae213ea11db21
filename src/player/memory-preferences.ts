/** Keeps preferences for this page alone: where nobody else keeps them. */
import { Subject } from '../shared/emitter.ts'
import {
  changePreferences,
  defaultPreferences,
  type PreferenceChange,
  type PreferenceStore,
  type Preferences,
} from './preferences.ts'

export class MemoryPreferences extends Subject<Preferences> implements PreferenceStore {
  constructor() {
    super(defaultPreferences)
  }

  change(change: PreferenceChange): void {
    const next = changePreferences(this.snapshot, change)
    if (next !== this.snapshot) this.set(next)
  }
}
