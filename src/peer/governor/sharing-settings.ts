/**
 * How much a listener gives, and when not: the settings, their defaults, and what is accepted as one.
 *
 * Pure. Callers' mistakes are refused in words; what was stored and got damaged counts as never set.
 */

export interface SharingSettings {
  /** Piece bytes given in one local day by all tabs of this site together. 0 gives nothing. */
  readonly allowanceBytesPerDay: number | 'unlimited'
  /** Cap on upload. Half of it where the kind of connection can't be known. */
  readonly uploadBytesPerSecond: number
  /** No sharing below 40 % of charge, unless plugged in. */
  readonly pauseOnBattery: boolean
  /** No sharing on mobile data, or where the browser is told to save data. */
  readonly pauseOnMetered: boolean
  /** The listener says that a connection we can't know is one to share on: lifts the pause on phones, the halved cap elsewhere. */
  readonly shareOnUnknownConnection: boolean
}

/** 250 MB a day at 1 Mbit/s. */
export const DEFAULT_SHARING_SETTINGS: SharingSettings = {
  allowanceBytesPerDay: 250_000_000,
  uploadBytesPerSecond: 125_000,
  pauseOnBattery: true,
  pauseOnMetered: true,
  shareOnUnknownConnection: false,
}

/** Keeps the settings for the whole site. */
export interface SharingSettingsStore {
  read(): SharingSettings
  write(settings: SharingSettings): void
  /** Another tab wrote. @returns the disposer. */
  watch(changed: () => void): () => void
}

interface Rule {
  readonly accepts: (value: unknown) => boolean
  readonly wanted: string
}

const FLAG: Rule = { accepts: (value) => typeof value === 'boolean', wanted: 'true or false' }
const RULES: Readonly<Record<keyof SharingSettings, Rule>> = {
  allowanceBytesPerDay: {
    accepts: (value) => value === 'unlimited' || (Number.isSafeInteger(value) && Number(value) >= 0),
    wanted: "a whole number of bytes, 0 or more, or 'unlimited'",
  },
  uploadBytesPerSecond: {
    accepts: (value) => Number.isSafeInteger(value) && Number(value) > 0,
    wanted: 'a whole number of bytes above 0 (to give nothing, set allowanceBytesPerDay to 0)',
  },
  pauseOnBattery: FLAG,
  pauseOnMetered: FLAG,
  shareOnUnknownConnection: FLAG,
}

/** @returns the settings with `change` in them; what it leaves out stays. @throws {RangeError} that says what is wanted. */
export function changeSettings(settings: SharingSettings, change: Partial<SharingSettings>): SharingSettings {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  for (const [name, value] of given) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name as keyof SharingSettings] : undefined
    if (rule === undefined) throw new RangeError(`there is no sharing setting '${name}'`)
    if (!rule.accepts(value)) throw new RangeError(`the sharing setting ${name} must be ${rule.wanted}`)
  }
  return { ...settings, ...Object.fromEntries(given) }
}

/** Settings as they were stored: each that makes no sense (any more) is the default. Never throws. */
export function parseSettings(text: string | null): SharingSettings {
  const stored = parseObject(text)
  const known = Object.keys(RULES).filter(
    (name) => Object.hasOwn(stored, name) && RULES[name as keyof SharingSettings].accepts(stored[name]),
  )
  return { ...DEFAULT_SHARING_SETTINGS, ...Object.fromEntries(known.map((name) => [name, stored[name]])) }
}

function parseObject(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
