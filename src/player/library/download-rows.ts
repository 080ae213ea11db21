/** Wanted episodes in their tables. Inside the caller's transaction. */
import type { Episode, Show } from '../../feed/types.ts'
import { fieldsOf } from './checked-fields.ts'
import { type Download, parseDownload, wantedDownload } from './download.ts'
import type { EpisodeRef } from './episode-ref.ts'
import type { RowReader, RowWriter } from './tables.ts'

/** UTF-16 units of HTML; longer notes are kept to here. */
const LONGEST_NOTES = 200_000

export async function readDownloads(rows: RowReader): Promise<readonly Download[]> {
  return (await rows.all('downloads')).flatMap((row) => parseDownload(row) ?? [])
}

/** An episode that is there already stays as it is, unless it failed: then it is tried again. */
export async function wantEpisode(
  rows: RowWriter,
  feedUrl: string,
  episode: Episode,
  show: Pick<Show, 'title' | 'imageUrl'>,
  now: number,
): Promise<void> {
  const known = parseDownload(await rows.get('downloads', [feedUrl, episode.guid]))
  if (known !== undefined && known.state !== 'failed') return
  await rows.put('downloads', wantedDownload(feedUrl, episode, show, now))
  await keepNotes(rows, feedUrl, episode)
}

/** Wanted episodes that came from a file know nothing but their names: now their feed was read. */
export async function fillDownloads(rows: RowWriter, feedUrl: string, show: Show): Promise<void> {
  for (const row of await rows.ofShow('downloads', feedUrl)) {
    const download = parseDownload(row)
    const episode = show.episodes.find(({ guid }) => guid === download?.guid)
    if (download === undefined || download.episode.enclosure !== undefined || episode === undefined) continue
    await rows.put('downloads', wantedDownload(feedUrl, episode, show, download.wantedAt))
    await keepNotes(rows, feedUrl, episode)
  }
}

export async function readNotes(rows: RowReader, { feedUrl, guid }: EpisodeRef): Promise<string | undefined> {
  const html = fieldsOf(await rows.get('notes', [feedUrl, guid]))?.html
  return typeof html === 'string' ? html : undefined
}

async function keepNotes(rows: RowWriter, feedUrl: string, { guid, notesHtml }: Episode): Promise<void> {
  if (notesHtml !== undefined) await rows.put('notes', { feedUrl, guid, html: notesHtml.slice(0, LONGEST_NOTES) })
}
