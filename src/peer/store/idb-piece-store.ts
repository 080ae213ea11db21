/**
 * Pieces in IndexedDB: what was heard stays over reloads, and serves others from the next page load on.
 *
 * A piece and its bit are written in one transaction that reads the record first, so a crash never claims what is not there
 * and two tabs never lose each other's bits. Whatever the database does to us (quota, abort, eviction by the browser, records
 * that nobody of us wrote) comes out as 'full' or as absent. It never checks hashes: verified-store.ts does.
 */
import type { InfoHash, PieceIndex } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import { heldBytes, isPieceLayout, pieceBytes } from '../piece-layout.ts'
import { parseEpisodeRow } from './episode-row.ts'
import { grownBudget, type HeldEpisode, pinnedBytes, planEviction, planQuotaEviction } from './eviction.ts'
import { IdbConnection } from './idb-connection.ts'
import { type GrapevineDb, pieceDatabase, type WriteTransaction } from './idb-database.ts'
import {
  countGiven,
  enterEpisode,
  forgetEpisode,
  keepTorrent,
  noteUses,
  pinEpisodes,
  pinnedOrNot,
  readEpisode,
  readEpisodes,
  readFirstHeld,
  readHeld,
  readRecord,
  repairEpisodes,
  type SoundEpisode,
  toHeld,
  writeEpisode,
} from './idb-episodes.ts'
import { isQuotaExceeded, unlessOurBug, wholeBuffer } from './idb-writing.ts'
import {
  checkPiece,
  type EpisodeRecord,
  type Given,
  type OpenEpisodeOptions,
  type PieceStore,
  type PieceStoreOptions,
  type PutResult,
  type StoredEpisode,
} from './piece-store.ts'

export interface IdbPieceStoreOptions extends PieceStoreOptions {
  /** Default: `grapevine`. */
  readonly databaseName?: string
  /** Some browsers never answer an open; default 3,000. */
  readonly openTimeoutMs?: number
  /** With nothing answered for so long, the database counts as hung until it answers again; default 3,000. */
  readonly hangTimeoutMs?: number
}

/** By then the first sound is out. */
const NOTE_USE_MS = 3_000

export class IdbPieceStore implements PieceStore {
  readonly kind = 'indexeddb'
  readonly #options: PieceStoreOptions
  readonly #connection: IdbConnection<GrapevineDb>
  /** Opened here, so that a put after another tab evicted the episode finds its lengths again. */
  readonly #opened = new Map<InfoHash, StoredEpisode>()
  /** Used again, and not written down yet: a write keeps reads waiting, and whoever opens an episode is about to read. */
  readonly #usedAt = new Map<InfoHash, number>()
  /** What this tab said is pinned; `undefined`: nothing, the records hold. */
  #pinned: ReadonlySet<InfoHash> | undefined
  /** Kept beside the pieces. */
  #reservedBytes = 0
  #noteTimer: ReturnType<typeof setTimeout> | undefined

  private constructor(options: PieceStoreOptions, connection: IdbConnection<GrapevineDb>) {
    this.#options = options
    this.#connection = connection
  }

  /** Opens the database. @throws {DatabaseError} as a rejection, where it can't be opened. */
  static async connect(options: IdbPieceStoreOptions): Promise<IdbPieceStore> {
    const { databaseName, openTimeoutMs = 3_000, hangTimeoutMs = 3_000 } = options
    const connection = new IdbConnection(pieceDatabase(databaseName), { openTimeoutMs, hangTimeoutMs })
    await connection.database()
    return new IdbPieceStore(options, connection)
  }

  async open(episode: StoredEpisode, { used = true }: OpenEpisodeOptions = {}): Promise<Bitfield> {
    if (!isPieceLayout(episode)) throw new RangeError('the lengths of the episode do not fit each other')
    this.#opened.set(episode.infoHash, episode)
    const held = await this.#connection.read((tx) => readHeld(tx, episode)).catch(unlessOurBug)
    if (held === undefined) {
      const entered = await this.#connection.write((tx) => this.#enter(tx, episode, used)).catch(unlessOurBug)
      return entered ?? new Bitfield(episode.pieceCount)
    }
    if (used) {
      this.#usedAt.set(episode.infoHash, this.#options.now())
      this.#noteTimer ??= setTimeout(() => void this.#noteUses(), NOTE_USE_MS)
    }
    return held
  }

  async openHeld(
    infoHashes: readonly InfoHash[],
    most: number,
    known: ReadonlySet<InfoHash> = new Set(),
  ): Promise<readonly EpisodeRecord[]> {
    const look = () => this.#connection.read((tx) => readFirstHeld(tx, infoHashes, most, known)).catch(unlessOurBug)
    let found = await look()
    if (found === 'damaged') {
      await this.#connection.write(repairEpisodes).catch(unlessOurBug)
      found = await look()
    }
    if (found === undefined || found === 'damaged') return []
    for (const record of found) if (!known.has(record.infoHash)) this.#opened.set(record.infoHash, record)
    return found
  }

  async put(infoHash: InfoHash, index: PieceIndex, bytes: Uint8Array): Promise<PutResult> {
    const episode = this.#opened.get(infoHash)
    if (episode === undefined) return 'full'
    checkPiece(episode, index, bytes)
    await this.#noteUses()
    const attempt = async () => {
      const result = await this.#connection.write((tx) => this.#put(tx, episode, index, bytes))
      if (result === 'stored') this.#options.changed?.()
      return result
    }
    try {
      return await attempt()
    } catch (error) {
      unlessOurBug(error)
      if (!isQuotaExceeded(error)) return 'full'
    }
    const evicted = await this.#connection
      .write((tx) => this.#evictForQuota(tx, bytes.length, infoHash))
      .catch(unlessOurBug)
    return evicted ? ((await attempt().catch(unlessOurBug)) ?? 'full') : 'full'
  }

  async get(infoHash: InfoHash, index: PieceIndex): Promise<Uint8Array | undefined> {
    const found = await this.#connection
      .read(async (tx) => {
        const episode = parseEpisodeRow(await tx.objectStore('episodes').get(infoHash))
        if (!episode?.bitfield?.get(index)) return undefined
        const bytes: unknown = await tx.objectStore('pieces').get([infoHash, index])
        return bytes instanceof Uint8Array && bytes.length === pieceBytes(episode, index) ? bytes : 'damaged'
      })
      .catch(unlessOurBug)
    if (found !== 'damaged') return found
    await this.drop(infoHash, index)
    return undefined
  }

  async drop(infoHash: InfoHash, index: PieceIndex): Promise<void> {
    await this.#connection
      .write(async (tx) => {
        await tx.objectStore('pieces').delete([infoHash, index])
        const episode = await readEpisode(tx, infoHash)
        if (episode?.bitfield.get(index) !== true) return
        episode.bitfield.clear(index)
        await writeEpisode(tx, episode)
      })
      .catch(unlessOurBug)
  }

  async episode(infoHash: InfoHash): Promise<EpisodeRecord | undefined> {
    await this.#noteUses()
    const found = await this.#connection.read((tx) => readRecord(tx, infoHash)).catch(unlessOurBug)
    if (found !== 'damaged') return found
    await this.#connection.write(repairEpisodes).catch(unlessOurBug)
    const mended = await this.#connection.read((tx) => readRecord(tx, infoHash)).catch(unlessOurBug)
    return mended === 'damaged' ? undefined : mended
  }

  async episodes(): ReturnType<PieceStore['episodes']> {
    return [...(await this.#held())].sort((a, b) => b.lastUsedAt - a.lastUsedAt)
  }

  async remove(infoHash: InfoHash): Promise<void> {
    this.#opened.delete(infoHash)
    this.#usedAt.delete(infoHash)
    await this.#connection.write((tx) => forgetEpisode(tx, infoHash)).catch(unlessOurBug)
    this.#options.changed?.()
  }

  async pin(infoHashes: ReadonlySet<InfoHash>): Promise<void> {
    this.#pinned = new Set(infoHashes)
    await this.#connection.write((tx) => pinEpisodes(tx, infoHashes)).catch(unlessOurBug)
  }

  async reserve(bytes: number): Promise<void> {
    this.#reservedBytes = bytes
    if (this.#planReserve((await this.#held()).map(toHeld)).length === 0) return
    await this.#connection
      .write(async (tx) => {
        const held = (await readEpisodes(tx)).sound.map(toHeld)
        for (const victim of this.#planReserve(held)) await forgetEpisode(tx, victim)
      })
      .catch(unlessOurBug)
    this.#options.changed?.()
  }

  async makeRoom(bytes: number): Promise<boolean> {
    const evicted = await this.#connection.write((tx) => this.#evictForQuota(tx, bytes)).catch(unlessOurBug)
    if (evicted) this.#options.changed?.()
    return evicted === true
  }

  async addGiven(given: ReadonlyMap<InfoHash, Given>): Promise<void> {
    if (given.size === 0) return
    await this.#connection.write((tx) => countGiven(tx, given)).catch(unlessOurBug)
    this.#options.changed?.()
  }

  async usageBytes(): Promise<number> {
    return (await this.#held()).reduce((sum, episode) => sum + heldBytes(episode, episode.bitfield), 0)
  }

  close(): void {
    void this.#noteUses()
    this.#connection.close()
  }

  /** Writes down which episodes were used again. Before whatever depends on it: eviction, lists. */
  async #noteUses(): Promise<void> {
    clearTimeout(this.#noteTimer)
    this.#noteTimer = undefined
    if (this.#usedAt.size === 0) return
    const uses = [...this.#usedAt]
    this.#usedAt.clear()
    await this.#connection.write((tx) => noteUses(tx, uses)).catch(unlessOurBug)
  }

  async #enter(tx: WriteTransaction, episode: StoredEpisode, used: boolean): Promise<Bitfield> {
    const entered = await enterEpisode(tx, episode, this.#options.now(), used)
    await writeEpisode(tx, entered)
    if (episode.torrentFile) await keepTorrent(tx, episode.infoHash, episode.torrentFile)
    return entered.bitfield
  }

  async #put(tx: WriteTransaction, episode: StoredEpisode, index: PieceIndex, bytes: Uint8Array): Promise<PutResult> {
    const { infoHash } = episode
    const found = await enterEpisode(tx, episode, this.#options.now())
    const entered = pinnedOrNot(found, this.#pinned?.has(infoHash) ?? found.pinned === true)
    if (entered.bitfield.set(index)) {
      const others = (await readEpisodes(tx)).sound.filter((other) => other.infoHash !== infoHash)
      const held = others.map(toHeld)
      const own = toHeld(entered)
      const victims = planEviction(held, own.heldBytes, this.#budgetFor([...held, own]), this.#keep(infoHash))
      if (victims === undefined) return 'full'
      for (const victim of victims) await forgetEpisode(tx, victim)
    }
    // Another tab may have stored it already: its bytes need not be written twice.
    else if ((await tx.objectStore('pieces').getKey([infoHash, index])) !== undefined) {
      await writeEpisode(tx, entered)
      return 'stored'
    }
    await tx.objectStore('pieces').put(wholeBuffer(bytes), [infoHash, index])
    await writeEpisode(tx, entered)
    return 'stored'
  }

  /** What pieces may take, beside what is kept as whole files. */
  #budgetFor(held: readonly HeldEpisode[]): number {
    return grownBudget(this.#options.budgetBytes(), pinnedBytes(held) + this.#reservedBytes) - this.#reservedBytes
  }

  #planReserve(held: readonly HeldEpisode[]): readonly InfoHash[] {
    return planEviction(held, 0, this.#budgetFor(held), this.#keep()) ?? []
  }

  async #evictForQuota(tx: WriteTransaction, neededBytes: number, infoHash?: InfoHash): Promise<boolean> {
    const held = (await readEpisodes(tx)).sound.map(toHeld)
    const victims = planQuotaEviction(held, neededBytes, this.#keep(infoHash)) ?? []
    for (const victim of victims) await forgetEpisode(tx, victim)
    return victims.length > 0
  }

  async #held(): Promise<readonly SoundEpisode[]> {
    await this.#noteUses()
    const read = await this.#connection.read(readEpisodes).catch(unlessOurBug)
    if (!read?.damaged) return read?.sound ?? []
    return (await this.#connection.write(repairEpisodes).catch(unlessOurBug)) ?? read.sound
  }

  /** @param infoHash the episode that is written */
  #keep(infoHash?: InfoHash): ReadonlySet<InfoHash> {
    return new Set([...(infoHash === undefined ? [] : [infoHash]), ...(this.#options.inUse?.() ?? [])])
  }
}
