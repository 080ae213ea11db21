/**
 * Keeps one episode: finds its torrent file, sees whether there is room, fetches, and says how far it is.
 *
 * The chunk that is loaded with the first episode to be kept. What it decides stands in keep-plan.ts and room.ts.
 */
import { domClock } from '../../shared/dom-clock.ts'
import type { Subject } from '../../shared/emitter.ts'
import type { InfoHash } from '../../shared/ids.ts'
import { findTorrent } from '../http-find-torrent.ts'
import type { KeptEpisode } from '../kept-episode.ts'
import { HttpOrigin } from '../origin/http-origin.ts'
import { heldBytes } from '../piece-layout.ts'
import type { NamedByShow } from '../sharing-grants.ts'
import type { EpisodeRecord, PieceStore } from '../store/piece-store.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { EpisodeSource, KeepFailure, KeepOptions, KeepSnapshot } from '../types.ts'
import { isRoomFor } from './dom-room.ts'
import { KeepFetching } from './keep-fetching.ts'

const WITHDRAWN = 'its publisher took it back'

/** What this needs of the library of a tab. */
export interface KeepingLibrary {
  store(): Promise<PieceStore>
  kept(infoHash: InfoHash): Promise<EpisodeRecord | undefined>
  openKeeping(torrent: TorrentFile, named: NamedByShow | undefined): Promise<KeptEpisode>
  closeKeeping(infoHash: InfoHash): void
  isInUse(infoHash: InfoHash): boolean
  isWithdrawn(infoHash: InfoHash): boolean
  readonly playerHungry: boolean
  sharesIn(scope?: string): boolean
  /** Sharing is on, and what it takes is still being loaded. */
  joinsIn(scope?: string): boolean
}

/** Runs until it ends, and tells `to` on the way. Never rejects. */
export async function keepEpisode(
  library: KeepingLibrary,
  source: EpisodeSource,
  { signal, shares = false }: KeepOptions,
  to: Subject<KeepSnapshot>,
): Promise<void> {
  const tell = (change: Partial<KeepSnapshot>) => to.set({ ...to.snapshot, ...change })
  const fail = (failure: KeepFailure, detail: string) => tell({ state: 'failed', failure, detail })
  const stopped = (): boolean => {
    if (signal.aborted) tell({ state: 'stopped' })
    return signal.aborted
  }
  try {
    if (globalThis.crypto?.subtle === undefined) return fail('not-secure', 'only secure pages have WebCrypto')
    const store = await library.store()
    if (stopped()) return
    if (store.kind === 'memory') return fail('no-storage', 'this browser gives this site no storage')
    const found = await torrentOf(library, source, signal)
    if (stopped()) return
    if (found instanceof Error) return fail('no-torrent', found.message)
    const { torrent, trackers } = found
    const { infoHash, lengthBytes } = torrent
    if (library.isWithdrawn(infoHash)) return fail('withdrawn', WITHDRAWN)
    const episode = await library.openKeeping(torrent, shares ? { ...source, trackers } : undefined)
    try {
      const held = heldBytes(torrent, episode.pieces.bitfield)
      tell({ heldBytes: held, lengthBytes })
      if (stopped()) return
      if (!(await isRoomFor(lengthBytes - held, store, infoHash)))
        return fail('no-room', 'the device has no room for it')
      if (stopped()) return
      await fetchAll(library, source, episode, shares, signal, tell)
    } finally {
      library.closeKeeping(infoHash)
    }
  } catch (error) {
    fail('no-storage', String(error))
  }
}

function fetchAll(
  library: KeepingLibrary,
  source: EpisodeSource,
  episode: KeptEpisode,
  shares: boolean,
  signal: AbortSignal,
  tell: (change: Partial<KeepSnapshot>) => void,
): Promise<void> {
  const { torrent, pieces } = episode
  const { sharingScope } = source
  return new Promise((resolve) => {
    const end = (change: Partial<KeepSnapshot>) => {
      signal.removeEventListener('abort', onAbort)
      unwatch()
      fetching.dispose()
      tell(change)
      resolve()
    }
    const fetching = new KeepFetching({
      torrent,
      pieces,
      origin: new HttpOrigin({ url: source.url, sizeBytes: torrent.lengthBytes }),
      clock: domClock,
      rng: Math.random,
      link: () => (shares && library.sharesIn(sharingScope) ? episode.shared : undefined),
      joining: () => shares && library.joinsIn(sharingScope),
      playerHungry: () => library.playerHungry,
      isOpenInPlayer: () => library.isInUse(torrent.infoHash),
      progressed: (held) => tell({ heldBytes: held }),
      ended: (failure, detail = '') =>
        end(
          failure === undefined
            ? { state: 'kept', heldBytes: torrent.lengthBytes }
            : { state: 'failed', failure, detail },
        ),
    })
    const unwatch = episode.watch({
      pieceArrived: (piece, bytes) => fetching.takeFromPeers(piece, bytes),
      pieceLost: () => fetching.look(),
      peersChanged: () => fetching.look(),
      given: () => {},
      withdrawn: () => end({ state: 'failed', failure: 'withdrawn', detail: WITHDRAWN }),
    })
    const onAbort = () => end({ state: 'stopped' })
    signal.addEventListener('abort', onAbort, { once: true })
    fetching.look()
  })
}

async function torrentOf(library: KeepingLibrary, source: EpisodeSource, signal: AbortSignal) {
  const { infoHash } = source
  const kept = infoHash === undefined ? Promise.resolve(undefined) : library.kept(infoHash)
  return findTorrent(source, kept, signal).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  )
}
