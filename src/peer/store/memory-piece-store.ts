/**
 * Pieces in memory, for browsers that give us no IndexedDB (private modes, opaque frames, broken profiles) and for tests.
 *
 * The same promises as the one on disk, a smaller budget. Where the episode being written alone fills it, the answer is
 * 'full', as it is on a full disk, rather than dropping that episode's oldest piece: peers were told that we have it, and a
 * bitfield must not lie. What to do then is decided in one place for all stores, verified-store.ts.
 */
import type { InfoHash, PieceIndex } from '../../shared/ids.ts'
import { Bitfield } from '../bitfield.ts'
import { heldBytes, isPieceLayout } from '../piece-layout.ts'
import { planEviction, planQuotaEviction } from './eviction.ts'
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

interface MemoryEpisode {
  episode: StoredEpisode
  bitfield: Bitfield
  pieces: Map<PieceIndex, Uint8Array>
  lastUsedAt: number
  given: Given
}

export class MemoryPieceStore implements PieceStore {
  readonly kind = 'memory'
  readonly #options: PieceStoreOptions
  readonly #episodes = new Map<InfoHash, MemoryEpisode>()
  /** Opened by us, so that a put after an eviction finds its episode again. */
  readonly #opened = new Map<InfoHash, StoredEpisode>()
  #pinned: ReadonlySet<InfoHash> = new Set()
  #reservedBytes = 0
  #closed = false

  constructor(options: PieceStoreOptions) {
    this.#options = options
  }

  async open(episode: StoredEpisode, { used = true }: OpenEpisodeOptions = {}): Promise<Bitfield> {
    if (!isPieceLayout(episode)) throw new RangeError('the lengths of the episode do not fit each other')
    if (this.#closed) return new Bitfield(episode.pieceCount)
    const known = this.#episodes.get(episode.infoHash)
    const fits = known?.episode.lengthBytes === episode.lengthBytes && known.episode.pieceLength === episode.pieceLength
    if (known !== undefined && !fits) this.#episodes.delete(episode.infoHash)
    const merged = fits ? { ...known.episode, ...episode } : { ...episode }
    this.#opened.set(episode.infoHash, merged)
    return this.#touch(merged, used).bitfield.clone()
  }

  async openHeld(
    infoHashes: readonly InfoHash[],
    most: number,
    known: ReadonlySet<InfoHash> = new Set(),
  ): Promise<readonly EpisodeRecord[]> {
    const all = [...new Set(infoHashes)].map((infoHash) => this.#episodes.get(infoHash))
    const held = all.filter((one) => one !== undefined && one.bitfield.count > 0).slice(0, most) as MemoryEpisode[]
    return held.map((one) => {
      const { infoHash } = one.episode
      this.#opened.set(infoHash, one.episode)
      const { torrentFile: _, ...episode } = one.episode
      return { ...(known.has(infoHash) ? episode : one.episode), ...this.#recordOf(one) }
    })
  }

  async put(infoHash: InfoHash, index: PieceIndex, bytes: Uint8Array): Promise<PutResult> {
    const opened = this.#opened.get(infoHash)
    if (this.#closed || opened === undefined) return 'full'
    checkPiece(opened, index, bytes)
    const before = this.#episodes.get(infoHash)
    if (before?.bitfield.get(index) !== true) {
      const keep = new Set([infoHash, ...(this.#options.inUse?.() ?? [])])
      const victims = planEviction(this.#held(), bytes.length, this.#budgetBytes, keep)
      if (victims === undefined) return 'full'
      for (const victim of victims) this.#episodes.delete(victim)
    }
    const target = this.#touch(opened)
    target.pieces.set(index, bytes.slice())
    target.bitfield.set(index)
    this.#options.changed?.()
    return 'stored'
  }

  async get(infoHash: InfoHash, index: PieceIndex): Promise<Uint8Array | undefined> {
    // A copy, as a disk would give: what the receiver does with it must not reach the store.
    return this.#episodes.get(infoHash)?.pieces.get(index)?.slice()
  }

  async drop(infoHash: InfoHash, index: PieceIndex): Promise<void> {
    const known = this.#episodes.get(infoHash)
    if (known?.pieces.delete(index)) known.bitfield.clear(index)
  }

  async episode(infoHash: InfoHash): Promise<EpisodeRecord | undefined> {
    const known = this.#episodes.get(infoHash)
    return known && { ...known.episode, ...this.#recordOf(known) }
  }

  async episodes(): ReturnType<PieceStore['episodes']> {
    return [...this.#episodes.values()]
      .map((known) => {
        const { torrentFile: _, ...episode } = known.episode
        return { ...episode, ...this.#recordOf(known) }
      })
      .sort((a, b) => b.lastUsedAt - a.lastUsedAt)
  }

  async remove(infoHash: InfoHash): Promise<void> {
    this.#opened.delete(infoHash)
    this.#episodes.delete(infoHash)
    this.#options.changed?.()
  }

  async pin(infoHashes: ReadonlySet<InfoHash>): Promise<void> {
    this.#pinned = new Set(infoHashes)
  }

  async reserve(bytes: number): Promise<void> {
    this.#reservedBytes = bytes
    this.#evict(planEviction(this.#held(), 0, this.#budgetBytes, this.#options.inUse?.() ?? new Set()) ?? [])
  }

  async makeRoom(bytes: number): Promise<boolean> {
    const victims = planQuotaEviction(this.#held(), bytes, this.#options.inUse?.() ?? new Set()) ?? []
    this.#evict(victims)
    return victims.length > 0
  }

  async addGiven(given: ReadonlyMap<InfoHash, Given>): Promise<void> {
    for (const [infoHash, { bytes, listeners }] of given) {
      const known = this.#episodes.get(infoHash)
      if (known === undefined) continue
      known.given = { bytes: known.given.bytes + bytes, listeners: known.given.listeners + listeners }
    }
    this.#options.changed?.()
  }

  async usageBytes(): Promise<number> {
    return this.#held().reduce((sum, episode) => sum + episode.heldBytes, 0)
  }

  close(): void {
    this.#closed = true
    this.#episodes.clear()
  }

  get #budgetBytes(): number {
    return this.#options.budgetBytes() - this.#reservedBytes
  }

  #evict(victims: readonly InfoHash[]): void {
    for (const victim of victims) this.#episodes.delete(victim)
    if (victims.length > 0) this.#options.changed?.()
  }

  #recordOf({ episode: { infoHash }, bitfield, lastUsedAt, given }: MemoryEpisode) {
    return {
      bitfield: bitfield.clone(),
      lastUsedAt,
      ...(given.bytes > 0 && { givenBytes: given.bytes }),
      ...(given.listeners > 0 && { listenersServed: given.listeners }),
      ...(this.#pinned.has(infoHash) && { pinned: true as const }),
    }
  }

  #held() {
    return [...this.#episodes].map(([infoHash, { episode, bitfield, lastUsedAt }]) => ({
      infoHash,
      heldBytes: heldBytes(episode, bitfield),
      lastUsedAt,
      ...(this.#pinned.has(infoHash) && { pinned: true as const }),
    }))
  }

  #touch(episode: StoredEpisode, used = true): MemoryEpisode {
    const known = this.#episodes.get(episode.infoHash) ?? {
      episode,
      bitfield: new Bitfield(episode.pieceCount),
      pieces: new Map(),
      lastUsedAt: 0,
      given: { bytes: 0, listeners: 0 },
    }
    known.episode = episode
    if (used || known.lastUsedAt === 0) known.lastUsedAt = this.#options.now()
    this.#episodes.set(episode.infoHash, known)
    return known
  }
}
