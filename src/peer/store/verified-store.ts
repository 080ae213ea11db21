/**
 * The pieces of one torrent in one session: nothing leaves here that did not match its hash.
 *
 * A stored piece is hashed once, on its first read in the session: disks rot, and other code on this origin can write there. What
 * does not match is dropped, reported and absent. Where the store is full, verified pieces are kept in memory, so that
 * playing and sharing go on; past that bound the one not asked for longest goes, and `onDropped` says so.
 * It never fetches and never decides what is needed.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import type { Bitfield, ReadonlyBitfield } from '../bitfield.ts'
import { equalBytes } from '../equal-bytes.ts'
import { pieceBytes, pieceOf, pieceRange } from '../piece-layout.ts'
import { pieceHash, type Sha1, type TorrentFile } from '../torrent-file.ts'
import { MEBIBYTE, type PieceStore, type StoredEpisode } from './piece-store.ts'
import { RecentPieces } from './recent-pieces.ts'

export interface VerifiedPiecesOptions {
  readonly torrent: TorrentFile
  readonly store: PieceStore
  readonly sha1: Sha1
  /** A stored piece did not match its hash. It is gone from store and bitfield when this runs. */
  readonly onCorrupt?: (index: PieceIndex) => void
  /** A piece that was held is so no more: evicted by another tab, or no room in memory. Gone from the bitfield when this runs. */
  readonly onDropped?: (index: PieceIndex) => void
  /** False: opened to be shared, not heard; see `OpenEpisodeOptions`. Default true. */
  readonly used?: boolean
  /** What the store said is held when it opened the episode (`PieceStore.openHeld`): it is not asked again. */
  readonly held?: Bitfield
  /** Pieces kept at hand, so that serving several peers does not read the disk each time. Default 8 MiB. */
  readonly recentMaxBytes?: number
  /** Pieces kept in memory because the store had no room. Default 64 MiB. */
  readonly unsavedMaxBytes?: number
}

/** Fetched from the disk side by side, so that a replay waits for it once and not for each piece. */
const READ_AHEAD_BYTES = MEBIBYTE

/** 'stored': also after a reload. 'memory': for this session, as long as there is room. */
export type WriteResult = 'stored' | 'memory'

export class VerifiedPieces {
  readonly #options: VerifiedPiecesOptions
  readonly #bitfield: Bitfield
  readonly #recent: RecentPieces
  /** The store had no room for these. */
  readonly #unsaved: RecentPieces
  /** On their way into the store. */
  readonly #writing = new Map<PieceIndex, Uint8Array>()
  readonly #writes = new Map<PieceIndex, Promise<unknown>>()
  readonly #reading = new Map<PieceIndex, Promise<Uint8Array | undefined>>()
  /** Stored pieces that matched their hash in this session. */
  readonly #trusted = new Set<PieceIndex>()

  private constructor(options: VerifiedPiecesOptions, bitfield: Bitfield) {
    this.#options = options
    this.#bitfield = bitfield
    this.#recent = new RecentPieces(options.recentMaxBytes ?? 8 * MEBIBYTE)
    this.#unsaved = new RecentPieces(options.unsavedMaxBytes ?? 64 * MEBIBYTE)
  }

  /** Finds or creates the torrent's record in the store. The store stays the caller's, who closes it. */
  static async open(options: VerifiedPiecesOptions): Promise<VerifiedPieces> {
    const { store, used = true, held } = options
    const bitfield = held ?? (await store.open(storedEpisode(options.torrent), { used }))
    return new VerifiedPieces(options, bitfield)
  }

  /** Somebody is about to hear what was only shared: it counts as used from now on. */
  async markUsed(): Promise<void> {
    await this.#options.store.open(storedEpisode(this.#options.torrent))
  }

  /** What is held, live: it follows writes and drops. Stored pieces not yet read may still turn out corrupt. */
  get bitfield(): ReadonlyBitfield {
    return this.#bitfield
  }

  has(index: PieceIndex): boolean {
    return this.#bitfield.get(index)
  }

  /** @returns whether `bytes` are the piece: its length and its SHA-1. Throws RangeError where there is no such piece. */
  async verify(index: PieceIndex, bytes: Uint8Array): Promise<boolean> {
    const { torrent, sha1 } = this.#options
    if (bytes.length !== pieceBytes(torrent, index)) return false
    return equalBytes(await sha1(bytes), pieceHash(torrent, index))
  }

  /** Another tab stored it where this one finds it too: held from now on, and hashed on its first read as ever. */
  adopt(index: PieceIndex): void {
    this.#bitfield.set(index)
  }

  /** @returns whether a held piece is in the store that all tabs share; resolves once a write that runs is over. */
  async stored(index: PieceIndex): Promise<boolean> {
    await this.#writes.get(index)
    return this.has(index) && this.#unsaved.get(index) === undefined && this.#options.store.kind === 'indexeddb'
  }

  /**
   * Keeps a piece that {@link verify} said yes to. It is held and readable from the call on, before this resolves.
   * `bytes` are the store's from here: the caller neither changes nor transfers them. Throws RangeError for a wrong length.
   */
  async write(index: PieceIndex, bytes: Uint8Array): Promise<WriteResult> {
    const written = this.#write(index, bytes)
    this.#writes.set(
      index,
      written.catch(() => undefined).finally(() => this.#writes.delete(index)),
    )
    return written
  }

  async #write(index: PieceIndex, bytes: Uint8Array): Promise<WriteResult> {
    const { store, torrent } = this.#options
    const expected = pieceBytes(torrent, index)
    if (bytes.length !== expected)
      throw new RangeError(`piece ${index} has ${bytes.length} bytes instead of ${expected}`)
    this.#writing.set(index, bytes)
    this.#recent.set(index, bytes)
    this.#trusted.add(index)
    this.#bitfield.set(index)
    let stored = false
    try {
      stored = (await store.put(torrent.infoHash, index, bytes)) === 'stored'
    } finally {
      if (this.#writing.get(index) === bytes) this.#writing.delete(index)
      if (stored) this.#unsaved.delete(index)
      else for (const dropped of this.#unsaved.set(index, bytes)) this.#lose(dropped)
    }
    return stored ? 'stored' : 'memory'
  }

  /**
   * @returns the verified piece, or `undefined` where it is not held (any more). Reads of one piece at the same time share one
   * access. The bytes are shared too: copy them before changing or transferring.
   */
  read(index: PieceIndex): Promise<Uint8Array | undefined> {
    if (!this.#bitfield.get(index)) return Promise.resolve(undefined)
    const atHand = this.#writing.get(index) ?? this.#recent.get(index) ?? this.#unsaved.get(index)
    // A length of 0 is a buffer that somebody transferred away after all: the store has it still.
    if (atHand !== undefined && atHand.length > 0) return Promise.resolve(atHand)
    const underWay = this.#reading.get(index)
    if (underWay !== undefined) return underWay
    const reading = this.#readStored(index).finally(() => this.#reading.delete(index))
    this.#reading.set(index, reading)
    return reading
  }

  /** How many bytes are held from `byte` on without a gap. */
  heldFrom(byte: number): number {
    const { torrent } = this.#options
    let end = byte
    while (end < torrent.lengthBytes && this.has(pieceOf(torrent, end)))
      end = pieceRange(torrent, pieceOf(torrent, end)).to
    return end - byte
  }

  /** @returns verified bytes from `from` on, up to `to` or the end of their piece; `undefined` where they are not held. */
  async bytesAt(from: number, to: number): Promise<Uint8Array | undefined> {
    const { torrent } = this.#options
    const piece = pieceOf(torrent, from)
    const { from: start } = pieceRange(torrent, piece)
    return (await this.read(piece))?.subarray(from - start, to - start)
  }

  /** Begins to read what is held of `from` to `to`, up to {@link READ_AHEAD_BYTES}: somebody is about to ask for it, in order. */
  readAhead(from: number, to: number): void {
    const { torrent } = this.#options
    const end = Math.min(to, from + READ_AHEAD_BYTES, torrent.lengthBytes)
    for (let byte = from; byte < end; byte = pieceRange(torrent, pieceOf(torrent, byte)).to) {
      // A database's failure shows when the piece itself is asked for.
      this.read(pieceOf(torrent, byte)).catch(() => undefined)
    }
  }

  async #readStored(index: PieceIndex): Promise<Uint8Array | undefined> {
    const { store, torrent, onCorrupt } = this.#options
    // Asked before reading: a write in the meantime makes the piece trusted, but not the old bytes that are on their way.
    const trusted = this.#trusted.has(index)
    const bytes = await store.get(torrent.infoHash, index)
    if (bytes !== undefined && (trusted || (await this.verify(index, bytes)))) {
      this.#trusted.add(index)
      this.#recent.set(index, bytes)
      return bytes
    }
    // Written anew while the old bytes were read: those are good, and the store is about to have them.
    const written = this.#writing.get(index) ?? this.#recent.get(index)
    if (written !== undefined && written.length > 0) return written
    if (bytes === undefined) {
      this.#lose(index)
      return undefined
    }
    this.#bitfield.clear(index)
    await store.drop(torrent.infoHash, index)
    onCorrupt?.(index)
    return undefined
  }

  #lose(index: PieceIndex): void {
    this.#trusted.delete(index)
    this.#recent.delete(index)
    if (this.#bitfield.clear(index)) this.#options.onDropped?.(index)
  }
}

function storedEpisode({ bytes, infoHash, lengthBytes, name, pieceCount, pieceLength }: TorrentFile): StoredEpisode {
  return { infoHash, lengthBytes, pieceLength, pieceCount, name, torrentFile: bytes }
}
