/**
 * One episode that is open or re-seeded: its verified pieces, its swarm while sharing is on, and those who watch it.
 *
 * It joins pieces to peers and decides nothing: whether to share is the library's switch, what to fetch the engine's plan.
 */
import type { PieceIndex } from '../shared/ids.ts'
import type { Bitfield } from './bitfield.ts'
import { MEBIBYTE, type PieceStore } from './store/piece-store.ts'
import { VerifiedPieces } from './store/verified-store.ts'
import type { SharingListener } from './swarm/sharing.ts'
import type { EpisodeLink, Sharer } from './tabs/episode-link.ts'
import type { Sha1, TorrentFile } from './torrent-file.ts'

/** Pieces of one episode kept at hand: many may be open to be shared. */
const RECENT_BYTES = 4 * MEBIBYTE

/** Told when an episode's sharing changed in a way that shows. */
export interface KeptEpisodeWatcher extends Omit<SharingListener, 'withdrawn'> {
  /** A held piece is gone: damaged in the store, or there was no room for it. */
  pieceLost(piece: PieceIndex): void
  /** Its publisher took it back: it is in no swarm any more, and nothing of it is to be kept. */
  withdrawn(): void
}

/** What whoever shares an episode is told of it. */
export interface ShareTells {
  /** Piece bytes have gone from this tab to a peer: its governor's to count. */
  readonly given: (bytes: number) => void
  /** See {@link SharingListener.withdrawn}. */
  readonly withdrawn: (tracker: string) => void
}

export class KeptEpisode {
  readonly torrent: TorrentFile
  readonly #watchers = new Set<KeptEpisodeWatcher>()
  #pieces: VerifiedPieces | undefined
  #shared: EpisodeLink | undefined
  /** Where it is announced. */
  #trackers: readonly string[] = []
  #givenBytes = 0
  #barred: 'no' | 'for-now' | 'for-good' = 'no'
  #isWithdrawn = false

  private constructor(torrent: TorrentFile) {
    this.torrent = torrent
  }

  /** @param used false: opened to be shared, not heard. @param held see `VerifiedPiecesOptions`. */
  static async open(
    torrent: TorrentFile,
    store: PieceStore,
    sha1: Sha1,
    used: boolean,
    held?: Bitfield,
  ): Promise<KeptEpisode> {
    const episode = new KeptEpisode(torrent)
    const lost = (piece: PieceIndex): void => {
      episode.#shared?.pieceLost(piece)
      for (const watcher of episode.#watchers) watcher.pieceLost(piece)
    }
    episode.#pieces = await VerifiedPieces.open({
      torrent,
      store,
      sha1,
      used,
      ...(held !== undefined && { held }),
      onCorrupt: lost,
      onDropped: lost,
      recentMaxBytes: RECENT_BYTES,
    })
    return episode
  }

  get pieces(): VerifiedPieces {
    if (this.#pieces === undefined) throw new Error('episode used before it was open')
    return this.#pieces
  }

  /** The swarm, or `undefined` while sharing is off. */
  get shared(): EpisodeLink | undefined {
    return this.#shared
  }

  /** Piece bytes handed to others since the page was opened. */
  get givenBytes(): number {
    return this.#givenBytes
  }

  /** Where it was withdrawn while it was being opened, the watcher hears of that soon. @returns the disposer. */
  watch(watcher: KeptEpisodeWatcher): () => void {
    this.#watchers.add(watcher)
    if (this.#isWithdrawn) void Promise.resolve().then(() => this.#watchers.has(watcher) && watcher.withdrawn())
    return () => void this.#watchers.delete(watcher)
  }

  /** It is announced to all of these and to no other. */
  isAnnouncedTo(trackers: readonly string[]): boolean {
    return this.#trackers.length === trackers.length && this.#trackers.every((url) => trackers.includes(url))
  }

  /** Joins its swarm by these trackers; shared by others, it leaves those first. */
  share(sharing: Sharer, trackers: readonly string[], tells: ShareTells): void {
    if (this.#barred !== 'no' || this.isAnnouncedTo(trackers)) return
    this.unshare()
    this.#trackers = trackers
    const { torrent, pieces } = this
    this.#shared = sharing.share({
      torrent,
      pieces,
      trackers,
      isWanted: () => this.#watchers.size > 0,
      listener: {
        pieceArrived: (piece, bytes) => this.#pieceArrived(piece, bytes),
        peersChanged: () => this.#tell((watcher) => watcher.peersChanged()),
        given: (bytes, by) => {
          if (by === 'this-tab') tells.given(bytes)
          this.#givenBytes += bytes
          this.#tell((watcher) => watcher.given(bytes, by))
        },
        withdrawn: tells.withdrawn,
      },
    })
    this.#tell((watcher) => watcher.peersChanged())
  }

  unshare(): void {
    this.#shared?.dispose()
    this.#shared = undefined
    this.#trackers = []
    this.#tell((watcher) => watcher.peersChanged())
  }

  /** True while this episode is not shared from here, whatever the switch says. */
  get barred(): boolean {
    return this.#barred !== 'no'
  }

  /** It is played as a plain enclosure. @param forGood the host's bytes are not the torrent's: it stays barred. */
  bar(forGood: boolean): void {
    if (this.#barred !== 'for-good') this.#barred = forGood ? 'for-good' : 'for-now'
    this.unshare()
  }

  /** Its publisher took it back: it leaves its swarm for good, and whoever is at it hears of it. What is stored is the caller's to remove. */
  withdraw(): void {
    this.#isWithdrawn = true
    this.bar(true)
    this.#tell((watcher) => watcher.withdrawn())
  }

  /** It is opened anew. */
  allow(): void {
    if (this.#barred === 'for-now') this.#barred = 'no'
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
