/**
 * Finds an episode's torrent file: the one kept from an earlier visit and the one on the web side by side. The kept one needs no network,
 * the fetched one no storage.
 */
import { domClock } from '../shared/dom-clock.ts'
import type { InfoHash } from '../shared/ids.ts'
import { fetchTorrent } from './http-torrent.ts'
import type { EpisodeRecord } from './store/piece-store.ts'
import { parseTorrentFile, type TorrentFile } from './torrent-file.ts'
import type { EpisodeSource } from './types.ts'
import { sha1 } from './webcrypto-hash.ts'

/** The kept torrent file saves a request, if it comes at once. */
const STORE_HEAD_START_MS = 100

export interface FoundTorrent {
  readonly torrent: TorrentFile
  readonly trackers: readonly string[]
}

/**
 * @param kept what an earlier visit left, if anything
 * @throws Error where neither is to be had, or neither is the one that the feed names
 */
export async function findTorrent(
  source: EpisodeSource,
  kept: Promise<EpisodeRecord | undefined>,
  signal: AbortSignal,
): Promise<FoundTorrent> {
  const fromStore = kept.then(async (record) => {
    if (record?.torrentFile === undefined) throw new Error('no torrent file is kept')
    // Its trackers are not believed: see SharingGrants.open.
    return { torrent: await parseOwnTorrent(record.torrentFile, record.infoHash), trackers: source.trackers }
  })
  const namesTrackers = source.trackers.length > 0
  const headStart = new Promise<undefined>((resolve) => {
    domClock.after(STORE_HEAD_START_MS, () => resolve(undefined))
  })
  const held = await Promise.race([fromStore.catch(() => undefined), headStart])
  if (held !== undefined && namesTrackers) return held
  const fetched = fetchTorrent(source, signal).then((torrent) => ({
    torrent,
    trackers: namesTrackers ? source.trackers : torrent.announce,
  }))
  return namesTrackers ? Promise.any([fromStore, fetched]) : fetched.catch(() => fromStore)
}

/** @throws Error where the kept file is not the one it was kept for. */
async function parseOwnTorrent(bytes: Uint8Array, infoHash: InfoHash): Promise<TorrentFile> {
  const torrent = await parseTorrentFile(bytes, sha1)
  if (torrent.infoHash !== infoHash) throw new Error('the kept torrent file is damaged')
  return torrent
}
