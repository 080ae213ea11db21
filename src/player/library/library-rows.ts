/** What becomes of the tables when the listener does something. Inside the caller's transaction. */

import { addressField, withoutAbsent } from './checked-fields.ts'
import { parseDownload, unreadDownload, wantedOf } from './download.ts'
import { readDownloads } from './download-rows.ts'
import { type EpisodeRef, type EpisodeSwarm, swarmOf } from './episode-ref.ts'
import { parseHeard, withoutFeedsWord } from './heard.ts'
import type { EpisodeMark, LeftBehind } from './library.ts'
import type { LibraryContents } from './library-contents.ts'
import { parseLibrarySettings } from './library-settings.ts'
import { differing } from './merge-contents.ts'
import { parseNewEpisode } from './new-episode.ts'
import { readQueue, readSingle, writeQueue, writeSingle } from './queue-rows.ts'
import { forgetShow } from './show-rows.ts'
import { readSubscriptions } from './slices.ts'
import { type AddedShow, newSubscription, parseSubscription } from './subscription.ts'
import { type RowReader, type RowWriter, TABLES } from './tables.ts'

export const keyOf = ({ feedUrl, guid }: EpisodeRef): readonly [string, string] => [feedUrl, guid]

export async function addSubscriptions(rows: RowWriter, shows: readonly AddedShow[], now: number): Promise<number> {
  const known = await readSubscriptions(rows)
  const followed = new Set(known.map(({ feedUrl }) => feedUrl))
  let order = 1 + Math.max(-1, ...known.map((one) => one.order))
  let added = 0
  for (const show of shows) {
    const feedUrl = addressField(show.feedUrl)
    if (feedUrl === undefined || followed.has(feedUrl)) continue
    followed.add(feedUrl)
    await rows.put('subscriptions', newSubscription({ ...show, feedUrl }, order++, now))
    added += 1
  }
  return added
}

export async function removeSubscription(rows: RowWriter, feedUrl: string): Promise<LeftBehind> {
  await rows.delete('subscriptions', feedUrl)
  await rows.deleteOfShow('news', feedUrl)
  return {
    heard: (await rows.ofShow('heard', feedUrl)).length,
    queued: (await readQueue(rows)).filter((entry) => entry.feedUrl === feedUrl).length,
    downloads: (await rows.ofShow('downloads', feedUrl)).length,
  }
}

export async function readMarks(rows: RowReader, feedUrl: string): Promise<ReadonlyMap<string, EpisodeMark>> {
  const marks = new Map<string, EpisodeMark>()
  const mark = (guid: string, change: Partial<EpisodeMark>): void => {
    marks.set(guid, { isNew: false, atSeconds: 0, isFinished: false, ...marks.get(guid), ...change })
  }
  for (const row of await rows.ofShow('heard', feedUrl)) {
    const heard = parseHeard(row)
    if (heard) mark(heard.guid, { atSeconds: heard.atSeconds, isFinished: heard.finishedAt !== undefined })
  }
  for (const row of await rows.ofShow('news', feedUrl)) {
    const found = parseNewEpisode(row)
    if (found) mark(found.guid, { isNew: true })
  }
  for (const row of await rows.ofShow('downloads', feedUrl)) {
    const download = parseDownload(row)
    if (download) mark(download.guid, { download: download.state })
  }
  return marks
}

export async function readSwarms(rows: RowReader): Promise<readonly (EpisodeRef & EpisodeSwarm)[]> {
  const heard = (await rows.all('heard')).flatMap((row) => {
    const { feedUrl, guid, swarm } = parseHeard(row) ?? {}
    return feedUrl === undefined || guid === undefined || swarm === undefined ? [] : [{ feedUrl, guid, ...swarm }]
  })
  const wanted = (await readDownloads(rows)).flatMap(({ feedUrl, guid, episode }) => {
    const swarm = swarmOf(episode)
    return swarm === undefined ? [] : [{ feedUrl, guid, ...swarm }]
  })
  return [...new Map([...heard, ...wanted].map((one) => [`${one.feedUrl} ${one.infoHash}`, one])).values()]
}

export async function readContents(rows: RowReader): Promise<LibraryContents> {
  return {
    subscriptions: await readSubscriptions(rows),
    heard: (await rows.all('heard')).flatMap((row) => {
      const heard = parseHeard(row)
      return heard === undefined ? [] : withoutFeedsWord(heard)
    }),
    queue: await readQueue(rows),
    wanted: (await readDownloads(rows)).map(wantedOf),
    settings: parseLibrarySettings(await readSingle(rows, 'settings')),
  }
}

/** Writes what a merge changed. */
export async function writeContents(rows: RowWriter, before: LibraryContents, after: LibraryContents): Promise<void> {
  const bySubscription = ({ feedUrl }: { readonly feedUrl: string }): string => feedUrl
  for (const row of differing(bySubscription, before.subscriptions, after.subscriptions)) {
    await rows.put('subscriptions', row)
  }
  for (const row of differing((one) => JSON.stringify(keyOf(one)), before.heard, after.heard)) {
    const { swarm, left } = parseHeard(await rows.get('heard', keyOf(row))) ?? {}
    await rows.put('heard', { ...row, ...withoutAbsent({ swarm, left }) })
  }
  for (const wanted of differing((one) => JSON.stringify(keyOf(one)), before.wanted, after.wanted)) {
    await rows.put('downloads', unreadDownload(wanted))
  }
  if (after.queue.length !== before.queue.length) await writeQueue(rows, after.queue)
  if (after.settings !== before.settings) await writeSingle(rows, 'settings', after.settings)
}

export async function clearShow(rows: RowWriter, feedUrl: string): Promise<void> {
  await rows.delete('subscriptions', feedUrl)
  await forgetShow(rows, feedUrl)
  for (const table of ['heard', 'news', 'downloads', 'notes'] as const) await rows.deleteOfShow(table, feedUrl)
  const queue = await readQueue(rows)
  await writeQueue(
    rows,
    queue.filter((entry) => entry.feedUrl !== feedUrl),
  )
}

export async function clearAll(rows: RowWriter): Promise<void> {
  for (const table of TABLES) await rows.clear(table)
}

export async function changeSubscription(
  rows: RowWriter,
  feedUrl: string,
  change: (one: NonNullable<ReturnType<typeof parseSubscription>>) => object,
): Promise<void> {
  const known = parseSubscription(await rows.get('subscriptions', feedUrl))
  if (known !== undefined) await rows.put('subscriptions', change(known))
}
