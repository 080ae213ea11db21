/**
 * A browser with several tabs, played: one lock, lines between tabs, a virtual clock; tabs can be closed and can hang.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import type { PeerAsk, PeerView } from '../plan.ts'
import { MemoryPieceStore } from '../store/memory-piece-store.ts'
import type { PieceStore } from '../store/piece-store.ts'
import { at, testEpisode, testPiece } from '../store/test-episode.ts'
import { VerifiedPieces } from '../store/verified-store.ts'
import type { EpisodeToShare } from '../swarm/sharing.ts'
import type { TorrentFile } from '../torrent-file.ts'
import type { PeerFlow } from '../types.ts'
import { sha1 } from '../webcrypto-hash.ts'
import type { EpisodeLink } from './episode-link.ts'
import { OneSwarm, type TabPorts } from './one-swarm.ts'

export const EPISODE = testEpisode('a')
export const piece = (index: number): Uint8Array => testPiece(EPISODE, index)

/** What other tabs can see of a tab. */
interface Line {
  readonly tab: TestTab
  readonly name: string
  readonly receive: (data: unknown) => void
}

export class TestBrowser {
  nowMs = 0
  readonly lines = new Set<Line>()
  readonly store: PieceStore = new MemoryPieceStore({ budgetBytes: () => 1e9, now: () => this.nowMs })
  readonly torrent: Promise<TorrentFile> = torrentOf()
  readonly #timers = new Set<{ readonly tab: TestTab; readonly atMs: number; readonly run: () => void }>()
  readonly #inLine: TestTab[] = []
  readonly #gone = new Map<TestTab, Set<() => void>>()
  #holder: TestTab | undefined

  constructor() {
    // All tabs of a browser have it in common, as they have IndexedDB.
    Object.defineProperty(this.store, 'kind', { value: 'indexeddb' })
  }

  async open(id: string, { locks = true } = {}): Promise<TestTab> {
    const tab = new TestTab(this, id, locks)
    await tab.load()
    return tab
  }

  ports(tab: TestTab, locks: boolean): TabPorts {
    return {
      tab: tab.id,
      clock: {
        now: () => this.nowMs,
        after: (delayMs, run) => {
          const timer = { tab, atMs: this.nowMs + delayMs, run }
          this.#timers.add(timer)
          return () => this.#timers.delete(timer)
        },
      },
      now: () => this.nowMs,
      openLine: (name, receive) => {
        const line = { tab, name, receive }
        this.lines.add(line)
        return {
          post: (message) => {
            const copy: unknown = structuredClone(message)
            for (const other of this.lines)
              if (other.name === name && other.tab !== tab) other.tab.run(() => other.receive(copy))
          },
          close: () => this.lines.delete(line),
        }
      },
      openLock: (changed) => {
        if (!locks) return undefined
        tab.changed = changed
        return {
          contend: () => this.#contend(tab),
          supersede: () => this.#give(tab),
          leave: () => this.#leave(tab),
        }
      },
      whenGone: (other, gone) => {
        const found = [...this.lines].find((line) => line.tab.id === other)?.tab
        if (found !== undefined) this.#gone.set(found, (this.#gone.get(found) ?? new Set()).add(gone))
        return () => void (found && this.#gone.get(found)?.delete(gone))
      },
      isActive: () => tab.active,
    }
  }

  /** Lets time pass; what tabs that don't hang have to do by then is done. */
  async pass(ms: number): Promise<void> {
    const end = this.nowMs + ms
    for (;;) {
      const due = [...this.#timers].filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs)[0]
      if (due === undefined) break
      this.#timers.delete(due)
      this.nowMs = Math.max(this.nowMs, due.atMs)
      due.tab.run(due.run)
      await settle()
    }
    this.nowMs = end
    await settle()
  }

  close(tab: TestTab): void {
    tab.closed = true
    for (const line of [...this.lines]) if (line.tab === tab) this.lines.delete(line)
    for (const timer of [...this.#timers]) if (timer.tab === tab) this.#timers.delete(timer)
    this.#leave(tab)
    for (const gone of this.#gone.get(tab) ?? []) gone()
  }

  #contend(tab: TestTab): void {
    if (this.#holder === undefined) this.#give(tab)
    else this.#inLine.push(tab)
  }

  #give(tab: TestTab): void {
    const before = this.#holder
    this.#holder = tab
    const place = this.#inLine.indexOf(tab)
    if (place >= 0) this.#inLine.splice(place, 1)
    before?.run(() => {
      before.changed(false)
      this.#contend(before)
    })
    tab.run(() => tab.changed(true))
  }

  #leave(tab: TestTab): void {
    const place = this.#inLine.indexOf(tab)
    if (place >= 0) this.#inLine.splice(place, 1)
    if (this.#holder !== tab) return
    this.#holder = undefined
    const next = this.#inLine[0]
    if (next !== undefined) this.#give(next)
  }
}

export class TestTab {
  readonly id: string
  readonly swarm: OneSwarm
  readonly events: string[] = []
  readonly arrived: PieceIndex[] = []
  /** The real swarm, where this tab has one. */
  real: RealLink | undefined
  link: EpisodeLink | undefined
  active = true
  /** It does not share the episode, whoever asks. */
  barred = false
  /** How long it takes to open an episode for another tab. */
  opening: Promise<void> = Promise.resolve()
  closed = false
  /** What is given to others goes through it; `undefined`: it has not heard. */
  gives: boolean | undefined
  sharers = 0
  given = 0
  /** Of those, what went through this tab. */
  givenHere = 0
  changed: (held: boolean) => void = () => {}
  readonly #browser: TestBrowser
  readonly #guests = new Set<string>()
  #pieces: VerifiedPieces | undefined
  #hung: (() => void)[] | undefined

  constructor(browser: TestBrowser, id: string, locks: boolean) {
    this.#browser = browser
    this.id = id
    this.swarm = new OneSwarm({
      ports: browser.ports(this, locks),
      makeSharer: () => {
        this.sharers += 1
        return { setUpload: () => {}, share: (episode) => this.#shareForReal(episode) }
      },
      openForGuest: async (tab) => {
        this.events.push(`opened for ${tab}`)
        this.#guests.add(tab)
        await this.opening
        if (!this.barred) this.share()
      },
      closeForGuest: (tab) => {
        this.events.push(`closed for ${tab}`)
        this.#guests.delete(tab)
        if (this.#guests.size > 0) return
        this.link?.dispose()
        this.link = undefined
      },
      givesChanged: (gives) => {
        this.gives = gives
      },
      warn: (words) => this.events.push(words),
    })
  }

  get pieces(): VerifiedPieces {
    if (this.#pieces === undefined) throw new Error('the tab is not loaded')
    return this.#pieces
  }

  async load(): Promise<void> {
    const { store, torrent } = this.#browser
    this.#pieces = await VerifiedPieces.open({ torrent: await torrent, store, sha1 })
    this.#torrent = await torrent
  }

  #torrent: TorrentFile | undefined

  share(): void {
    const torrent = this.#torrent
    if (torrent === undefined || this.link !== undefined) return
    this.link = this.swarm.share({
      torrent,
      pieces: this.pieces,
      trackers: ['wss://tracker.example'],
      isWanted: () => true,
      listener: {
        pieceArrived: async (index, bytes) => {
          if (!this.pieces.has(index)) this.arrived.push(index)
          await this.pieces.write(index, bytes)
        },
        peersChanged: () => {},
        given: (bytes, by) => {
          this.given += bytes
          if (by === 'this-tab') this.givenHere += bytes
        },
        withdrawn: (tracker) => void this.events.push(`withdrawn at ${tracker}`),
      },
    })
  }

  /** Runs now, or once the tab is itself again. */
  run(what: () => void): void {
    if (this.closed) return
    if (this.#hung === undefined) queueMicrotask(what)
    else this.#hung.push(what)
  }

  hang(): void {
    this.#hung = []
  }

  wake(): void {
    const missed = this.#hung ?? []
    this.#hung = undefined
    for (const what of missed) this.run(what)
  }

  #shareForReal(episode: EpisodeToShare): EpisodeLink {
    this.real = new RealLink(episode)
    return this.real
  }
}

/** A swarm with one peer, who has every piece and sends when told. */
class RealLink implements EpisodeLink {
  readonly selfId = 'self'
  readonly meeting = false
  readonly swarmSize = 2
  readonly trackerStatus = 'connected'
  readonly peerCount = 1
  asks: readonly PeerAsk[] = []
  flowing: readonly PeerFlow[] = []
  readonly told: string[] = []
  disposed = false
  readonly #episode: EpisodeToShare

  constructor(episode: EpisodeToShare) {
    this.#episode = episode
  }

  peers(): readonly PeerView[] {
    return [{ id: 'p', has: () => true, heldPieces: 1, choking: false, rateBytesPerSecond: 0, latencyMs: 0 }]
  }

  flows() {
    return this.flowing
  }

  requests() {
    return []
  }

  ask(asks: readonly PeerAsk[]): void {
    this.asks = asks
  }

  fetching({ first, last }: { first: PieceIndex; last: PieceIndex }): void {
    this.told.push(`fetching ${first}-${last}`)
  }

  pieceVerified(index: PieceIndex): void {
    this.told.push(`have ${index}`)
  }

  pieceLost(index: PieceIndex): void {
    this.told.push(`lost ${index}`)
  }

  dispose(): void {
    this.disposed = true
  }

  give(bytes: number): void {
    this.#episode.listener.given(bytes, 'this-tab')
  }

  withdrawn(tracker: string): void {
    this.#episode.listener.withdrawn(tracker)
  }

  async send(index: number): Promise<void> {
    await this.#episode.listener.pieceArrived(at(index), piece(index))
  }
}

/** Everything that only waits for its turn is done. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve, 0))
}

async function torrentOf(): Promise<TorrentFile> {
  const pieceHashes = new Uint8Array(20 * EPISODE.pieceCount)
  for (let i = 0; i < EPISODE.pieceCount; i++) pieceHashes.set(await sha1(piece(i)), i * 20)
  return { ...EPISODE, name: 'a.mp3', pieceHashes, announce: [], urlList: [], bytes: EPISODE.torrentFile }
}
