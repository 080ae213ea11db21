/**
 * The switches for sharing, one for each scope: what is open is offered to others while its own is on and the governor says yes, and
 * left at once when it is not.
 *
 * The wire engine is loaded with the first share, never before, and playing never waits for it. No tracker or peer is spoken to about an
 * episode whose switch is off, nor about one that nobody named: sharing-grants.ts knows. Behind the switches the governor decides
 * (governor/governor.ts): its word is carried out here.
 */
import type { InfoHash } from '../shared/ids.ts'
import type { GovernorPicture, SharingGovernor } from './governor/sharing-governor.ts'
import type { SharingSettings } from './governor/sharing-settings.ts'
import type { GivenLedger } from './keeping/given-ledger.ts'
import type { KeptEpisode } from './kept-episode.ts'
import type { OpenEpisodes } from './open-episodes.ts'
import { type SharedSource, SharingGrants } from './sharing-grants.ts'
import type { Given } from './store/piece-store.ts'
import type { Sharer } from './tabs/episode-link.ts'
import type { OneSwarmOptions } from './tabs/one-swarm.ts'

/** What carries the sharing: one swarm for all tabs of this browser. */
export interface TabSwarm extends Sharer {
  join(): void
  leave(): void
  readonly guestsActive: boolean
}

export type Governor = Pick<SharingGovernor, 'setSharing' | 'setPlaying' | 'setGives' | 'given' | 'configure'>

/** What is loaded late; each may reject (network), and is asked for again then. */
export interface SharingPorts {
  readonly canShare: () => boolean
  /** Where bytes are dear, the large chunk waits for the governor's yes. */
  readonly savesData: () => boolean
  readonly loadGovernor: (changed: (governed: GovernorPicture) => void) => Promise<Governor>
  readonly loadSwarm: (
    asks: Required<Pick<OneSwarmOptions, 'openForGuest' | 'closeForGuest' | 'guestsChanged' | 'givesChanged'>>,
  ) => Promise<TabSwarm>
  readonly loadLedger: (write: (given: ReadonlyMap<InfoHash, Given>) => void) => Promise<Pick<GivenLedger, 'note'>>
  readonly loadFailed: (error: unknown) => void
  /** Sharing was turned on, where none was. */
  readonly turnedOn: () => void
}

/** Kept episodes that are announced at page load, the first ones named: each may have up to MAX_PEERS connections. */
const MAX_RESEEDED = 20

export class SharingSwitch {
  readonly #ports: SharingPorts
  readonly #episodes: OpenEpisodes
  readonly #grants = new SharingGrants()
  /** Of what was named, what is held and comes first. */
  #offered: ReadonlySet<InfoHash> = new Set()
  /** Counts the looks for that: an older one must not win. */
  #looks = 0
  #swarm: Promise<TabSwarm> | undefined
  #swarmNow: TabSwarm | undefined
  #governor: Promise<Governor> | undefined
  #governorNow: Governor | undefined
  #governed: GovernorPicture | undefined
  readonly #playing = new Set<object>()
  readonly #watchers = new Set<() => void>()
  readonly #givenWatchers = new Set<(bytes: number) => void>()
  #ledger: Promise<Pick<GivenLedger, 'note'>> | undefined
  #loading = 0

  constructor(episodes: OpenEpisodes, ports: SharingPorts) {
    this.#episodes = episodes
    this.#ports = ports
  }

  isOn(scope?: string): boolean {
    return this.#grants.isOn(scope)
  }

  /** Sharing is on, but what it takes is still being loaded: peers may turn up soon. */
  isJoining(scope?: string): boolean {
    return this.isOn(scope) && this.#loading > 0 && this.#governed?.decision.mayReceive !== false
  }

  /** What the governor says; `undefined` before sharing was first on. */
  get governed(): GovernorPicture | undefined {
    return this.#governed
  }

  /** `changed` runs with each change of {@link governed} and of a switch. @returns the disposer. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => void this.#watchers.delete(changed)
  }

  /** `gave` runs with each block that has gone to another listener from this tab. @returns the disposer. */
  watchGiven(gave: (bytes: number) => void): () => void {
    this.#givenWatchers.add(gave)
    return () => void this.#givenWatchers.delete(gave)
  }

  /** A page that plays is not idle. @param player who says so. */
  setPlaying(player: object, playing: boolean): void {
    if (playing === this.#playing.has(player)) return
    if (playing) this.#playing.add(player)
    else this.#playing.delete(player)
    this.#tellPlaying()
  }

  async configure(change: Partial<SharingSettings>): Promise<void> {
    ;(await this.#loadGovernor()).configure(change)
  }

  /** On: re-seeds what is kept and joins the swarms of what is open, of this scope. Off: leaves them all, at once. */
  set(on: boolean, scope?: string): void {
    const before = this.#grants.anyOn
    if (!this.#grants.answer(on, scope)) return
    const { anyOn } = this.#grants
    if (anyOn && !before) this.#ports.turnedOn()
    this.#grantsChanged()
    this.#governorNow?.setSharing(anyOn)
    if (!anyOn) void this.#swarm?.then((swarm) => this.#grants.anyOn || swarm.leave()).catch(() => {})
    this.#tellWatchers()
  }

  /** Something of this scope is about to be played: what sharing takes is loaded meanwhile, and runs as soon as it is. */
  prepare(scope?: string): void {
    if (this.isOn(scope)) this.#load()
  }

  /** Names the episodes that may be re-seeded, in the order in which they are, and no others. */
  reseed(sources: readonly SharedSource[]): void {
    this.#grants.offer(sources)
    this.#grantsChanged()
  }

  /** An episode is about to be open here, as its show's feed has it: it may be shared while that show's switch is on. */
  opens(source: SharedSource): void {
    this.#grants.open(source)
  }

  /** The episode is being asked for: while its switch is on, its swarm is joined. */
  shareOpened(episode: KeptEpisode): void {
    if (this.#isGranted(episode.torrent.infoHash)) void this.#share((swarm) => this.#settle(episode, swarm))
  }

  /** Nobody here is at an episode any more: it is offered, or left. */
  released(): void {
    this.#leave()
  }

  /** What others may no longer hear of is left at once; what they may hear of now is shared as soon as what it takes is here. */
  #grantsChanged(): void {
    this.#leave()
    if (this.#grants.anyOn) void this.#shareAll()
  }

  #leave(): void {
    void this.#episodes.each((episode) => {
      const isShared = episode.shared !== undefined
      if (isShared && !episode.isAnnouncedTo(this.#trackersFor(episode.torrent.infoHash))) episode.unshare()
    })
  }

  async #shareAll(): Promise<void> {
    // What is played comes first, in the store too: the look for what is merely kept must not come between its reads.
    await this.#shareOpen()
    if (!this.#grants.anyOn || !this.#ports.canShare()) return
    await this.#openKept()
    await this.#shareOpen()
  }

  async #openKept(): Promise<void> {
    const { offers } = this.#grants
    if (offers.length === 0) return
    // Known without a look: the code is loaded meanwhile.
    if (offers.some((infoHash) => this.#episodes.holds(infoHash))) this.#load()
    const look = ++this.#looks
    const offered = await this.#episodes.openHeld(offers, MAX_RESEEDED).catch(() => this.#offered)
    if (look === this.#looks) this.#offered = offered
  }

  /** Where nothing is open that may be shared there is nothing to load for. */
  async #shareOpen(): Promise<void> {
    if (!this.#episodes.infoHashes.some((infoHash) => this.#isGranted(infoHash))) return
    await this.#share((swarm) => this.#episodes.each((episode) => this.#settle(episode, swarm)))
  }

  #settle(episode: KeptEpisode, swarm: TabSwarm): void {
    const trackers = this.#trackersFor(episode.torrent.infoHash)
    const tells = {
      given: (bytes: number) => this.#given(episode, bytes),
      withdrawn: (tracker: string) => this.#withdrawn(episode.torrent.infoHash, tracker),
    }
    if (trackers.length > 0) episode.share(swarm, trackers, tells)
    else if (episode.shared !== undefined) episode.unshare()
  }

  #isGranted(infoHash: InfoHash): boolean {
    return this.#grants.trackersOf(infoHash).length > 0
  }

  /** Where it is to be announced now. */
  #trackersFor(infoHash: InfoHash): readonly string[] {
    // Without a yes of its own a tab carries nothing for others either.
    const decision = this.#grants.anyOn ? this.#governed?.decision : undefined
    const listing = this.#grants.listing(infoHash)
    const comesFirst = listing === 'never' || (listing === 'now' && this.#offered.has(infoHash))
    const wanted = (decision?.status === 'on' && comesFirst) || this.#episodes.isWanted(infoHash)
    return decision?.mayReceive && wanted ? this.#grants.trackersOf(infoHash) : []
  }

  #given(episode: KeptEpisode, bytes: number): void {
    this.#governorNow?.given(bytes)
    for (const gave of [...this.#givenWatchers]) gave(bytes)
    this.#ledger ??= this.#ports.loadLedger(
      (given) => void this.#episodes.store().then((store) => store.addGiven(given)),
    )
    const { infoHash } = episode.torrent
    // Without it (the network is gone) this visit is not counted.
    this.#ledger.then((ledger) => ledger.note(infoHash, bytes, () => episode.shared?.flows() ?? [])).catch(() => {})
  }

  #withdrawn(infoHash: InfoHash, tracker: string): void {
    if (this.#grants.withdraw(infoHash, tracker)) void this.#episodes.withdraw(infoHash)
    else this.#grantsChanged()
  }

  async #share(what: (swarm: TabSwarm) => unknown): Promise<void> {
    if (!this.#ports.canShare()) return
    this.#loading += 1
    try {
      // Side by side, so that the swarm is joined sooner.
      if (!this.#ports.savesData()) void this.#loadSwarm()
      const governor = await this.#loadGovernor()
      governor.setSharing(this.#grants.anyOn)
      if (!this.#governed?.decision.mayReceive) return
      const swarm = await this.#loadSwarm()
      // A switch may have been turned meanwhile.
      if (!this.#grants.anyOn) return
      swarm.join()
      await what(swarm)
    } catch (error) {
      this.#ports.loadFailed(error)
    } finally {
      this.#loading -= 1
    }
  }

  #onGoverned(governed: GovernorPicture): void {
    const before = this.#governed?.decision
    const { mayReceive, status } = governed.decision
    this.#governed = governed
    this.#setUpload(this.#swarmNow)
    if (!mayReceive) void this.#episodes.each((episode) => episode.shared !== undefined && episode.unshare())
    else if (!before?.mayReceive || status !== before.status) void this.#shareAll()
    this.#tellWatchers()
  }

  #tellWatchers(): void {
    for (const changed of [...this.#watchers]) changed()
  }

  #setUpload(swarm: TabSwarm | undefined): void {
    const { mayGive = false, uploadBytesPerSecond = 0 } = this.#governed?.decision ?? {}
    swarm?.setUpload({ allowed: mayGive, bytesPerSecond: uploadBytesPerSecond })
  }

  /** What another tab plays through this one counts as if it were played here. */
  #tellPlaying(): void {
    this.#governorNow?.setPlaying(this.#playing.size > 0 || this.#swarmNow?.guestsActive === true)
  }

  #loadGovernor(): Promise<Governor> {
    this.#governor ??= this.#ports
      .loadGovernor((governed) => this.#onGoverned(governed))
      .then((governor) => {
        this.#governorNow = governor
        governor.setPlaying(this.#playing.size > 0)
        return governor
      })
    this.#governor.catch(() => {
      this.#governor = undefined
    })
    return this.#governor
  }

  /** What another tab plays is shared from here, as if it were open here: that tab has a yes for it. */
  async #openForGuest(
    tab: string,
    infoHash: InfoHash,
    torrentFile: Uint8Array,
    trackers: readonly string[],
  ): Promise<void> {
    this.#grants.admit(infoHash, tab, trackers)
    const episode = await this.#episodes.openForGuest(infoHash, torrentFile)
    if (episode !== undefined) await this.#share((swarm) => this.#settle(episode, swarm))
  }

  #closeForGuest(tab: string, infoHash: InfoHash): void {
    if (this.#grants.dismiss(infoHash, tab)) this.#episodes.closeForGuest(infoHash)
    this.#leave()
    // What is shared for others goes on without its trackers.
    void this.#shareOpen()
  }

  /** The code that sharing takes. */
  #load(): void {
    if (!this.#ports.canShare()) return
    this.#loadGovernor().catch(() => {})
    if (!this.#ports.savesData()) this.#loadSwarm().catch(() => {})
  }

  #loadSwarm(): Promise<TabSwarm> {
    this.#swarm ??= this.#ports
      .loadSwarm({
        openForGuest: (...episode) => this.#openForGuest(...episode),
        closeForGuest: (...episode) => this.#closeForGuest(...episode),
        guestsChanged: () => this.#tellPlaying(),
        givesChanged: (gives) => this.#governorNow?.setGives(gives),
      })
      .then((swarm) => {
        this.#setUpload(swarm)
        this.#swarmNow = swarm
        return swarm
      })
    // A chunk that did not load (network) is asked for again next time.
    this.#swarm.catch(() => {
      this.#swarm = undefined
    })
    return this.#swarm
  }
}
