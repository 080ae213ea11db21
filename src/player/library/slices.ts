/** Reads what screens show at once. Inside the caller's transaction; what makes no sense is left out. */
import { parseDownload } from './download.ts'
import { parseHeard } from './heard.ts'
import type { HistoryPage, LibrarySlices, SliceName } from './library.ts'
import { defaultLibrarySettings, parseLibrarySettings } from './library-settings.ts'
import { parseNewEpisode } from './new-episode.ts'
import { readQueue, readSingle } from './queue-rows.ts'
import { inOrder, parseSubscription, type Subscription } from './subscription.ts'
import type { IndexKey, RowReader } from './tables.ts'

const MOST_TO_CONTINUE = 30
const MOST_NEW = 200
export const HISTORY_PAGE = 50

export const emptySlices: LibrarySlices = {
  subscriptions: [],
  continueListening: [],
  newEpisodes: [],
  queue: [],
  history: { heard: [] },
  downloads: [],
  settings: defaultLibrarySettings,
}

/** How each slice is read. */
export const SLICE_READERS: { readonly [K in SliceName]: (rows: RowReader) => Promise<LibrarySlices[K]> } = {
  subscriptions: readSubscriptions,
  // An episode without a title is of a show that was not read since: nothing to show it by yet.
  continueListening: async (rows) =>
    (await rows.latest('unfinished', MOST_TO_CONTINUE)).flatMap((row) => {
      const heard = parseHeard(row)
      return heard?.title === undefined ? [] : [heard]
    }),
  newEpisodes: async (rows) => (await rows.latest('newest', MOST_NEW)).flatMap((row) => parseNewEpisode(row) ?? []),
  queue: readQueue,
  history: (rows) => readHistory(rows, HISTORY_PAGE),
  downloads: async (rows) =>
    (await rows.all('downloads')).flatMap((row) => parseDownload(row) ?? []).sort((a, b) => a.wantedAt - b.wantedAt),
  settings: async (rows) => parseLibrarySettings(await readSingle(rows, 'settings')),
}

export async function readSubscriptions(rows: RowReader): Promise<readonly Subscription[]> {
  return inOrder((await rows.all('subscriptions')).flatMap((row) => parseSubscription(row) ?? []))
}

export async function readHistory(rows: RowReader, limit: number, before?: IndexKey): Promise<HistoryPage> {
  const found = await rows.latest('history', limit + 1, before)
  const heard = found.slice(0, limit).flatMap((row) => parseHeard(row) ?? [])
  const last = heard.at(-1)
  if (found.length <= limit || last?.heardAt === undefined) return { heard }
  return { heard, next: [last.heardAt, last.feedUrl, last.guid] }
}
