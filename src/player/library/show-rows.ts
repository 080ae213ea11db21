/**
 * What becomes of the tables when a show was read, could not be read, or has moved. Inside the caller's transaction.
 */
import type { Show } from '../../feed/types.ts'
import { withoutAbsent } from './checked-fields.ts'
import { fillDownloads } from './download-rows.ts'
import { changedChunks, fromChunks, toChunks } from './episode-chunks.ts'
import { swarmOf, wordsOf } from './episode-ref.ts'
import { parseHeard } from './heard.ts'
import { forgottenShows, type KeptShow, keptShow, type OfflineShow, parseKeptShow } from './kept-show.ts'
import { mergeShow, newestMoment } from './merge-show.ts'
import { moveEpisode, moveShowRows } from './moved-rows.ts'
import { newEpisode } from './new-episode.ts'
import { parseSubscription, type RefreshProblem, type Subscription } from './subscription.ts'
import type { RowReader, RowWriter } from './tables.ts'

export interface TakeShowOptions {
  /** Wall clock, milliseconds since 1970. */
  readonly now: number
  /** False where the feed broke off: what is missing then was not withdrawn. */
  readonly whole?: boolean
}

/** What a reading of the feed changed. */
export interface TakenShow {
  readonly added: number
  /** Of these the listener is told: they came since they follow the show. */
  readonly fresh: number
  readonly changed: number
  readonly withdrawn: number
  /** Known ones that have another guid now. */
  readonly renamed: number
}

export async function readShow(rows: RowReader, feedUrl: string): Promise<OfflineShow | undefined> {
  const show = parseKeptShow(await rows.get('shows', feedUrl))
  if (show === undefined) return undefined
  return { ...show, episodes: fromChunks(await rows.ofShow('chunks', feedUrl)), warnings: [] }
}

export async function takeShow(
  rows: RowWriter,
  feedUrl: string,
  show: Show,
  { now, whole = true }: TakeShowOptions,
): Promise<TakenShow> {
  const before = await readShow(rows, feedUrl)
  const merged = mergeShow(before?.episodes, show.episodes, whole)
  await writeChunks(rows, feedUrl, before, merged.episodes)
  const kept = keptShow(feedUrl, show, now)
  await rows.put('shows', kept)
  for (const { from, to } of merged.renamed) await moveEpisode(rows, { feedUrl, guid: from }, { feedUrl, guid: to })
  for (const guid of merged.withdrawn) await rows.delete('news', [feedUrl, guid])
  await keepLeft(rows, feedUrl, before?.episodes ?? [], new Set(merged.withdrawn))

  const subscription = parseSubscription(await rows.get('subscriptions', feedUrl))
  const fresh = subscription === undefined ? [] : merged.fresh
  for (const episode of fresh) await rows.put('news', newEpisode(feedUrl, episode, show, now))
  await nameHeard(rows, feedUrl, show)
  await fillDownloads(rows, feedUrl, show)
  if (subscription === undefined) await forgetVisited(rows)
  else await rows.put('subscriptions', refreshed(subscription, kept, newestMoment(merged.episodes), now))
  return {
    added: merged.added.length,
    fresh: fresh.length,
    changed: merged.changed,
    withdrawn: merged.withdrawn.length,
    renamed: merged.renamed.length,
  }
}

/** Its feed could not be had: when to ask again is the planner's. */
export async function noteFailure(
  rows: RowWriter,
  feedUrl: string,
  problem: RefreshProblem,
  now: number,
): Promise<void> {
  const subscription = parseSubscription(await rows.get('subscriptions', feedUrl))
  if (subscription === undefined) return
  await rows.put('subscriptions', { ...subscription, failures: subscription.failures + 1, failedAt: now, problem })
}

/** The show is at another address now: everything that was kept of it goes there. */
export async function moveShow(rows: RowWriter, from: string, to: string, now: number): Promise<void> {
  const subscription = parseSubscription(await rows.get('subscriptions', from))
  const there = parseSubscription(await rows.get('subscriptions', to))
  if (subscription !== undefined && there === undefined) {
    await rows.put('subscriptions', { ...subscription, feedUrl: to, changedAt: now })
  }
  await rows.delete('subscriptions', from)
  const show = await readShow(rows, from)
  if (show !== undefined && (await rows.get('shows', to)) === undefined) {
    const { episodes, warnings: _, ...words } = show
    await rows.put('shows', { ...words, feedUrl: to })
    for (const chunk of toChunks(to, episodes)) await rows.put('chunks', chunk)
  }
  await forgetShow(rows, from)
  await moveShowRows(rows, from, to)
}

/** Only what can be read again. */
export async function forgetShow(rows: RowWriter, feedUrl: string): Promise<void> {
  await rows.delete('shows', feedUrl)
  await rows.deleteOfShow('chunks', feedUrl)
}

async function writeChunks(
  rows: RowWriter,
  feedUrl: string,
  before: OfflineShow | undefined,
  episodes: OfflineShow['episodes'],
): Promise<void> {
  const old = toChunks(feedUrl, before?.episodes ?? [])
  const next = toChunks(feedUrl, episodes)
  for (const chunk of changedChunks(old, next)) await rows.put('chunks', chunk)
  for (const { at } of old.slice(next.length)) await rows.delete('chunks', [feedUrl, at])
}

/** Positions that were taken over from before the library, or from a file, know neither title nor swarm: the feed does. */
async function nameHeard(rows: RowWriter, feedUrl: string, show: Show): Promise<void> {
  const episodes = new Map(show.episodes.map((episode) => [episode.guid, episode]))
  for (const row of await rows.ofShow('heard', feedUrl)) {
    const heard = parseHeard(row)
    const episode = heard && episodes.get(heard.guid)
    if (heard === undefined || episode === undefined) continue
    const swarm = swarmOf(episode)
    if (heard.title !== undefined && (heard.swarm !== undefined || swarm === undefined)) continue
    await rows.put('heard', { ...heard, ...wordsOf(episode, show), ...withoutAbsent({ swarm: heard.swarm ?? swarm }) })
  }
}

/** What was heard and has left the list stays what it was: its page, and what is here of its file, are still wanted. */
async function keepLeft(
  rows: RowWriter,
  feedUrl: string,
  before: OfflineShow['episodes'],
  withdrawn: ReadonlySet<string>,
): Promise<void> {
  for (const left of before) {
    if (!withdrawn.has(left.guid)) continue
    const heard = parseHeard(await rows.get('heard', [feedUrl, left.guid]))
    if (heard !== undefined) await rows.put('heard', { ...heard, left })
  }
}

async function forgetVisited(rows: RowWriter): Promise<void> {
  const shows = (await rows.all('shows')).flatMap((row) => parseKeptShow(row) ?? [])
  const followed = new Set((await rows.all('subscriptions')).map((row) => parseSubscription(row)?.feedUrl))
  for (const feedUrl of forgottenShows(shows, (one) => followed.has(one))) await forgetShow(rows, feedUrl)
}

/** A feed that lost its title or cover for a day does not take them from the list. */
function refreshed(
  { failedAt: _, problem: __, ...subscription }: Subscription,
  show: KeptShow,
  newestPublishedAt: number | undefined,
  now: number,
): Subscription {
  const { title, author, imageUrl, language } = show
  return {
    ...subscription,
    ...(title === '' ? {} : { title }),
    ...withoutAbsent({ author, imageUrl, language, newestPublishedAt }),
    lastRefreshedAt: now,
    failures: 0,
  }
}
