/**
 * One swarm per browser, however many tabs: decides who holds it, and carries what the others want through it.
 *
 * The tab with the lock shares for real; every other tab sees it as one peer. A holder that is closed loses the lock at once,
 * one that is frozen is asked and superseded. Nothing here is waited for by whoever plays: without a holder an engine goes
 * on from cache and host. See docs/decisions/0017-one-tab-holds-the-swarm.md.
 */
import type { Clock } from '../../shared/clock.ts'
import type { InfoHash } from '../../shared/ids.ts'
import type { UploadLimits } from '../governor/upload-control.ts'
import type { EpisodeToShare } from '../swarm/sharing.ts'
import type { EpisodeLink, Sharer } from './episode-link.ts'
import { HolderWatch, PING_EVERY_MS } from './holder-watch.ts'
import { LinkedEpisode } from './linked-episode.ts'
import { RemoteEpisode } from './remote-episode.ts'
import {
  type CommonMessage,
  type GuestMessage,
  type HolderMessage,
  type PairMessage,
  parseCommonMessage,
  parseGuestMessage,
  parseHolderMessage,
} from './tab-messages.ts'

/** A line to other tabs; what is posted reaches all that have it open, except the one who posts. */
export interface TabLine {
  post(message: unknown): void
  close(): void
}

export interface TabPorts {
  /** This tab's id, different from every other's. */
  readonly tab: string
  readonly clock: Clock
  /** Wall clock, milliseconds since 1970: the same for all tabs. */
  readonly now: () => number
  openLine(name: string, receive: (data: unknown) => void): TabLine
  /** @param changed see {@link SwarmLock}. `undefined` where the browser has no locks: every tab is for itself. */
  openLock(changed: (held: boolean) => void): { contend(): void; supersede(): void; leave(): void } | undefined
  /** @returns the disposer. */
  whenGone(tab: string, gone: () => void): () => void
  /** Whether this tab is seen or heard. */
  isActive(): boolean
}

export interface OneSwarmOptions {
  readonly ports: TabPorts
  /** What shares for real; asked for when this tab holds the swarm. */
  readonly makeSharer: () => Sharer
  /** Another tab plays an episode: to be opened here and handed to {@link OneSwarm.share}. May reject: nothing happens then. */
  readonly openForGuest: (
    tab: string,
    infoHash: InfoHash,
    torrentFile: Uint8Array,
    trackers: readonly string[],
  ) => Promise<void>
  /** That tab does not want it any more: left, unless this tab or another one has its own reasons. */
  readonly closeForGuest: (tab: string, infoHash: InfoHash) => void
  /** {@link OneSwarm.guestsActive} may be another now. */
  readonly guestsChanged?: () => void
  /** Whether what is given to others goes through this tab: false once another is known to hold the swarm. */
  readonly givesChanged?: (gives: boolean) => void
  readonly warn: (words: string, error: unknown) => void
}

interface Guest {
  readonly line: TabLine
  readonly wants: Set<InfoHash>
  readonly forget: () => void
  active: boolean
}

const COMMON_LINE = 'grapevine-tabs'

export class OneSwarm implements Sharer {
  readonly #options: OneSwarmOptions
  readonly #ports: TabPorts
  readonly #lock: ReturnType<TabPorts['openLock']>
  readonly #episodes = new Map<InfoHash, LinkedEpisode>()
  readonly #guests = new Map<string, Guest>()
  readonly #watch = new HolderWatch()
  #common: TabLine | undefined
  /** To and from the holder. */
  #own: TabLine | undefined
  #remotes = new Map<InfoHash, RemoteEpisode>()
  #holder: { readonly tab: string; readonly since: number } | undefined
  #sharer: Sharer | undefined
  #limits: UploadLimits = { allowed: false, bytesPerSecond: 0 }
  /** When this tab got the lock; `undefined` while it has not. */
  #heldSince: number | undefined
  #joined = false
  #cancelTick: () => void = () => {}

  constructor(options: OneSwarmOptions) {
    this.#options = options
    this.#ports = options.ports
    this.#lock = options.ports.openLock((held) => (held ? this.#gained() : this.#lost()))
  }

  /** This tab holds the swarm. */
  get holding(): boolean {
    return this.#heldSince !== undefined
  }

  /** Another tab that uses this one's swarm is seen or heard. */
  get guestsActive(): boolean {
    return [...this.#guests.values()].some(({ active }) => active)
  }

  /** Sharing is on: this tab contends for the swarm, or uses another's. */
  join(): void {
    if (this.#joined) return
    this.#joined = true
    if (this.#lock === undefined) return void this.#gained()
    this.#common = this.#ports.openLine(COMMON_LINE, (data) => this.#hearCommon(parseCommonMessage(data)))
    this.#own = this.#ports.openLine(lineOf(this.#ports.tab), (data) => {
      this.#hearCommon(parseCommonMessage(data))
      this.#hearHolder(parseHolderMessage(data))
    })
    this.#lock.contend()
    this.#tick()
  }

  /** Sharing is off: others may hold it. The caller disposes of its episodes. */
  leave(): void {
    if (!this.#joined) return
    this.#joined = false
    this.#cancelTick()
    if (this.holding) this.#lost()
    else this.#common?.post({ kind: 'bye', from: this.#ports.tab } satisfies CommonMessage)
    this.#lock?.leave()
    this.#holder = undefined
    this.#common?.close()
    this.#own?.close()
    this.#common = undefined
    this.#own = undefined
  }

  /** How much may be given to others by this tab, while it holds the swarm. */
  setUpload(limits: UploadLimits): void {
    this.#limits = limits
    this.#sharer?.setUpload(limits)
  }

  share(episode: EpisodeToShare): EpisodeLink {
    const { infoHash } = episode.torrent
    const linked = new LinkedEpisode(episode, this.#ports.clock, () => {
      if (this.#episodes.get(infoHash) === linked) this.#episodes.delete(infoHash)
      this.#remotes.delete(infoHash)
    })
    this.#episodes.set(infoHash, linked)
    this.#link(infoHash, linked)
    return linked
  }

  #link(infoHash: InfoHash, linked: LinkedEpisode): void {
    if (this.holding) {
      if (this.#sharer === undefined) return
      linked.hold(this.#sharer)
      for (const [tab, guest] of this.#guests) if (guest.wants.has(infoHash)) this.#admit(tab, guest, linked)
    } else if (this.#joined) {
      const { tab, clock } = this.#ports
      const remote = new RemoteEpisode(tab, linked.episode, clock, (message) => this.#tellHolder(infoHash, message))
      this.#remotes.set(infoHash, remote)
      linked.follow(remote)
      if (this.#holder !== undefined) remote.joined(this.#holder.tab)
    }
  }

  #gained(): void {
    if (!this.#joined) return
    this.#heldSince = this.#ports.now()
    this.#holder = undefined
    this.#cancelTick()
    this.#sharer = this.#options.makeSharer()
    this.#sharer.setUpload(this.#limits)
    this.#remotes.clear()
    this.#options.givesChanged?.(true)
    for (const [infoHash, linked] of this.#episodes) this.#link(infoHash, linked)
  }

  /** Another tab took the swarm, or this one gives it up. */
  #lost(): void {
    if (this.holding) this.#common?.post({ kind: 'bye', from: this.#ports.tab } satisfies CommonMessage)
    this.#heldSince = undefined
    this.#sharer = undefined
    for (const [tab] of this.#guests) this.#dismissGuest(tab)
    for (const [infoHash, linked] of this.#episodes) {
      if (this.#joined) this.#link(infoHash, linked)
      else linked.part()
    }
    if (this.#joined) this.#tick()
  }

  /** While another tab holds it: is that one alive? */
  #tick(): void {
    this.#cancelTick()
    if (this.holding || !this.#joined) return
    if (this.#watch.tick() === 'supersede') {
      this.#part()
      this.#lock?.supersede()
    } else {
      this.#common?.post({
        kind: 'ping',
        from: this.#ports.tab,
        active: this.#ports.isActive(),
      } satisfies CommonMessage)
    }
    this.#cancelTick = this.#ports.clock.after(PING_EVERY_MS, () => this.#tick())
  }

  #part(): void {
    this.#holder = undefined
    for (const remote of this.#remotes.values()) remote.parted()
  }

  #hearCommon(message: CommonMessage | undefined): void {
    if (message === undefined || message.from === this.#ports.tab) return
    const { kind, from } = message
    if (kind === 'ping' && this.holding) {
      this.#welcome(from, message.active)
    } else if (kind === 'pong' && !this.holding) {
      // One that was superseded, and does not know it yet, is older.
      if (this.#holder !== undefined && message.since < this.#holder.since) return
      this.#watch.heard()
      if (this.#holder?.tab === from && this.#holder.since === message.since) return
      this.#holder = { tab: from, since: message.since }
      this.#options.givesChanged?.(false)
      for (const remote of this.#remotes.values()) remote.joined(from)
    } else if (kind === 'bye') {
      if (this.holding) this.#dismissGuest(from)
      else if (this.#holder?.tab === from) this.#part()
    }
  }

  /** Answered over the guest's own line: once it hears this, it is heard. */
  #welcome(tab: string, active: boolean): void {
    const guest = this.#guests.get(tab) ?? this.#admitTab(tab)
    if (guest.active !== active) {
      guest.active = active
      this.#options.guestsChanged?.()
    }
    guest.line.post({ kind: 'pong', from: this.#ports.tab, since: this.#heldSince ?? 0 } satisfies CommonMessage)
  }

  #admitTab(tab: string): Guest {
    const guest: Guest = {
      line: this.#ports.openLine(lineOf(tab), (data) => this.#hearGuest(tab, parseGuestMessage(data))),
      wants: new Set(),
      forget: this.#ports.whenGone(tab, () => this.#dismissGuest(tab)),
      active: false,
    }
    this.#guests.set(tab, guest)
    return guest
  }

  #hearGuest(tab: string, pair: PairMessage<GuestMessage> | undefined): void {
    const guest = this.#guests.get(tab)
    if (guest === undefined || pair?.to !== this.#ports.tab || pair.from !== tab) return
    const { infoHash, message } = pair
    const linked = this.#episodes.get(infoHash)
    if (message.kind === 'want') {
      guest.wants.add(infoHash)
      if (linked !== undefined) this.#admit(tab, guest, linked)
      void this.#openFor(tab, guest, infoHash, message)
    } else if (message.kind === 'unwant') this.#unwant(tab, guest, infoHash)
    else linked?.receive(tab, message)
  }

  async #openFor(tab: string, guest: Guest, infoHash: InfoHash, want: Extract<GuestMessage, { kind: 'want' }>) {
    try {
      await this.#options.openForGuest(tab, infoHash, want.torrentFile, want.trackers)
    } catch (error) {
      this.#options.warn('another tab’s episode could not be opened', error)
    }
    // It may be barred here, because this tab plays it plain.
    if (!this.#episodes.has(infoHash)) this.#tellGuest(tab, guest, infoHash, { kind: 'unshared' })
  }

  #admit(tab: string, guest: Guest, linked: LinkedEpisode): void {
    const { infoHash } = linked.episode.torrent
    linked.admit(tab, (message) => this.#tellGuest(tab, guest, infoHash, message))
  }

  #tellGuest(tab: string, { line }: Guest, infoHash: InfoHash, message: HolderMessage): void {
    if (this.#guests.get(tab)?.line !== line) return
    line.post({ from: this.#ports.tab, to: tab, infoHash, message } satisfies PairMessage<HolderMessage>)
  }

  #unwant(tab: string, guest: Guest, infoHash: InfoHash): void {
    if (!guest.wants.delete(infoHash)) return
    this.#episodes.get(infoHash)?.dismiss(tab)
    this.#options.closeForGuest(tab, infoHash)
  }

  #dismissGuest(tab: string): void {
    const guest = this.#guests.get(tab)
    if (guest === undefined) return
    for (const infoHash of [...guest.wants]) this.#unwant(tab, guest, infoHash)
    guest.forget()
    guest.line.close()
    this.#guests.delete(tab)
    this.#options.guestsChanged?.()
  }

  #tellHolder(infoHash: InfoHash, message: GuestMessage): void {
    const to = this.#holder?.tab
    if (to === undefined) return
    this.#own?.post({ from: this.#ports.tab, to, infoHash, message } satisfies PairMessage<GuestMessage>)
  }

  #hearHolder(pair: PairMessage<HolderMessage> | undefined): void {
    if (pair?.to !== this.#ports.tab || pair.from !== this.#holder?.tab) return
    this.#watch.heard()
    const remote = this.#remotes.get(pair.infoHash)
    remote?.receive(pair.message).catch((error: unknown) => this.#options.warn('a piece could not be taken', error))
  }
}

/** The line that a tab has with whoever holds the swarm. */
function lineOf(tab: string): string {
  return `grapevine-tab:${tab}`
}
