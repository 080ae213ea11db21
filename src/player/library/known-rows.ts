/** Whose files the engine holds. Inside the caller's transaction. */
import type { InfoHash } from '../../shared/ids.ts'
import { withoutAbsent } from './checked-fields.ts'
import { readDownloads } from './download-rows.ts'
import { fromChunks } from './episode-chunks.ts'
import { type EpisodeRef, type EpisodeWords, episodeKey, wordsOf } from './episode-ref.ts'
import { firstOfEach } from './first-of-each.ts'
import { parseHeard } from './heard.ts'
import { parseKeptShow } from './kept-show.ts'
import type { KnownEpisode } from './storage-view.ts'
import type { RowReader } from './tables.ts'

export async function readKnown(rows: RowReader, infoHashes: ReadonlySet<InfoHash>): Promise<readonly KnownEpisode[]> {
  const heard = (await rows.all('heard')).flatMap((row) => parseHeard(row) ?? [])
  const finished = new Set(heard.flatMap((one) => (one.finishedAt === undefined ? [] : [episodeKey(one)])))
  const wanted = (await readDownloads(rows)).flatMap((download): KnownEpisode[] => {
    const infoHash = download.episode.enclosure?.infoHash
    const isFinished = finished.has(episodeKey(download))
    return infoHash === undefined ? [] : [{ ...about(download), infoHash, isWanted: true, isFinished }]
  })
  const played = heard.flatMap((one): KnownEpisode[] => {
    const infoHash = one.swarm?.infoHash
    const isFinished = finished.has(episodeKey(one))
    return infoHash === undefined ? [] : [{ ...about(one), infoHash, isWanted: false, isFinished }]
  })
  const known = [...wanted, ...played].filter(({ infoHash }) => infoHashes.has(infoHash))
  const missing = new Set(infoHashes)
  for (const { infoHash } of known) missing.delete(infoHash)
  const read = missing.size === 0 ? [] : await readFromShows(rows, missing)
  return firstOfEach(({ infoHash }) => infoHash, [...known, ...read])
}

function about(one: EpisodeRef & Partial<EpisodeWords>): EpisodeRef & Partial<EpisodeWords> {
  const { feedUrl, guid, title, showTitle, imageUrl, durationSeconds } = one
  return { feedUrl, guid, ...withoutAbsent({ title, showTitle, imageUrl, durationSeconds }) }
}

/** One show after the other: many are never in memory at once. */
async function readFromShows(rows: RowReader, missing: ReadonlySet<InfoHash>): Promise<readonly KnownEpisode[]> {
  const found: KnownEpisode[] = []
  for (const row of await rows.all('shows')) {
    const show = parseKeptShow(row)
    if (show === undefined) continue
    for (const episode of fromChunks(await rows.ofShow('chunks', show.feedUrl))) {
      const infoHash = episode.enclosure?.infoHash
      if (infoHash === undefined || !missing.has(infoHash)) continue
      const ref = { feedUrl: show.feedUrl, guid: episode.guid }
      found.push({ ...ref, ...wordsOf(episode, show), infoHash, isWanted: false, isFinished: false })
    }
  }
  return found
}
