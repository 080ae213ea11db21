/**
 * What this tab holds and whether it shares, for the session, the public API and what is loaded late: wires both to the browser.
 *
 * It decides nothing: open-episodes.ts knows what is open and why, sharing-switch.ts what is offered to others.
 */
import { domClock } from '../shared/dom-clock.ts'
import type { Observable } from '../shared/emitter.ts'
import type { InfoHash } from '../shared/ids.ts'
import type { IceServer } from '../shared/wire/tracker.ts'
import { LocalStorageSharingSettings } from './governor/local-storage-sharing-settings.ts'
import { SettingsInForce } from './governor/settings-in-force.ts'
import type { GovernorPicture } from './governor/sharing-governor.ts'
import type { SharingSettings } from './governor/sharing-settings.ts'
import type { KeptEpisode } from './kept-episode.ts'
import { filesMark } from './local-storage-files-mark.ts'
import { OpenEpisodes } from './open-episodes.ts'
import { randomPeerId } from './random-peer-id.ts'
import type { NamedByShow, SharedSource } from './sharing-grants.ts'
import { type SharingPorts, SharingSwitch } from './sharing-switch.ts'
import { openPieceStore } from './store/idb-open-piece-store.ts'
import { LocalStorageBudget } from './store/local-storage-budget.ts'
import type { EpisodeRecord, PieceStore } from './store/piece-store.ts'
import { budgetInBytes, type StorageBudgetStore } from './store/storage-budget.ts'
import type { FileBytes } from './stream/file-bytes.ts'
import { LockedEpisodeMarks } from './tabs/dom-episode-marks.ts'
import type { TorrentFile } from './torrent-file.ts'
import type { NetworkConfiguration } from './types.ts'
import { sha1 } from './webcrypto-hash.ts'
import { WholeFiles } from './whole-files.ts'

/** Used where no tracker names any: finds one's own public address; nothing of the show passes through it. */
const PUBLIC_STUN: readonly IceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }]

export class Library {
  readonly #episodes = new OpenEpisodes({
    openStore: async (asks) => {
      const diskBudgetBytes = () => budgetInBytes(this.storageBudget.read())
      return (await openPieceStore({ ...asks, diskBudgetBytes })).store
    },
    sha1,
    marks: new LockedEpisodeMarks(globalThis.navigator?.locks),
  })
  /** How much may be held, for the whole site. */
  readonly storageBudget: StorageBudgetStore = new LocalStorageBudget()
  /** Enclosures without a torrent. */
  readonly files = new WholeFiles({
    openStore: async () => {
      const { IdbFileStore } = await import('./store/idb-file-store.ts')
      return IdbFileStore.connect({ now: Date.now })
    },
    mark: filesMark,
    reserve: async (bytes) => (await this.store()).reserve(bytes),
    changed: () => this.#episodes.tellKept(),
  })
  readonly #settingsStore = new LocalStorageSharingSettings()
  readonly #sharing = new SharingSwitch(this.#episodes, this.#sharingPorts())
  #settings: SettingsInForce | undefined
  #network: NetworkConfiguration = {}
  readonly #hungry = new Set<object>()

  /** False where this browser has no WebRTC: it plays, but can't share. */
  get canShare(): boolean {
    return typeof RTCPeerConnection === 'function' && typeof WebSocket === 'function'
  }

  /** How connections are made from now on. */
  configure(network: NetworkConfiguration): void {
    this.#network = network
  }

  /** See {@link SharingSwitch}, as all of these. */
  sharesIn(scope?: string): boolean {
    return this.#sharing.isOn(scope)
  }

  joinsIn(scope?: string): boolean {
    return this.#sharing.isJoining(scope)
  }

  get governed(): GovernorPicture | undefined {
    return this.#sharing.governed
  }

  watch(changed: () => void): () => void {
    return this.#sharing.watch(changed)
  }

  setSharing(on: boolean, scope?: string): void {
    this.#sharing.set(on, scope)
  }

  prepareSharing(scope?: string): void {
    this.#sharing.prepare(scope)
  }

  reseed(sources: readonly SharedSource[]): void {
    this.#sharing.reseed(sources)
  }

  shareOpened(episode: KeptEpisode): void {
    this.#sharing.shareOpened(episode)
  }

  async configureSharing(change: Partial<SharingSettings>): Promise<void> {
    await this.#sharing.configure(change)
    this.#settings?.refresh()
  }

  /** The settings as they hold now. Loads nothing. */
  get settings(): Observable<SharingSettings> {
    this.#settings ??= new SettingsInForce(this.#settingsStore)
    return this.#settings
  }

  /** Something that plays here is short of data. */
  get playerHungry(): boolean {
    return this.#hungry.size > 0
  }

  /** A page that plays is not idle. @param player who says so. @param hungry what it has lasts for seconds only. */
  setPlaying(player: object, playing: boolean, hungry = false): void {
    if (playing && hungry) this.#hungry.add(player)
    else this.#hungry.delete(player)
    this.#sharing.setPlaying(player, playing)
  }

  /** Opens the cache and looks what is in it, so that nobody waits for that later. */
  prepare(): void {
    void this.#episodes.look()
    void this.files.look()
    document.addEventListener('visibilitychange', () => {
      // Another tab may have been listened to meanwhile, or have kept something.
      if (document.visibilityState !== 'visible') return
      void this.#episodes.look()
      void this.files.look()
    })
  }

  /** See {@link OpenEpisodes}, as all of these. */
  store(): Promise<PieceStore> {
    return this.#episodes.store()
  }

  /** See {@link WholeFiles.open}. */
  wholeFile(url: string, lost: () => void): Promise<FileBytes | undefined> {
    return this.files.open(url, lost)
  }

  knowsNothingOf(infoHash: InfoHash): boolean {
    return this.#episodes.knowsNothingOf(infoHash)
  }

  kept(infoHash: InfoHash): Promise<EpisodeRecord | undefined> {
    return this.#episodes.kept(infoHash)
  }

  /** @param named by its show's feed */
  open(torrent: TorrentFile, named: NamedByShow): Promise<KeptEpisode> {
    this.#sharing.opens({ ...named, infoHash: torrent.infoHash })
    return this.#episodes.openToPlay(torrent)
  }

  markHeard(infoHash: InfoHash): void {
    this.#episodes.markHeard(infoHash)
  }

  release(infoHash: InfoHash): void {
    this.#episodes.release(infoHash)
    this.#sharing.released()
  }

  /** @param named by its show's feed, where it may be shared */
  async openKeeping(torrent: TorrentFile, named: NamedByShow | undefined): Promise<KeptEpisode> {
    if (named !== undefined) this.#sharing.opens({ ...named, infoHash: torrent.infoHash })
    const episode = await this.#episodes.openToKeep(torrent)
    if (named !== undefined) this.#sharing.shareOpened(episode)
    return episode
  }

  closeKeeping(infoHash: InfoHash): void {
    this.#episodes.closeKeeping(infoHash)
    this.#sharing.released()
  }

  isWithdrawn(infoHash: InfoHash): boolean {
    return this.#episodes.isWithdrawn(infoHash)
  }

  isInUse(infoHash: InfoHash): boolean {
    return this.#episodes.isInUse(infoHash)
  }

  inUseInAnyTab(): Promise<ReadonlySet<InfoHash>> {
    return this.#episodes.inUseInAnyTab()
  }

  opened(infoHash: InfoHash): Promise<KeptEpisode | undefined> {
    return this.#episodes.opened(infoHash)
  }

  forget(infoHash: InfoHash): Promise<boolean> {
    return this.#episodes.forget(infoHash)
  }

  watchKept(changed: () => void): () => void {
    return this.#episodes.watchKept(changed)
  }

  watchGiven(gave: (bytes: number) => void): () => void {
    return this.#sharing.watchGiven(gave)
  }

  #sharingPorts(): SharingPorts {
    return {
      canShare: () => this.canShare,
      savesData,
      loadGovernor: async (changed) => {
        const { openGovernor } = await import('./governor/dom-governor.ts')
        return openGovernor(this.#settingsStore, changed)
      },
      loadSwarm: async (asks) => {
        const { openOneSwarm } = await import('./tabs/dom-one-swarm.ts')
        const sharing = {
          peerId: randomPeerId((bytes) => crypto.getRandomValues(bytes)),
          iceServers: isLocalhost(location.hostname) ? [] : PUBLIC_STUN,
          network: () => this.#network,
          clock: domClock,
          rng: Math.random,
        }
        return openOneSwarm({ sharing, ...asks })
      },
      loadLedger: async (write) => {
        const { GivenLedger } = await import('./keeping/given-ledger.ts')
        const ledger = new GivenLedger(domClock, write)
        addEventListener('pagehide', () => ledger.flush())
        return ledger
      },
      loadFailed: (error) =>
        console.warn('Grapevine: sharing could not be loaded; episodes play from the host.', error),
      turnedOn: keepStorage,
    }
  }
}

/** What a session needs of the library of its tab. */
export type SessionLibrary = Pick<
  Library,
  | 'canShare'
  | 'governed'
  | 'isWithdrawn'
  | 'joinsIn'
  | 'kept'
  | 'knowsNothingOf'
  | 'markHeard'
  | 'open'
  | 'prepareSharing'
  | 'release'
  | 'setPlaying'
  | 'setSharing'
  | 'shareOpened'
  | 'sharesIn'
  | 'watch'
  | 'wholeFile'
>

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
