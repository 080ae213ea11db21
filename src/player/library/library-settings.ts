/**
 * How the listener wants the library itself to work. How they like to hear is elsewhere (../preferences.ts), how much they give
 * with the engine.
 *
 * Pure. What is not understood is as it was by default.
 */
import { fieldsOf, momentField } from './checked-fields.ts'

export interface LibrarySettings {
  /** Shows are asked for new episodes when the page opens and while it stays open; else only by hand. */
  readonly refreshByItself: boolean
  /** Milliseconds since 1970, 0: never changed. The newer one wins where two meet. */
  readonly changedAt: number
}

export const defaultLibrarySettings: LibrarySettings = Object.freeze({
  refreshByItself: true,
  changedAt: 0,
})

export type LibrarySettingsChange = Partial<Omit<LibrarySettings, 'changedAt'>>

export function parseLibrarySettings(value: unknown): LibrarySettings {
  const fields = fieldsOf(value) ?? {}
  const { refreshByItself } = fields
  return Object.freeze({
    refreshByItself: typeof refreshByItself === 'boolean' ? refreshByItself : defaultLibrarySettings.refreshByItself,
    changedAt: momentField(fields.changedAt) ?? 0,
  })
}

export function changedLibrarySettings(
  settings: LibrarySettings,
  change: LibrarySettingsChange,
  now: number,
): LibrarySettings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => typeof value === 'boolean'))
  return parseLibrarySettings({ ...settings, ...given, changedAt: now })
}
