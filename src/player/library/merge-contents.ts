/**
 * How what a file holds comes together with what is there: nothing is lost, and the newer word wins.
 *
 * Pure. The rule, for each kind (docs/library.md has it for people):
 * - a show that is only in one of them is followed; one in both keeps what was changed last, its older date of following, and
 *   what the feed itself said last;
 * - of an episode heard, the record that was changed last wins whole; a finish or a hearing that only the other knows is kept;
 * - the queue that is here stays in front; what only the file has comes behind it;
 * - settings that were changed last win.
 */
import { fieldsOf, withoutAbsent } from './checked-fields.ts'
import { type EpisodeRef, episodeKey } from './episode-ref.ts'
import { withoutDoubles } from './global-queue.ts'
import type { Heard } from './heard.ts'
import type { LibraryContents } from './library-contents.ts'
import { inOrder, type Subscription } from './subscription.ts'

/** How many of each are new here, or became other than they were. */
export interface MergeReport {
  readonly subscriptions: number
  readonly heard: number
  readonly queued: number
  readonly wanted: number
  readonly settings: boolean
}

export function mergeContents(here: LibraryContents, there: LibraryContents): LibraryContents {
  return {
    subscriptions: mergeSubscriptions(here.subscriptions, there.subscriptions),
    heard: mergeBy(episodeKey, here.heard, there.heard, mergeHeard),
    queue: withoutDoubles([...here.queue, ...there.queue]),
    wanted: mergeBy(episodeKey, here.wanted, there.wanted, (one) => one),
    settings: there.settings.changedAt > here.settings.changedAt ? there.settings : here.settings,
  }
}

export function reportMerge(before: LibraryContents, after: LibraryContents): MergeReport {
  return {
    subscriptions: differing(({ feedUrl }) => feedUrl, before.subscriptions, after.subscriptions).length,
    heard: differing(episodeKey, before.heard, after.heard).length,
    queued: differing(episodeKey, before.queue, after.queue).length,
    wanted: differing(episodeKey, before.wanted, after.wanted).length,
    settings: before.settings !== after.settings,
  }
}

/** @returns those of `after` that are new, or not what they were. */
export function differing<T extends object>(
  keyOf: (one: T) => string,
  before: readonly T[],
  after: readonly T[],
): readonly T[] {
  const old = new Map(before.map((one) => [keyOf(one), canonical(one)]))
  return after.filter((one) => old.get(keyOf(one)) !== canonical(one))
}

/** The same text for the same fields, in whatever order they stand. */
function canonical(value: object): string {
  return JSON.stringify(value, (_key, field: unknown) => {
    const fields = fieldsOf(field)
    return fields === undefined
      ? field
      : Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** Shows that are new here come behind those that are there, in their own order. */
function mergeSubscriptions(here: readonly Subscription[], there: readonly Subscription[]): readonly Subscription[] {
  const known = new Set(here.map(({ feedUrl }) => feedUrl))
  const behind = 1 + Math.max(-1, ...here.map(({ order }) => order))
  const added = inOrder(there.filter(({ feedUrl }) => !known.has(feedUrl))).map((one, index) => ({
    ...one,
    order: behind + index,
  }))
  const met = there.filter(({ feedUrl }) => known.has(feedUrl))
  return [...mergeBy(({ feedUrl }) => feedUrl, here, met, mergeSubscription), ...added]
}

function mergeSubscription(here: Subscription, there: Subscription): Subscription {
  const chosen = there.changedAt > here.changedAt ? there : here
  const read = (there.lastRefreshedAt ?? 0) > (here.lastRefreshedAt ?? 0) ? there : here
  const { title, author, imageUrl, language, lastRefreshedAt, newestPublishedAt, failedAt, problem } = read
  return {
    feedUrl: here.feedUrl,
    title,
    addedAt: Math.min(here.addedAt, there.addedAt),
    order: here.order,
    settings: chosen.settings,
    changedAt: chosen.changedAt,
    failures: read.failures,
    ...withoutAbsent({ author, imageUrl, language, lastRefreshedAt, newestPublishedAt, failedAt, problem }),
  }
}

function mergeHeard(here: Heard, there: Heard): Heard {
  const [newer, older] = there.changedAt > here.changedAt ? [there, here] : [here, there]
  const { resumeAt: _, ...about } = older
  const { atSeconds, changedAt, resumeAt, heardAt, finishedAt } = newer
  return {
    ...about,
    ...newer,
    atSeconds,
    changedAt,
    ...withoutAbsent({
      resumeAt,
      heardAt: latest(heardAt, older.heardAt),
      finishedAt: latest(finishedAt, older.finishedAt),
    }),
  }
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.max(a, b)
}

function mergeBy<T extends Subscription | EpisodeRef>(
  keyOf: (one: T) => string,
  here: readonly T[],
  there: readonly T[],
  merge: (here: T, there: T) => T,
): readonly T[] {
  const merged = new Map(here.map((one) => [keyOf(one), one]))
  for (const one of there) {
    const known = merged.get(keyOf(one))
    merged.set(keyOf(one), known === undefined ? one : merge(known, one))
  }
  return [...merged.values()]
}
