/**
 * How this listener likes to hear: what of it is kept from visit to visit, and what counts as a sound value.
 *
 * Pure; `local-storage-preferences.ts` keeps it. Anything that comes in from outside (storage, an event of a page) goes through
 * {@link changePreferences}, so whoever holds {@link Preferences} may believe every field.
 */
import type { Observable } from '../shared/emitter.ts'
import { clampRate } from './speed.ts'

export interface Preferences {
  /** 0.5 to 3. */
  readonly rate: number
  /** 0 to 1. */
  readonly volume: number
  readonly muted: boolean
  /** One of {@link SKIP_CHOICES}, as {@link skipForwardSeconds} is. */
  readonly skipBackSeconds: number
  readonly skipForwardSeconds: number
  /** Pauses between words are played fast. */
  readonly trimSilence: boolean
  /** Quiet voices are made louder. */
  readonly voiceBoost: boolean
  /** The show's next episode begins by itself; what the listener put into the queue does so anyway. */
  readonly autoplayNext: boolean
  readonly captions: boolean
  /** What is given to others stands in the tab's title. */
  readonly titleMeter: boolean
}

/** What is asked to become of some of them. */
export type PreferenceChange = Partial<Preferences>

/** Seconds that a skip may have. */
export const SKIP_CHOICES: readonly number[] = [5, 10, 15, 20, 30, 45, 60, 90]

export const defaultPreferences: Preferences = Object.freeze({
  rate: 1,
  volume: 1,
  muted: false,
  skipBackSeconds: 15,
  skipForwardSeconds: 30,
  trimSilence: false,
  voiceBoost: false,
  autoplayNext: false,
  captions: false,
  titleMeter: false,
})

/** The port that keeps preferences: one snapshot, told anew when this tab or another one changed it. */
export interface PreferenceStore extends Observable<Preferences> {
  /** Keeps what is sound of `change`; never throws, also where nothing can be kept. */
  change(change: PreferenceChange): void
}

/** `preferences` with what is sound of `change`; the same object where nothing became different. */
export function changePreferences(preferences: Preferences, change: PreferenceChange): Preferences {
  const next = sound({ ...preferences, ...withoutUndefined(change) }, preferences)
  const same = (Object.keys(next) as (keyof Preferences)[]).every((key) => next[key] === preferences[key])
  return same ? preferences : Object.freeze(next)
}

/** What storage gave back, made safe: a field that is missing or damaged is as it was by default, the others are kept. */
export function parsePreferences(text: string | null): Preferences {
  if (text === null) return defaultPreferences
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return defaultPreferences
    return changePreferences(defaultPreferences, value)
  } catch {
    return defaultPreferences
  }
}

/** Field by field: the wanted value where it is a sound one, else the one before. */
function sound(wanted: Readonly<Record<keyof Preferences, unknown>>, before: Preferences): Preferences {
  return {
    rate: isNumber(wanted.rate) ? clampRate(wanted.rate) : before.rate,
    volume: isNumber(wanted.volume) ? Math.min(1, Math.max(0, wanted.volume)) : before.volume,
    muted: flag(wanted.muted, before.muted),
    skipBackSeconds: skip(wanted.skipBackSeconds, before.skipBackSeconds),
    skipForwardSeconds: skip(wanted.skipForwardSeconds, before.skipForwardSeconds),
    trimSilence: flag(wanted.trimSilence, before.trimSilence),
    voiceBoost: flag(wanted.voiceBoost, before.voiceBoost),
    autoplayNext: flag(wanted.autoplayNext, before.autoplayNext),
    captions: flag(wanted.captions, before.captions),
    titleMeter: flag(wanted.titleMeter, before.titleMeter),
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function flag(value: unknown, before: boolean): boolean {
  return typeof value === 'boolean' ? value : before
}

function skip(value: unknown, before: number): number {
  return isNumber(value) && SKIP_CHOICES.includes(value) ? value : before
}

function withoutUndefined(change: PreferenceChange): PreferenceChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}
