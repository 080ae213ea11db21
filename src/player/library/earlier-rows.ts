/**
 * Takes over what was kept before there was a library: positions and queues in localStorage, which the embedded player still uses.
 *
 * Each visit again, since an embed on this site may have been used in between: a position that differs from ours was written by
 * someone else since, because what the library writes it writes in both places. A show's queue is taken once: what was played
 * or taken out here would else come back. Inside the caller's transaction.
 */
import type { PlaceInEpisode, Positions } from '../positions.ts'
import type { Queue } from '../queue.ts'
import { fieldsOf } from './checked-fields.ts'
import { parseEpisodeKey } from './episode-ref.ts'
import { withEarlierQueues } from './global-queue.ts'
import { heardUpTo, outOfHistory, parseHeard } from './heard.ts'
import { keyOf } from './library-rows.ts'
import { readQueue, readSingle, writeQueue, writeSingle } from './queue-rows.ts'
import type { RowWriter } from './tables.ts'

export interface EarlierKept {
  /** By episode key, the most recently heard last. */
  readonly positions: Positions
  /** By feed address. */
  readonly queues: ReadonlyMap<string, Queue>
}

/** The port for it. */
export interface EarlierStorage {
  read(): EarlierKept
  /** An episode was heard up to here; at once, so that a page that is closed now loses nothing. */
  writePosition(episodeKey: string, place: PlaceInEpisode): void
  /** Puts these in place of all positions, the most recently heard last. */
  rewritePositions(positions: readonly (readonly [episodeKey: string, atSeconds: number])[]): void
  /** Forgets what is there of one show, or everything. */
  clear(feedUrl?: string): void
}

export async function takeEarlier(rows: RowWriter, { positions, queues }: EarlierKept, now: number): Promise<void> {
  const entries = Object.entries(positions).flatMap(([key, atSeconds]) => {
    const ref = parseEpisodeKey(key)
    return ref === undefined ? [] : [{ ref, atSeconds }]
  })
  // All asked for at once: one after the other, two hundred would be felt at each visit.
  const known = await Promise.all(entries.map(({ ref }) => rows.get('heard', keyOf(ref))))
  for (const [index, { ref, atSeconds }] of entries.entries()) {
    const before = parseHeard(known[index])
    if (before?.atSeconds === Math.floor(atSeconds)) continue
    // No moment is known, only the order: it is kept by milliseconds.
    const moment = now - (entries.length - index)
    const heard = heardUpTo(before, ref, { atSeconds, durationSeconds: Number.NaN }, moment)
    // Into the history only where it is known that it was heard since the last visit.
    if (heard !== undefined) await rows.put('heard', before === undefined ? outOfHistory(heard) : heard)
  }
  await takeQueues(rows, queues)
}

async function takeQueues(rows: RowWriter, queues: ReadonlyMap<string, Queue>): Promise<void> {
  const value = fieldsOf(await readSingle(rows, 'earlier'))?.queues
  const taken = new Set<unknown>(Array.isArray(value) ? value : [])
  const untaken = new Map([...queues].filter(([feedUrl]) => !taken.has(feedUrl)))
  if (untaken.size === 0) return
  await writeQueue(rows, withEarlierQueues(await readQueue(rows), untaken))
  await writeSingle(rows, 'earlier', { queues: [...taken, ...untaken.keys()] })
}
