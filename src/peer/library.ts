/**
 * What this tab holds and whether it shares: the store, the episodes that are open, and (once loaded) the sharing chunk.
 *
 * One switch for all: when sharing is on, the episode that is played and the episodes of this show kept from earlier visits are
 * offered to others. The wire engine is loaded with the first share, never before, and playing never waits for it. No
 * tracker or peer is spoken to while the switch is off, nor for an episode of a show that is not on the page. Behind the switch
 * the governor decides (governor/governor.ts): its word is carried out here.
 */
import { domClock } from '../shared/dom-clock.ts'
import type { Observable } from '../shared/emitter.ts'
import type { InfoHash } from '../shared/ids.ts'
import type { IceServer } from '../shared/wire/tracker.ts'
import { LocalStorageSharingSettings } from './governor/local-storage-sharing-settings.ts'
import { SettingsInForce } from './governor/settings-in-force.ts'
import type { GovernorPicture, SharingGovernor } from './governor/sharing-governor.ts'
import type { SharingSettings } from './governor/sharing-settings.ts'
import type { GivenLedger } from './keeping/given-ledger.ts'
import { KeptEpisode } from './kept-episode.ts'
import { randomPeerId } from './random-peer-id.ts'
import { openPieceStore } from './store/idb-open-piece-store.ts'
import type { EpisodeRecord, PieceStore } from './store/piece-store.ts'
import type { OneSwarm } from './tabs/one-swarm.ts'
import { parseTorrentFile, type TorrentFile } from './torrent-file.ts'
import type { NetworkConfiguration } from './types.ts'
import { sha1 } from './webcrypto-hash.ts'

/** An episode that may be re-seeded if something of it is held. */
export interface SharedSource {
  readonly infoHash: InfoHash
  readonly trackers: readonly string[]
}

/** Kept episodes that are announced at page load, the first ones named: each may have up to MAX_PEERS connections. */
const MAX_RESEEDED = 20
/** Used where no tracker names any: finds one's own public address; nothing of the show passes through it. */
const PUBLIC_STUN: readonly IceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }]

export class Library {
  readonly #episodes = new Map<InfoHash, Promise<KeptEpisode>>()
  readonly #reseedable = new Map<InfoHash, SharedSource>()
  readonly #inUse = new Set<InfoHash>()
  /** Being fetched to be kept. */
  readonly #keeping = new Set<InfoHash>()
  readonly #keptWatchers = new Set<() => void>()
  #store: Promise<PieceStore> | undefined
  /** Of these something was held at the last look; `undefined`: not looked yet. */
  #held: Set<InfoHash> | undefined
  /** Another tab plays these through this one's swarm. */
  readonly #guests = new Set<InfoHash>()
  #sharing: Promise<OneSwarm> | undefined
  #network: NetworkConfiguration = {}
  #sharingNow: OneSwarm | undefined
  readonly #settingsStore = new LocalStorageSharingSettings()
  #settings: SettingsInForce | undefined
  #governor: Promise<SharingGovernor> | undefined
  #governorNow: SharingGovernor | undefined
  #governed: GovernorPicture | undefined
  readonly #playing = new Set<object>()
  readonly #hungry = new Set<object>()
  readonly #watchers = new Set<() => void>()
  #ledger: Promise<GivenLedger> | undefined
  #on = false
  #loading = 0

  /** False where this browser has no WebRTC: it plays, but can't share. */
  get canShare(): boolean {
    return typeof RTCPeerConnection === 'function' && typeof WebSocket === 'function'
  }

  /** How connections are made from now on. */
  configure(network: NetworkConfiguration): void {
    this.#network = network
  }

  get sharingOn(): boolean {
    return this.#on
  }

  /** Sharing is on, but what it takes is still being loaded: peers may turn up soon. */
  get joining(): boolean {
    return this.#on && this.#loading > 0 && this.#governed?.decision.mayReceive !== false
  }

  /** What the governor says; `undefined` before sharing was first on. */
  get governed(): GovernorPicture | undefined {
    return this.#governed
  }

  /** `changed` runs with each change of {@link governed}. @returns the disposer. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => void this.#watchers.delete(changed)
  }

  /** Something that plays here is short of data. */
  get playerHungry(): boolean {
    return this.#hungry.size > 0
  }

  /** A page that plays is not idle. @param player who says so. @param hungry what it has lasts for seconds only. */
  setPlaying(player: object, playing: boolean, hungry = false): void {
    if (playing && hungry) this.#hungry.add(player)
    else this.#hungry.delete(player)
    if (playing === this.#playing.has(player)) return
    if (playing) this.#playing.add(player)
    else this.#playing.delete(player)
    this.#tellPlaying()
  }

  /** What another tab plays through this one counts as if it were played here. */
  #tellPlaying(): void {
    this.#governorNow?.setPlaying(this.#playing.size > 0 || this.#sharingNow?.guestsActive === true)
  }

  async configureSharing(change: Partial<SharingSettings>): Promise<void> {
    const governor = await this.#loadGovernor()
    governor.configure(change)
    this.#settings?.refresh()
  }

  /** The settings as they hold now. Loads nothing. */
  get settings(): Observable<SharingSettings> {
    this.#settings ??= new SettingsInForce(this.#settingsStore)
    return this.#settings
  }

  /** Opens an episode to be played, or finds it open. @param trackers to be announced to, as the page's feed names them. */
  async open(torrent: TorrentFile, trackers: readonly string[]): Promise<KeptEpisode> {
    this.#inUse.add(torrent.infoHash)
    this.#keptChanged()
    const wasOpen = this.#episodes.has(torrent.infoHash)
    const episode = await this.#find(torrent, true)
    if (wasOpen) void episode.pieces.markUsed()
    episode.allow()
    this.#addTrackers(episode, trackers)
    return episode
  }

  /** The episode is being asked for: while sharing is on, its swarm is joined. */
  shareOpened(episode: KeptEpisode): void {
    if (this.#on) void this.#share((sharing) => this.#shareIfAllowed(episode, sharing))
  }

  /** Opens the cache and looks what is in it, so that nobody waits for that later. */
  prepare(): void {
    void this.#lookAtStore()
    document.addEventListener('visibilitychange', () => {
      // Another tab may have been listened to meanwhile.
      if (document.visibilityState === 'visible') void this.#lookAtStore()
    })
  }

  /** The episode is no longer played: it may be evicted from the store. */
  release(infoHash: InfoHash): void {
    this.#inUse.delete(infoHash)
    this.#keptChanged()
    // What is only kept is shared to be given, or not at all.
    if (this.#governed?.decision.status === 'paused') void this.#shareAll()
  }

  /** Open in a player, here or in a tab that plays through this one. */
  isInUse(infoHash: InfoHash): boolean {
    return this.#inUse.has(infoHash) || this.#guests.has(infoHash)
  }

  /** `changed` runs, often, when what is held may be another. @returns the disposer. */
  watchKept(changed: () => void): () => void {
    this.#keptWatchers.add(changed)
    return () => void this.#keptWatchers.delete(changed)
  }

  /** An episode that is open here, for whatever reason. */
  async opened(infoHash: InfoHash): Promise<KeptEpisode | undefined> {
    return this.#episodes.get(infoHash)?.catch(() => undefined)
  }

  /** The store that all of this stands on. */
  store(): Promise<PieceStore> {
    return this.#openStore()
  }

  /** Unshares an episode and removes what is held of it. @returns false where it is in use, or being fetched: nothing happens. */
  async forget(infoHash: InfoHash): Promise<boolean> {
    const mayNot = () => this.isInUse(infoHash) || this.#keeping.has(infoHash)
    if (mayNot()) return false
    const store = await this.#openStore()
    const open = await this.opened(infoHash)
    if (mayNot()) return false
    this.#episodes.delete(infoHash)
    open?.unshare()
    await store.remove(infoHash)
    return true
  }

  /** Opens an episode to be fetched without being heard. The caller closes it with {@link closeKeeping}. */
  async openKeeping(torrent: TorrentFile, trackers: readonly string[]): Promise<KeptEpisode> {
    this.#keeping.add(torrent.infoHash)
    const episode = await this.#find(torrent, false)
    this.#addTrackers(episode, trackers)
    if (trackers.length > 0) this.shareOpened(episode)
    return episode
  }

  closeKeeping(infoHash: InfoHash): void {
    this.#keeping.delete(infoHash)
  }

  /** Earlier visits left nothing of an episode: known without a look-up, once the cache was looked at. */
  knowsNothingOf(infoHash: InfoHash): boolean {
    return this.#held?.has(infoHash) === false
  }

  /** @returns what an earlier visit left of an episode, without reading a piece. */
  async kept(infoHash: InfoHash): Promise<EpisodeRecord | undefined> {
    // What is not there needs no look-up, which costs a first sound tens of milliseconds on a busy machine.
    if (this.knowsNothingOf(infoHash)) return undefined
    return (await this.#openStore()).episode(infoHash)
  }

  /** Names the episodes that may be re-seeded, in the order in which they are; those named before come behind them. */
  reseed(sources: readonly SharedSource[]): void {
    const before = [...this.#reseedable.values()]
    this.#reseedable.clear()
    for (const source of [...sources, ...before])
      if (!this.#reseedable.has(source.infoHash)) this.#reseedable.set(source.infoHash, source)
    if (this.#on) void this.#shareAll()
  }

  /** The one switch. On: re-seeds what is kept and joins the swarms of what is open. Off: leaves them all, at once. */
  setSharing(on: boolean): void {
    if (on === this.#on) return
    this.#on = on
    if (on) keepStorage()
    if (on) void this.#shareAll()
    else void this.#forEachOpen((episode) => episode.unshare())
    this.#governorNow?.setSharing(on)
    if (!on) void this.#sharing?.then((sharing) => this.#on || sharing.leave()).catch(() => {})
  }

  /** Something is about to be played: what sharing takes is loaded meanwhile, and runs as soon as it is. */
  prepareSharing(): void {
    if (!this.#on || !this.canShare) return
    this.#loadGovernor().catch(() => {})
    if (!savesData()) this.#loadSharing().catch(() => {})
  }

  async #shareAll(): Promise<void> {
    // What is played comes first; what is merely kept needs a look into the store.
    await this.#shareOpen()
    if (!this.#on || !this.canShare) return
    await this.#openKept().catch(() => {})
    await this.#shareOpen()
  }

  /** Where nothing is open there is nothing to load for. */
  async #shareOpen(): Promise<void> {
    if (this.#episodes.size === 0) return
    await this.#share((sharing) => this.#forEachOpen((episode) => this.#shareIfAllowed(episode, sharing)))
  }

  #shareIfAllowed(episode: KeptEpisode, sharing: OneSwarm): void {
    const decision = this.#on ? this.#governed?.decision : undefined
    const { infoHash } = episode.torrent
    const wanted = decision?.status === 'on' || this.isInUse(infoHash) || this.#keeping.has(infoHash)
    if (decision?.mayReceive && wanted) episode.share(sharing, (bytes) => this.#given(episode, bytes))
    else if (episode.shared !== undefined) episode.unshare()
  }

  #given(episode: KeptEpisode, bytes: number): void {
    this.#governorNow?.given(bytes)
    this.#ledger ??= import('./keeping/given-ledger.ts').then(({ GivenLedger }) => {
      const ledger = new GivenLedger(domClock, (given) => void this.#store?.then((store) => store.addGiven(given)))
      addEventListener('pagehide', () => ledger.flush())
      return ledger
    })
    const { infoHash } = episode.torrent
    // Without it (the network is gone) this visit is not counted.
    this.#ledger.then((ledger) => ledger.note(infoHash, bytes, () => episode.shared?.flows() ?? [])).catch(() => {})
  }

  async #share(what: (sharing: OneSwarm) => unknown): Promise<void> {
    if (!this.canShare) return
    this.#loading += 1
    try {
      // Side by side, so that the swarm is joined sooner; where bytes are dear the large chunk waits for the governor's yes.
      if (!savesData()) void this.#loadSharing()
      const governor = await this.#loadGovernor()
      governor.setSharing(this.#on)
      if (!this.#governed?.decision.mayReceive) return
      const sharing = await this.#loadSharing()
      // The switch may have been turned meanwhile.
      if (!this.#on) return
      sharing.join()
      await what(sharing)
    } catch (error) {
      console.warn('Grapevine: sharing could not be loaded; episodes play from the host.', error)
    } finally {
      this.#loading -= 1
    }
  }

  /** Opens what earlier visits left of this show, so that it is shared too. */
  async #openKept(): Promise<void> {
    const store = await this.#openStore()
    const held = new Set(
      (await store.episodes()).filter(({ bitfield }) => bitfield.count > 0).map((one) => one.infoHash),
    )
    const wanted = [...this.#reseedable.values()].filter(({ infoHash }) => held.has(infoHash)).slice(0, MAX_RESEEDED)
    // Side by side: twenty of them are to be announced within two seconds. A damaged record shares nothing.
    await Promise.allSettled(wanted.map((source) => this.#openOneKept(store, source)))
  }

  async #openOneKept(store: PieceStore, { infoHash, trackers }: SharedSource): Promise<void> {
    if (this.#episodes.has(infoHash)) return
    const torrentFile = (await store.episode(infoHash))?.torrentFile
    if (torrentFile === undefined) return
    const torrent = await parseTorrentFile(torrentFile, sha1)
    if (torrent.infoHash === infoHash) this.#addTrackers(await this.#find(torrent, false), trackers)
  }

  async #find(torrent: TorrentFile, used: boolean): Promise<KeptEpisode> {
    const open = this.#episodes.get(torrent.infoHash)
    if (open !== undefined) return open
    const opening = this.#openStore().then((store) => KeptEpisode.open(torrent, store, sha1, used))
    this.#episodes.set(torrent.infoHash, opening)
    this.#held?.add(torrent.infoHash)
    opening.catch(() => this.#episodes.delete(torrent.infoHash))
    return opening
  }

  /** A tracker that is new to an episode already shared is joined too. */
  #addTrackers(episode: KeptEpisode, trackers: readonly string[]): void {
    if (episode.addTrackers(trackers) && episode.shared !== undefined) episode.unshare()
  }

  #onGoverned(governed: GovernorPicture): void {
    const before = this.#governed?.decision
    const { mayReceive, status } = governed.decision
    this.#governed = governed
    this.#setUpload(this.#sharingNow)
    if (!mayReceive) void this.#forEachOpen((episode) => episode.shared !== undefined && episode.unshare())
    else if (!before?.mayReceive || status !== before.status) void this.#shareAll()
    for (const changed of [...this.#watchers]) changed()
  }

  #setUpload(sharing: OneSwarm | undefined): void {
    const { mayGive = false, uploadBytesPerSecond = 0 } = this.#governed?.decision ?? {}
    sharing?.setUpload({ allowed: mayGive, bytesPerSecond: uploadBytesPerSecond })
  }

  async #forEachOpen(what: (episode: KeptEpisode) => unknown): Promise<void> {
    await Promise.allSettled([...this.#episodes.values()].map(async (opening) => what(await opening)))
  }

  #openStore(): Promise<PieceStore> {
    this.#store ??= openPieceStore({
      inUse: () => new Set([...this.#inUse, ...this.#guests, ...this.#keeping]),
      changed: () => this.#keptChanged(),
    }).then(({ store }) => store)
    return this.#store
  }

  #keptChanged(): void {
    for (const changed of [...this.#keptWatchers]) changed()
  }

  async #lookAtStore(): Promise<void> {
    const store = await this.#openStore()
    const records = await store.episodes().catch(() => undefined)
    // What is open here may be written to at any moment.
    if (records !== undefined)
      this.#held = new Set([...records.map(({ infoHash }) => infoHash), ...this.#episodes.keys()])
  }

  #loadGovernor(): Promise<SharingGovernor> {
    this.#governor ??= import('./governor/dom-governor.ts').then(async ({ openGovernor }) => {
      const governor = await openGovernor(this.#settingsStore, (governed) => this.#onGoverned(governed))
      this.#governorNow = governor
      governor.setPlaying(this.#playing.size > 0)
      return governor
    })
    this.#governor.catch(() => {
      this.#governor = undefined
    })
    return this.#governor
  }

  /** What another tab plays is shared from here, as if it were open here. */
  async #openForGuest(infoHash: InfoHash, torrentFile: Uint8Array, trackers: readonly string[]): Promise<void> {
    this.#guests.add(infoHash)
    const torrent = await parseTorrentFile(torrentFile, sha1)
    // That tab may have changed its mind meanwhile.
    if (torrent.infoHash !== infoHash || !this.#guests.has(infoHash)) return void this.#guests.delete(infoHash)
    const episode = await this.#find(torrent, false)
    this.#addTrackers(episode, trackers)
    await this.#share((sharing) => this.#shareIfAllowed(episode, sharing))
  }

  async #closeForGuest(infoHash: InfoHash): Promise<void> {
    this.#guests.delete(infoHash)
    if (!this.#inUse.has(infoHash) && !this.#reseedable.has(infoHash)) (await this.#episodes.get(infoHash))?.unshare()
  }

  #loadSharing(): Promise<OneSwarm> {
    this.#sharing ??= import('./tabs/dom-one-swarm.ts').then(async (chunk) => {
      const swarm = await chunk.openOneSwarm({
        sharing: {
          peerId: randomPeerId((bytes) => crypto.getRandomValues(bytes)),
          iceServers: isLocalhost(location.hostname) ? [] : PUBLIC_STUN,
          network: () => this.#network,
          clock: domClock,
          rng: Math.random,
        },
        openForGuest: (...episode) => this.#openForGuest(...episode),
        closeForGuest: (infoHash) => void this.#closeForGuest(infoHash),
        guestsChanged: () => this.#tellPlaying(),
        givesChanged: (gives) => this.#governorNow?.setGives(gives),
      })
      this.#setUpload(swarm)
      this.#sharingNow = swarm
      return swarm
    })
    // A chunk that did not load (network) is asked for again next time.
    this.#sharing.catch(() => {
      this.#sharing = undefined
    })
    return this.#sharing
  }
}

/**
 * Who turns sharing on means to keep what was heard: the browser is asked not to evict it. Firefox asks the listener, so only where
 * they have just tapped, and not at each page load.
 */
function keepStorage(): void {
  if (navigator.userActivation?.isActive) navigator.storage?.persist?.().catch(() => {})
}

/** `navigator.connection` is Chromium's alone, and in no TypeScript library. */
function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\./.test(hostname) || hostname === '[::1]'
}
