/**
 * A show the listener follows: what they chose, and the few words about it that Home shows without reading the show.
 *
 * Pure. Whether it is shared is not here: that answer stands where player, page and embed read it before anything joins a
 * swarm (sharing-choices.ts), and an answer kept twice could be two answers.
 */
import type { Preferences } from '../preferences.ts'
import { clampRate } from '../speed.ts'
import {
  addressField,
  countField,
  type Fields,
  fieldsOf,
  flagField,
  momentField,
  textField,
  withoutAbsent,
} from './checked-fields.ts'

/** What is heard differently in this show; absent: as everywhere. */
export type ShowSettings = Partial<Pick<Preferences, 'rate' | 'trimSilence' | 'voiceBoost'>>

/** Why a show could not be refreshed. Words for people: `src/player/error-words.ts`. */
export const REFRESH_PROBLEMS = ['feed-unreachable', 'feed-refused', 'feed-unreadable', 'feed-too-large'] as const
export type RefreshProblem = (typeof REFRESH_PROBLEMS)[number]

/** Moments are milliseconds since 1970. */
export interface Subscription {
  /** Absolute, http or https, without a fragment: what the show is known by. */
  readonly feedUrl: string
  readonly title: string
  readonly author?: string
  readonly imageUrl?: string
  /** BCP 47. */
  readonly language?: string
  readonly addedAt: number
  /** Place in the listener's own order, from 0. */
  readonly order: number
  readonly settings: ShowSettings
  /** When the listener last changed something of it; the newer one wins where two meet. */
  readonly changedAt: number
  /** The last time its feed was read whole; absent: never. */
  readonly lastRefreshedAt?: number
  /** Of the newest episode known. */
  readonly newestPublishedAt?: number
  /** Refreshes that failed since the last that did not. */
  readonly failures: number
  readonly failedAt?: number
  readonly problem?: RefreshProblem
}

/** What somebody who adds a show knows of it. */
export type AddedShow = Pick<Subscription, 'feedUrl'> &
  Partial<Pick<Subscription, 'title' | 'author' | 'imageUrl' | 'language'>>

/** What storage or a file gave, made safe; `undefined` where it names no feed. */
export function parseSubscription(value: unknown): Subscription | undefined {
  const fields = fieldsOf(value)
  const feedUrl = addressField(fields?.feedUrl)
  if (fields === undefined || feedUrl === undefined) return undefined
  const addedAt = momentField(fields.addedAt) ?? 0
  return {
    feedUrl,
    title: textField(fields.title) ?? titleOfAddress(feedUrl),
    addedAt,
    order: countField(fields.order) ?? Number.MAX_SAFE_INTEGER,
    settings: parseShowSettings(fields.settings),
    changedAt: momentField(fields.changedAt) ?? addedAt,
    failures: countField(fields.failures) ?? 0,
    ...withoutAbsent({
      ...aboutShow(fields),
      lastRefreshedAt: momentField(fields.lastRefreshedAt),
      newestPublishedAt: momentField(fields.newestPublishedAt),
      failedAt: momentField(fields.failedAt),
      problem: REFRESH_PROBLEMS.find((problem) => problem === fields.problem),
    }),
  }
}

/** A show as it is when it is followed anew. */
export function newSubscription(show: AddedShow, order: number, now: number): Subscription {
  return {
    feedUrl: show.feedUrl,
    title: textField(show.title) ?? titleOfAddress(show.feedUrl),
    addedAt: now,
    order,
    settings: {},
    changedAt: now,
    failures: 0,
    ...withoutAbsent(aboutShow({ ...show })),
  }
}

export function parseShowSettings(value: unknown): ShowSettings {
  const { rate, trimSilence, voiceBoost } = fieldsOf(value) ?? {}
  return withoutAbsent({
    rate: typeof rate === 'number' && Number.isFinite(rate) ? clampRate(rate) : undefined,
    trimSilence: flagField(trimSilence),
    voiceBoost: flagField(voiceBoost),
  })
}

/** In the listener's order; what has none yet by when it was added. */
export function inOrder(subscriptions: readonly Subscription[]): Subscription[] {
  return [...subscriptions].sort(
    (a, b) => a.order - b.order || a.addedAt - b.addedAt || (a.feedUrl < b.feedUrl ? -1 : 1),
  )
}

/** The order after one was moved to a place, counted from 0; the same list where it is not there. */
export function withMoved(
  subscriptions: readonly Subscription[],
  feedUrl: string,
  toIndex: number,
): readonly Subscription[] {
  const sorted = inOrder(subscriptions)
  const moved = sorted.find((one) => one.feedUrl === feedUrl)
  if (moved === undefined) return subscriptions
  const others = sorted.filter((one) => one !== moved)
  const index = Math.min(Math.max(0, Math.floor(toIndex)), others.length)
  return [...others.slice(0, index), moved, ...others.slice(index)].map((one, order) =>
    one.order === order ? one : { ...one, order },
  )
}

function aboutShow(fields: Fields) {
  return {
    author: textField(fields.author),
    imageUrl: addressField(fields.imageUrl),
    language: textField(fields.language, 35),
  }
}

/** Until the feed says better. */
function titleOfAddress(feedUrl: string): string {
  return new URL(feedUrl).hostname
}
