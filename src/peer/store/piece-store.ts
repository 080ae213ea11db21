/**
 * The port for what this browser holds: verified pieces, and one record per episode that says which.
 *
 * A store never checks hashes (verified-store.ts does) and never decides what to fetch. What every store promises, and the
 * contract suite (piece-store.contract.ts) holds it to: a piece and its bit come and go together; a full or failing disk
 * shows as 'full' or as absent, never as a rejection; what is stored comes back as the same bytes.
 */
import type { InfoHash, PieceIndex } from '../../shared/ids.ts'
import type { Bitfield } from '../bitfield.ts'
import { type PieceLayout, pieceBytes } from '../piece-layout.ts'

/** What must be known of an episode to keep its pieces. A parsed `TorrentFile` serves, with its bytes as `torrentFile`. */
export interface StoredEpisode extends PieceLayout {
  readonly infoHash: InfoHash
  /** For people; '' is kept like any other. */
  readonly name?: string
  /** The .torrent file as it was read, so that a returning visitor can share without fetching it again. */
  readonly torrentFile?: Uint8Array
}

export interface EpisodeRecord extends StoredEpisode {
  readonly bitfield: Bitfield
  /** Wall clock, milliseconds since 1970; the last time it was opened or a piece was put. */
  readonly lastUsedAt: number
  /** Given to others since it is held; absent: none. */
  readonly givenBytes?: number
  /** Connections over which something of it was given; absent: none. */
  readonly listenersServed?: number
  /** Never evicted. */
  readonly pinned?: true
}

/** To be added to what an episode's record counts. */
export interface Given {
  readonly bytes: number
  readonly listeners: number
}

/** 'full': the disk or the budget has no room; nothing was written, nothing is broken. */
export type PutResult = 'stored' | 'full'

export interface OpenEpisodeOptions {
  /** False where nobody is about to hear it (re-seeding): it does not count as used, and stays as near to eviction as it was. */
  readonly used?: boolean
}

export interface PieceStore {
  readonly kind: 'indexeddb' | 'memory'
  /**
   * Creates the episode's record or finds it. A record with other lengths is replaced, its pieces go.
   * @returns the pieces held; a copy, which does not follow later changes. Rejects with RangeError where the lengths don't fit.
   */
  open(episode: StoredEpisode, options?: OpenEpisodeOptions): Promise<Bitfield>
  /**
   * Opens, of those named, the first `most` of which something is held: as {@link open} with `used: false`, but with one look-up for all.
   * @param known their torrent files are not wanted
   * @returns their records with torrent files, in the order named. Damaged ones are mended, or left out.
   */
  openHeld(
    infoHashes: readonly InfoHash[],
    most: number,
    known?: ReadonlySet<InfoHash>,
  ): Promise<readonly EpisodeRecord[]>
  /**
   * Keeps one piece; it and its bit are written together or not at all. May evict whole other episodes, those not used for
   * longest first. An episode that was not opened here, or was removed since, is 'full' too. Rejects with RangeError for a
   * piece the episode does not have, or of another length: that is our bug.
   */
  put(infoHash: InfoHash, index: PieceIndex, bytes: Uint8Array): Promise<PutResult>
  /** @returns the piece as it was put, unchecked; a copy, which is the caller's. */
  get(infoHash: InfoHash, index: PieceIndex): Promise<Uint8Array | undefined>
  /** Forgets one piece and its bit. Nothing happens where it is not there. */
  drop(infoHash: InfoHash, index: PieceIndex): Promise<void>
  /** One episode's record with its torrent file, without reading a piece or another record. */
  episode(infoHash: InfoHash): Promise<EpisodeRecord | undefined>
  /** All that is held, most recently used first, without reading a piece or a torrent file. */
  episodes(): Promise<readonly Omit<EpisodeRecord, 'torrentFile'>[]>
  /** Forgets an episode altogether; what is put into it later is not kept, until it is opened again. */
  remove(infoHash: InfoHash): Promise<void>
  /**
   * These, and no others, are never evicted from now on: those that are held, and in this store also those that come later. On disk
   * it holds for other tabs and later visits. The budget grows where they need more of it, as far as the disk goes; never in memory.
   */
  pin(infoHashes: ReadonlySet<InfoHash>): Promise<void>
  /**
   * So many bytes are kept beside the pieces, as whole files, from now on: they count within the budget as what is pinned does. What has
   * no room beside them any more is evicted.
   */
  reserve(bytes: number): Promise<void>
  /** The disk is full: evicts as much as that, of what may be evicted. @returns false where that would not be enough; then nothing is. */
  makeRoom(bytes: number): Promise<boolean>
  /** Counts what was given to others. Episodes that are not held count nothing. */
  addGiven(given: ReadonlyMap<InfoHash, Given>): Promise<void>
  /** Bytes of pieces held; records and torrent files are not counted. */
  usageBytes(): Promise<number>
  /** Afterwards puts are 'full' and everything is absent. */
  close(): void
}

export interface PieceStoreOptions {
  /** Bytes of pieces to hold at most; asked at each eviction. `Infinity`: as much as the disk takes. */
  readonly budgetBytes: () => number
  /** Wall clock in milliseconds since 1970. */
  readonly now: () => number
  /** Episodes that must not be evicted; asked at each eviction. Default: none. */
  readonly inUse?: () => ReadonlySet<InfoHash>
  /** What is held, or what its records say, is another. */
  readonly changed?: () => void
}

export const MEBIBYTE = 1024 * 1024
export const DEFAULT_MEMORY_BUDGET_BYTES = 256 * MEBIBYTE

/** The caller's duty, checked the same way by every store. */
export function checkPiece(layout: PieceLayout, index: number, bytes: Uint8Array): void {
  const expected = pieceBytes(layout, index)
  if (bytes.length !== expected) throw new RangeError(`piece ${index} has ${bytes.length} bytes instead of ${expected}`)
}
