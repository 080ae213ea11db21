/**
 * One episode that is open or re-seeded: its verified pieces, its swarm while sharing is on, and those who watch it.
 *
 * It joins pieces to peers and decides nothing: whether to share is the library's switch, what to fetch the engine's plan.
 */
import type { PieceIndex } from '../shared/ids.ts'
import type { PieceStore } from './store/piece-store.ts'
import { VerifiedPieces } from './store/verified-store.ts'
import type { SharedEpisode, Sharing, SharingListener } from './swarm/sharing.ts'
import type { Sha1, TorrentFile } from './torrent-file.ts'

/** Told when an episode's sharing changed in a way that shows. */
export interface KeptEpisodeWatcher extends SharingListener {
  /** A held piece is gone: damaged in the store, or there was no room for it. */
  pieceLost(piece: PieceIndex): void
}

/** An episode that is open or re-seeded: its verified pieces, and its swarm while sharing is on. */
export class KeptEpisode {
  readonly torrent: TorrentFile
  readonly trackers = new Set<string>()
  readonly #watchers = new Set<KeptEpisodeWatcher>()
  #pieces: VerifiedPieces | undefined
  #shared: SharedEpisode | undefined

  private constructor(torrent: TorrentFile) {
    this.torrent = torrent
    for (const url of torrent.announce) if (/^wss?:\/\//.test(url)) this.trackers.add(url)
  }

  static async open(torrent: TorrentFile, store: PieceStore, sha1: Sha1): Promise<KeptEpisode> {
    const episode = new KeptEpisode(torrent)
    const lost = (piece: PieceIndex): void => {
      episode.#shared?.pieceLost(piece)
      for (const watcher of episode.#watchers) watcher.pieceLost(piece)
    }
    episode.#pieces = await VerifiedPieces.open({ torrent, store, sha1, onCorrupt: lost, onDropped: lost })
    return episode
  }

  get pieces(): VerifiedPieces {
    if (this.#pieces === undefined) throw new Error('episode used before it was open')
    return this.#pieces
  }

  /** The swarm, or `undefined` while sharing is off. */
  get shared(): SharedEpisode | undefined {
    return this.#shared
  }

  /** @returns the disposer. */
  watch(watcher: KeptEpisodeWatcher): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  share(sharing: Sharing): void {
    if (this.#shared !== undefined || this.trackers.size === 0) return
    const { torrent, pieces } = this
    this.#shared = sharing.share({
      torrent,
      pieces,
      trackers: [...this.trackers],
      listener: {
        pieceArrived: (piece, bytes) => this.#pieceArrived(piece, bytes),
        peersChanged: () => this.#tell((watcher) => watcher.peersChanged()),
        given: (bytes) => this.#tell((watcher) => watcher.given(bytes)),
      },
    })
    this.#tell((watcher) => watcher.peersChanged())
  }

  unshare(): void {
    this.#shared?.dispose()
    this.#shared = undefined
    this.#tell((watcher) => watcher.peersChanged())
  }

  async #pieceArrived(piece: PieceIndex, bytes: Uint8Array): Promise<void> {
    // Whoever plays counts it and keeps it; without one it is only kept.
    const watchers = [...this.#watchers]
    if (watchers.length === 0) await this.pieces.write(piece, bytes)
    else for (const watcher of watchers) await watcher.pieceArrived(piece, bytes)
  }

  #tell(what: (watcher: KeptEpisodeWatcher) => void): void {
    for (const watcher of [...this.#watchers]) what(watcher)
  }
}
