/**
 * Takes what is kept of an episode, or of a whole show, to another key: the publisher gave it another guid, or another address.
 * Inside the caller's transaction. Where something is there already, the newer stays.
 */

import { fieldsOf } from './checked-fields.ts'
import { parseDownload } from './download.ts'
import type { EpisodeRef } from './episode-ref.ts'
import { queued, withoutDoubles } from './global-queue.ts'
import { parseHeard } from './heard.ts'
import { parseNewEpisode } from './new-episode.ts'
import { readQueue, writeQueue } from './queue-rows.ts'
import type { RowWriter, TableOfShow } from './tables.ts'

const TABLES_OF_EPISODES = ['heard', 'news', 'downloads', 'notes'] as const satisfies readonly TableOfShow[]
type EpisodeTable = (typeof TABLES_OF_EPISODES)[number]

export async function moveEpisode(rows: RowWriter, from: EpisodeRef, to: EpisodeRef): Promise<void> {
  for (const table of TABLES_OF_EPISODES) {
    const row = await rows.get(table, [from.feedUrl, from.guid])
    if (row !== undefined) await moveRow(rows, table, row, from, to)
  }
  await renameQueued(rows, (ref) => (ref.feedUrl === from.feedUrl && ref.guid === from.guid ? to : ref))
}

/** All rows of a show, whatever episodes its feed has now. */
export async function moveShowRows(rows: RowWriter, from: string, to: string): Promise<void> {
  for (const table of TABLES_OF_EPISODES) {
    for (const row of await rows.ofShow(table, from)) {
      const guid = fieldsOf(row)?.guid
      if (typeof guid === 'string') await moveRow(rows, table, row, { feedUrl: from, guid }, { feedUrl: to, guid })
    }
    await rows.deleteOfShow(table, from)
  }
  await renameQueued(rows, (ref) => (ref.feedUrl === from ? { feedUrl: to, guid: ref.guid } : ref))
}

async function moveRow(rows: RowWriter, table: EpisodeTable, row: unknown, from: EpisodeRef, to: EpisodeRef) {
  const there = await rows.get(table, [to.feedUrl, to.guid])
  const { feedUrl, guid } = to
  if (there === undefined || momentOf(table, row) > momentOf(table, there)) {
    await rows.put(table, { ...fieldsOf(row), feedUrl, guid })
  }
  await rows.delete(table, [from.feedUrl, from.guid])
}

function momentOf(table: EpisodeTable, row: unknown): number {
  if (table === 'heard') return parseHeard(row)?.changedAt ?? 0
  if (table === 'news') return parseNewEpisode(row)?.newAt ?? 0
  return table === 'downloads' ? (parseDownload(row)?.wantedAt ?? 0) : 0
}

async function renameQueued(rows: RowWriter, rename: (ref: EpisodeRef) => EpisodeRef): Promise<void> {
  const queue = await readQueue(rows)
  const renamed = queue.map((entry) => {
    const ref = rename(entry)
    return ref === entry ? entry : queued(ref, entry)
  })
  if (renamed.some((entry, index) => entry !== queue[index])) await writeQueue(rows, withoutDoubles(renamed))
}
