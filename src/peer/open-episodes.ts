/**
 * The episodes that are open in this tab, and why: played, being kept, played by another tab through this one, or offered to others.
 *
 * It decides what may be evicted and what may be forgotten. It never shares (sharing-switch.ts does) and never fetches.
 */
import type { InfoHash } from '../shared/ids.ts'
import type { Bitfield } from './bitfield.ts'
import { KeptEpisode } from './kept-episode.ts'
import type { EpisodeRecord, PieceStore, PieceStoreOptions } from './store/piece-store.ts'
import type { EpisodeMarks } from './tabs/dom-episode-marks.ts'
import { parseTorrentFile, type Sha1, type TorrentFile } from './torrent-file.ts'

export interface OpenEpisodesPorts {
  /** Opens what this browser holds; called once, when it is first needed. Never rejects: without a disk it is in memory. */
  readonly openStore: (asks: Required<Pick<PieceStoreOptions, 'inUse' | 'changed'>>) => Promise<PieceStore>
  readonly sha1: Sha1
  /** What other tabs play and keep. */
  readonly marks: EpisodeMarks
}

export class OpenEpisodes {
  readonly #ports: OpenEpisodesPorts
  readonly #episodes = new Map<InfoHash, Promise<KeptEpisode>>()
  /** Open in a player. */
  readonly #played = new Set<InfoHash>()
  /** Being fetched to be kept. */
  readonly #keeping = new Set<InfoHash>()
  /** Another tab plays these through this one's swarm. */
  readonly #guests = new Set<InfoHash>()
  /** Heard or being kept here: said to other tabs until it is taken away. */
  readonly #marks = new Map<InfoHash, () => void>()
  /** Heard or being kept in any tab, at the last look. */
  #marked: ReadonlySet<InfoHash> = new Set()
  /** Their publishers took them back, since this page was opened. */
  readonly #withdrawn = new Set<InfoHash>()
  readonly #keptWatchers = new Set<() => void>()
  #store: Promise<PieceStore> | undefined
  /** Of these there was a record at the last look; `undefined`: not looked yet. */
  #known: Set<InfoHash> | undefined
  /** Of these something was held then. */
  #held: ReadonlySet<InfoHash> = new Set()

  constructor(ports: OpenEpisodesPorts) {
    this.#ports = ports
  }

  /** The store that all of this stands on. */
  store(): Promise<PieceStore> {
    this.#store ??= this.#ports.openStore({
      inUse: () => new Set([...this.#played, ...this.#guests, ...this.#keeping, ...this.#marked]),
      changed: () => this.tellKept(),
    })
    return this.#store
  }

  /** Looks what is held, so that nobody waits for that later. */
  async look(): Promise<void> {
    void this.inUseInAnyTab()
    const store = await this.store()
    const records = await store.episodes().catch(() => undefined)
    if (records === undefined) return
    // What is open here may be written to at any moment.
    this.#known = new Set([...records.map(({ infoHash }) => infoHash), ...this.#episodes.keys()])
    this.#held = new Set(records.filter(({ bitfield }) => bitfield.count > 0).map(({ infoHash }) => infoHash))
  }

  /** Earlier visits left nothing of an episode: known without a look-up, once the cache was looked at. */
  knowsNothingOf(infoHash: InfoHash): boolean {
    return this.#known?.has(infoHash) === false
  }

  /** Something of it was held at the last look; false too where nobody has looked yet. */
  holds(infoHash: InfoHash): boolean {
    return this.#held.has(infoHash)
  }

  /** @returns what an earlier visit left of an episode, without reading a piece. */
  async kept(infoHash: InfoHash): Promise<EpisodeRecord | undefined> {
    // What is not there needs no look-up, which costs a first sound tens of milliseconds on a busy machine.
    if (this.knowsNothingOf(infoHash)) return undefined
    return (await this.store()).episode(infoHash)
  }

  /** Open, or about to be, for whatever reason. */
  get infoHashes(): readonly InfoHash[] {
    return [...this.#episodes.keys()]
  }

  /** An episode that is open here, for whatever reason. */
  async opened(infoHash: InfoHash): Promise<KeptEpisode | undefined> {
    return this.#episodes.get(infoHash)?.catch(() => undefined)
  }

  /** Runs `what` for each, as soon as it is open. */
  async each(what: (episode: KeptEpisode) => unknown): Promise<void> {
    await Promise.allSettled([...this.#episodes.values()].map(async (opening) => what(await opening)))
  }

  /** Open in a player, here or in a tab that plays through this one. */
  isInUse(infoHash: InfoHash): boolean {
    return this.#played.has(infoHash) || this.#guests.has(infoHash)
  }

  /** Heard, or being fetched to be kept, in any tab of this browser; {@link isInUse} is more for this one. */
  async inUseInAnyTab(): Promise<ReadonlySet<InfoHash>> {
    this.#marked = await this.#ports.marks.marked()
    return this.#marked
  }

  /** Somebody is at it: in a player, or to keep it. Else it is open to be offered to others, and for nothing else. */
  isWanted(infoHash: InfoHash): boolean {
    return this.isInUse(infoHash) || this.#keeping.has(infoHash)
  }

  /** Opens an episode to be played, or finds it open. */
  async openToPlay(torrent: TorrentFile): Promise<KeptEpisode> {
    this.#played.add(torrent.infoHash)
    this.tellKept()
    const wasOpen = this.#episodes.has(torrent.infoHash)
    const episode = await this.#find(torrent, true)
    if (wasOpen) void episode.pieces.markUsed()
    episode.allow()
    return episode
  }

  /** An episode that is open in a player is heard from now on: other tabs leave it alone until it is released. */
  markHeard(infoHash: InfoHash): void {
    if (this.#played.has(infoHash)) this.#mark(infoHash)
    this.tellKept()
  }

  /** The episode is no longer played: it may be evicted from the store. */
  release(infoHash: InfoHash): void {
    this.#played.delete(infoHash)
    this.#unmark(infoHash)
    this.tellKept()
  }

  /** Opens an episode to be fetched without being heard. The caller closes it with {@link closeKeeping}. */
  async openToKeep(torrent: TorrentFile): Promise<KeptEpisode> {
    this.#keeping.add(torrent.infoHash)
    this.#mark(torrent.infoHash)
    this.tellKept()
    // Its pieces may need the room of others.
    void this.inUseInAnyTab()
    return this.#find(torrent, false)
  }

  closeKeeping(infoHash: InfoHash): void {
    this.#keeping.delete(infoHash)
    this.#unmark(infoHash)
    this.tellKept()
  }

  /** @returns the episode that another tab plays through this one; `undefined` where that tab changed its mind meanwhile. */
  async openForGuest(infoHash: InfoHash, torrentFile: Uint8Array): Promise<KeptEpisode | undefined> {
    this.#guests.add(infoHash)
    const torrent = await parseTorrentFile(torrentFile, this.#ports.sha1)
    if (torrent.infoHash !== infoHash || !this.#guests.has(infoHash)) return void this.#guests.delete(infoHash)
    return this.#find(torrent, false)
  }

  closeForGuest(infoHash: InfoHash): void {
    this.#guests.delete(infoHash)
  }

  /**
   * Opens what earlier visits left of these, the first `most` of which something is held, with one look-up and without reading a piece.
   * @returns which they are.
   */
  async openHeld(infoHashes: readonly InfoHash[], most: number): Promise<ReadonlySet<InfoHash>> {
    const open = new Set(this.#episodes.keys())
    const records = await (await this.store()).openHeld(infoHashes, most, open)
    // Read side by side, opened in order.
    const torrents = await Promise.all(records.map((record) => this.#torrentOf(record)))
    const opening = records.map((record, i) => this.#openOneHeld(record, torrents[i]))
    await Promise.allSettled(opening)
    return new Set(records.map(({ infoHash }) => infoHash))
  }

  /** @returns `undefined` where it is damaged, or another's: then nothing is shared. */
  async #torrentOf({ infoHash, torrentFile }: EpisodeRecord): Promise<TorrentFile | undefined> {
    if (torrentFile === undefined) return undefined
    const torrent = await parseTorrentFile(torrentFile, this.#ports.sha1).catch(() => undefined)
    return torrent?.infoHash === infoHash ? torrent : undefined
  }

  async #openOneHeld(record: EpisodeRecord, torrent: TorrentFile | undefined): Promise<void> {
    if (torrent === undefined || this.#episodes.has(record.infoHash)) return
    const fits = torrent.lengthBytes === record.lengthBytes && torrent.pieceLength === record.pieceLength
    await this.#find(torrent, false, fits ? record.bitfield : undefined)
  }

  /**
   * Unshares an episode and removes what is held of it.
   * @returns false where it is in use here, or heard or being kept in another tab: nothing happens.
   */
  async forget(infoHash: InfoHash): Promise<boolean> {
    if (this.isWanted(infoHash)) return false
    const store = await this.store()
    const open = await this.opened(infoHash)
    const forgotten = await this.#ports.marks.unlessMarked(infoHash, async () => {
      if (this.isWanted(infoHash)) return false
      this.#episodes.delete(infoHash)
      open?.unshare()
      await store.remove(infoHash)
      return true
    })
    return forgotten === true
  }

  /** Its publisher took it back since this page was opened: it is neither played from here nor kept. */
  isWithdrawn(infoHash: InfoHash): boolean {
    return this.#withdrawn.has(infoHash)
  }

  /** Its publisher took it back: whoever is at it, it leaves its swarm and what is held of it is removed. Nothing else is touched. */
  async withdraw(infoHash: InfoHash): Promise<void> {
    this.#withdrawn.add(infoHash)
    const open = await this.opened(infoHash)
    this.#episodes.delete(infoHash)
    open?.withdraw()
    await (await this.store()).remove(infoHash)
    this.tellKept()
  }

  /** What is held may be another: whoever watches is told. */
  tellKept(): void {
    for (const changed of [...this.#keptWatchers]) changed()
  }

  /** `changed` runs, often, when what is held may be another. @returns the disposer. */
  watchKept(changed: () => void): () => void {
    this.#keptWatchers.add(changed)
    return () => void this.#keptWatchers.delete(changed)
  }

  /** @param held what the store has just said of it */
  async #find(torrent: TorrentFile, used: boolean, held?: Bitfield): Promise<KeptEpisode> {
    const open = this.#episodes.get(torrent.infoHash)
    if (open !== undefined) return open
    const opening = this.store().then((store) => KeptEpisode.open(torrent, store, this.#ports.sha1, used, held))
    this.#episodes.set(torrent.infoHash, opening)
    this.#known?.add(torrent.infoHash)
    opening.catch(() => this.#episodes.delete(torrent.infoHash))
    return opening
  }

  #mark(infoHash: InfoHash): void {
    if (!this.#marks.has(infoHash)) this.#marks.set(infoHash, this.#ports.marks.mark(infoHash))
  }

  #unmark(infoHash: InfoHash): void {
    if (this.#played.has(infoHash) || this.#keeping.has(infoHash)) return
    this.#marks.get(infoHash)?.()
    this.#marks.delete(infoHash)
  }
}
