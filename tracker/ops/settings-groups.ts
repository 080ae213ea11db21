/**
 * The settings under headings, for help texts and docs. A setting belongs to the heading before it in the table, so that a new
 * one is never left out. Pure.
 */
import { type SettingAbout, type SettingName, TRACKER_SETTINGS } from './settings-schema.ts'

export interface SettingGroup {
  readonly title: string
  readonly settings: readonly SettingAbout[]
}

/** Each heading with the first setting below it, in the table's order. */
const HEADINGS: readonly (readonly [string, SettingName])[] = [
  ['Where it listens', 'transport'],
  ['What is served, and to whom', 'allowlistFile'],
  ['How listeners reach each other', 'iceServers'],
  ['The protocol', 'leaseSeconds'],
  ['Limits', 'maxMessageBytes'],
  ['Running it', 'drainNoticeSeconds'],
]

export const SETTING_GROUPS: readonly SettingGroup[] = HEADINGS.map(([title, first], index) => {
  const next = HEADINGS[index + 1]?.[1]
  return { title, settings: TRACKER_SETTINGS.slice(placeOf(first), next && placeOf(next)) }
})

function placeOf(first: SettingName): number {
  return TRACKER_SETTINGS.findIndex(({ name }) => name === first)
}

/** A default in words: `none` for an empty list, nothing where there is none. */
export function defaultInWords({ kind, default: value }: SettingAbout): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  if (kind === 'flag') return value === true ? 'on' : 'off'
  return value === undefined ? '' : String(value)
}
