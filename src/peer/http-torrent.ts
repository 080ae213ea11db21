/**
 * Gets an episode's torrent file: the one kept from an earlier visit, or the one the feed links to.
 *
 * Whichever it is, its info dict must match the `btih` the feed names; a feed without one trusts its own link.
 */
import { readCapped } from '../shared/http-body.ts'
import type { TorrentFile } from './torrent-file.ts'
import { MAX_TORRENT_BYTES, parseTorrentFile } from './torrent-file.ts'
import type { EpisodeSource } from './types.ts'
import { sha1 } from './webcrypto-hash.ts'

const TIMEOUT_MS = 15_000

/** @throws Error in words where no usable torrent file can be had. */
export async function fetchTorrent(source: EpisodeSource, signal: AbortSignal): Promise<TorrentFile> {
  if (source.torrentUrl === undefined) throw new Error('the feed names no torrent file for this episode')
  const response = await fetch(source.torrentUrl, {
    credentials: 'omit',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  if (!response.ok) throw new Error(`the torrent file could not be had (status ${response.status})`)
  const torrent = await parseTorrentFile(await readCapped(response, MAX_TORRENT_BYTES), sha1)
  if (source.infoHash !== undefined && torrent.infoHash !== source.infoHash) {
    throw new Error('the torrent file is not the one the feed names (another info hash)')
  }
  return torrent
}
