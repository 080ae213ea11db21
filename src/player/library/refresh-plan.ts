/**
 * Which of the shows that are followed are asked for new episodes now, and when to look again.
 *
 * Pure. By themselves shows are read again after half an hour, those that failed after longer and longer, none where the listener
 * saves data. Who asks for it by hand is answered at once, unless there is no network at all.
 */
import type { Subscription } from './subscription.ts'

const MINUTE_MS = 60_000
export const STALE_AFTER_MS = 30 * MINUTE_MS
const LONGEST_BACK_OFF_MS = 24 * 60 * MINUTE_MS
/** More side by side would take the line from what plays. */
export const MOST_AT_ONCE = 4

export interface RefreshConditions {
  /** Wall clock, milliseconds since 1970. */
  readonly now: number
  readonly online: boolean
  /** The browser is told to save data. */
  readonly savesData: boolean
  /** The listener wants shows refreshed without asking each time. */
  readonly byItself: boolean
  /** Asked for by hand. */
  readonly asked: ReadonlySet<string>
  readonly running: ReadonlySet<string>
  /** When each was last tried on this page, whatever came of it. */
  readonly tried: ReadonlyMap<string, number>
}

export interface RefreshPlan {
  /** In this order. */
  readonly start: readonly string[]
  /** When the next is due; absent: none will be before something changes. */
  readonly wakeAt?: number
}

export function planRefresh(subscriptions: readonly Subscription[], conditions: RefreshConditions): RefreshPlan {
  const { now, online, savesData, byItself, asked, running, tried } = conditions
  if (!online) return { start: [] }
  const waiting = subscriptions.filter(({ feedUrl }) => !running.has(feedUrl))
  const wished = waiting.filter(({ feedUrl }) => asked.has(feedUrl))
  const rest = byItself && !savesData ? waiting.filter(({ feedUrl }) => !asked.has(feedUrl)) : []
  const timed = rest.map((one) => ({ one, dueAt: dueAt(one, tried.get(one.feedUrl), now) }))
  const due = timed.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt)
  const start = [...wished, ...due.map(({ one }) => one)].slice(0, Math.max(0, MOST_AT_ONCE - running.size))
  // What is due and finds no place starts when one that runs is done.
  const later = timed.filter(({ dueAt }) => dueAt > now).map(({ dueAt }) => dueAt)
  return { start: start.map(({ feedUrl }) => feedUrl), ...(later.length > 0 && { wakeAt: Math.min(...later) }) }
}

/** @returns when a show is to be read again; a moment in the past where it is due. A clock that was set back delays nothing. */
function dueAt(subscription: Subscription, triedAt: number | undefined, now: number): number {
  const { failures, failedAt = 0, lastRefreshedAt = 0 } = subscription
  const past = (moment: number): number => (moment > now ? 0 : moment)
  const byRecord = failures > 0 ? past(failedAt) + backOff(failures) : past(lastRefreshedAt) + STALE_AFTER_MS
  const never = failures === 0 && past(lastRefreshedAt) === 0
  const byTry = triedAt === undefined ? 0 : past(triedAt) + STALE_AFTER_MS
  return Math.max(never ? 0 : byRecord, byTry)
}

/** Half an hour, an hour, two, ... a day. */
function backOff(failures: number): number {
  return Math.min(STALE_AFTER_MS * 2 ** (failures - 1), LONGEST_BACK_OFF_MS)
}
