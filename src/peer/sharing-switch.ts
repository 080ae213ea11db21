/**
 * The one switch for sharing: what is open is offered to others while it is on and the governor says yes, and left at once when it is not.
 *
 * The wire engine is loaded with the first share, never before, and playing never waits for it. No tracker or peer is spoken to while
 * the switch is off, nor for an episode that nobody named. Behind the switch the governor decides (governor/governor.ts): its word
 * is carried out here.
 */
import type { InfoHash } from '../shared/ids.ts'
import type { GovernorPicture, SharingGovernor } from './governor/sharing-governor.ts'
import type { SharingSettings } from './governor/sharing-settings.ts'
import type { GivenLedger } from './keeping/given-ledger.ts'
import type { KeptEpisode } from './kept-episode.ts'
import type { OpenEpisodes, SharedSource } from './open-episodes.ts'
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
  /** Sharing was turned on. */
  readonly turnedOn: () => void
}

/** Kept episodes that are announced at page load, the first ones named: each may have up to MAX_PEERS connections. */
const MAX_RESEEDED = 20

export class SharingSwitch {
  readonly #ports: SharingPorts
  readonly #episodes: OpenEpisodes
  readonly #reseedable = new Map<InfoHash, SharedSource>()
  /** Of those, what is held and comes first. */
  #offered: ReadonlySet<InfoHash> = new Set()
  #swarm: Promise<TabSwarm> | undefined
  #swarmNow: TabSwarm | undefined
  #governor: Promise<Governor> | undefined
  #governorNow: Governor | undefined
  #governed: GovernorPicture | undefined
  readonly #playing = new Set<object>()
  readonly #watchers = new Set<() => void>()
  #ledger: Promise<Pick<GivenLedger, 'note'>> | undefined
  #on = false
  #loading = 0

  constructor(episodes: OpenEpisodes, ports: SharingPorts) {
    this.#episodes = episodes
    this.#ports = ports
  }

  get on(): boolean {
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

  /** On: re-seeds what is kept and joins the swarms of what is open. Off: leaves them all, at once. */
  set(on: boolean): void {
    if (on === this.#on) return
    this.#on = on
    if (on) this.#ports.turnedOn()
    if (on) void this.#shareAll()
    else void this.#episodes.each((episode) => episode.unshare())
    this.#governorNow?.setSharing(on)
    if (!on) void this.#swarm?.then((swarm) => this.#on || swarm.leave()).catch(() => {})
  }

  /** Something is about to be played: what sharing takes is loaded meanwhile, and runs as soon as it is. */
  prepare(): void {
    if (!this.#on || !this.#ports.canShare()) return
    this.#loadGovernor().catch(() => {})
    if (!this.#ports.savesData()) this.#loadSwarm().catch(() => {})
  }

  /** Names the episodes that may be re-seeded, in the order in which they are; those named before come behind them. */
  reseed(sources: readonly SharedSource[]): void {
    const before = [...this.#reseedable.values()]
    this.#reseedable.clear()
    for (const source of [...sources, ...before])
      if (!this.#reseedable.has(source.infoHash)) this.#reseedable.set(source.infoHash, source)
    if (this.#on) void this.#shareAll()
  }

  /** The episode is being asked for: while sharing is on, its swarm is joined. */
  shareOpened(episode: KeptEpisode): void {
    if (this.#on) void this.#share((swarm) => this.#shareIfAllowed(episode, swarm))
  }

  /** An episode is no longer played: what is only kept is shared to be given, or not at all. */
  released(): void {
    if (this.#governed?.decision.status === 'paused') void this.#shareAll()
  }

  async #shareAll(): Promise<void> {
    // What is played comes first, in the store too: the look for what is merely kept must not come between its reads.
    await this.#shareOpen()
    if (!this.#on || !this.#ports.canShare()) return
    await this.#openKept()
    await this.#shareOpen()
  }

  async #openKept(): Promise<void> {
    const named = [...this.#reseedable.values()]
    if (named.length === 0) return
    // Known without a look: the code is loaded meanwhile.
    if (named.some(({ infoHash }) => this.#episodes.holds(infoHash))) this.prepare()
    this.#offered = await this.#episodes.openHeld(named, MAX_RESEEDED).catch(() => this.#offered)
  }

  /** Where nothing is open there is nothing to load for. */
  async #shareOpen(): Promise<void> {
    if (this.#episodes.isEmpty) return
    await this.#share((swarm) => this.#episodes.each((episode) => this.#shareIfAllowed(episode, swarm)))
  }

  #shareIfAllowed(episode: KeptEpisode, swarm: TabSwarm): void {
    const decision = this.#on ? this.#governed?.decision : undefined
    const { infoHash } = episode.torrent
    const comesFirst = this.#offered.has(infoHash) || !this.#reseedable.has(infoHash)
    const wanted = (decision?.status === 'on' && comesFirst) || this.#episodes.isWanted(infoHash)
    if (decision?.mayReceive && wanted) episode.share(swarm, (bytes) => this.#given(episode, bytes))
    else if (episode.shared !== undefined) episode.unshare()
  }

  #given(episode: KeptEpisode, bytes: number): void {
    this.#governorNow?.given(bytes)
    this.#ledger ??= this.#ports.loadLedger(
      (given) => void this.#episodes.store().then((store) => store.addGiven(given)),
    )
    const { infoHash } = episode.torrent
    // Without it (the network is gone) this visit is not counted.
    this.#ledger.then((ledger) => ledger.note(infoHash, bytes, () => episode.shared?.flows() ?? [])).catch(() => {})
  }

  async #share(what: (swarm: TabSwarm) => unknown): Promise<void> {
    if (!this.#ports.canShare()) return
    this.#loading += 1
    try {
      // Side by side, so that the swarm is joined sooner.
      if (!this.#ports.savesData()) void this.#loadSwarm()
      const governor = await this.#loadGovernor()
      governor.setSharing(this.#on)
      if (!this.#governed?.decision.mayReceive) return
      const swarm = await this.#loadSwarm()
      // The switch may have been turned meanwhile.
      if (!this.#on) return
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

  /** What another tab plays is shared from here, as if it were open here. */
  async #openForGuest(infoHash: InfoHash, torrentFile: Uint8Array, trackers: readonly string[]): Promise<void> {
    const episode = await this.#episodes.openForGuest(infoHash, torrentFile, trackers)
    if (episode !== undefined) await this.#share((swarm) => this.#shareIfAllowed(episode, swarm))
  }

  async #closeForGuest(infoHash: InfoHash): Promise<void> {
    this.#episodes.closeForGuest(infoHash)
    if (!this.#episodes.isWanted(infoHash) && !this.#reseedable.has(infoHash))
      (await this.#episodes.opened(infoHash))?.unshare()
  }

  #loadSwarm(): Promise<TabSwarm> {
    this.#swarm ??= this.#ports
      .loadSwarm({
        openForGuest: (...episode) => this.#openForGuest(...episode),
        closeForGuest: (infoHash) => void this.#closeForGuest(infoHash),
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
