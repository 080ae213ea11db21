/** An engine that does what a test says, and remembers what it was asked. For tests. */
import type { SharedSource, SharingSettings } from '../../../peer/index.ts'
import type {
  EpisodeSource,
  KeepOptions,
  KeepSnapshot,
  KeptBytes,
  KeptFile,
  StorageBudget,
} from '../../../peer/types.ts'
import { Subject } from '../../../shared/emitter.ts'
import type { InfoHash } from '../../../shared/ids.ts'
import type { DeskEngine } from '../desk-engine.ts'

export interface Keeping {
  readonly source: EpisodeSource
  readonly options: KeepOptions
  readonly progress: Subject<KeepSnapshot>
}

const SETTINGS: SharingSettings = {
  allowanceBytesPerDay: 250_000_000,
  uploadBytesPerSecond: 125_000,
  pauseOnBattery: true,
  pauseOnMetered: true,
  shareOnUnknownConnection: false,
}

export class FakeEngine implements DeskEngine {
  readonly DEFAULT_SHARING_SETTINGS = SETTINGS
  readonly DEFAULT_STORAGE_BUDGET = 1_000_000_000
  budget: StorageBudget = 1_000_000_000
  /** In the order of calls: `pin 2`, `keep https://…`. */
  readonly calls: string[] = []
  readonly keeping: Keeping[] = []
  offered: readonly SharedSource[] = []
  pinned: ReadonlySet<InfoHash> = new Set()
  held: readonly KeptBytes[] = []
  files: readonly KeptFile[] = []
  readonly #watchers = new Set<() => void>()
  readonly #givenWatchers = new Set<(bytes: number) => void>()
  readonly #settings = new Subject(SETTINGS)

  readonly keep = (source: EpisodeSource, options: KeepOptions) => {
    this.calls.push(`keep ${source.url}`)
    const progress = new Subject<KeepSnapshot>({ state: 'loading', heldBytes: 0, lengthBytes: 0 })
    this.keeping.push({ source, options, progress })
    options.signal.addEventListener('abort', () => progress.set({ ...progress.snapshot, state: 'stopped' }))
    return progress
  }

  readonly pin = async (infoHashes: ReadonlySet<InfoHash>) => {
    this.calls.push(`pin ${infoHashes.size}`)
    this.pinned = infoHashes
  }

  readonly forget = async (infoHashes: readonly InfoHash[]) => {
    const inUse = this.held.filter((one) => one.inUse).map(({ infoHash }) => infoHash)
    const forgotten = infoHashes.filter((one) => !inUse.includes(one))
    this.calls.push(`forget ${forgotten.length}`)
    const gone = this.held.filter(({ infoHash }) => forgotten.includes(infoHash))
    this.hold(this.held.filter((one) => !gone.includes(one)))
    const bytes = gone.reduce((sum, { heldBytes }) => sum + heldBytes, 0)
    return { forgotten, inUse: infoHashes.filter((one) => inUse.includes(one)), bytes }
  }

  readonly storageBudget = () => this.budget

  /** All that may go, as long as a byte is over: which of it is the engine's to know. */
  readonly overStorageBudget = async (
    kept: readonly KeptBytes[],
    files: readonly KeptFile[],
    budget: StorageBudget,
  ) => {
    const heldBytes = [...kept, ...files].reduce((sum, one) => sum + one.heldBytes, 0)
    const isOver = budget !== 'unlimited' && heldBytes > budget
    return isOver ? kept.filter(({ inUse, pinned }) => !inUse && !pinned) : []
  }

  readonly setStorageBudget = async (budget: StorageBudget) => {
    this.budget = budget
    const over = await this.overStorageBudget(this.held, this.files, budget)
    return this.forget(over.map(({ infoHash }) => infoHash))
  }

  readonly keptEpisodes = async () => this.held

  readonly keptFiles = async () => this.files

  readonly forgetFiles = async (urls: readonly string[]) => {
    this.calls.push(`forget files ${urls.length}`)
    const gone = this.files.filter(({ url }) => urls.includes(url))
    this.files = this.files.filter((one) => !gone.includes(one))
    return gone.reduce((sum, { heldBytes }) => sum + heldBytes, 0)
  }

  readonly watchKept = (changed: () => void) => {
    this.#watchers.add(changed)
    return () => void this.#watchers.delete(changed)
  }

  readonly watchGiven = (gave: (bytes: number) => void) => {
    this.#givenWatchers.add(gave)
    return () => void this.#givenWatchers.delete(gave)
  }

  readonly reseed = (episodes: readonly SharedSource[]) => {
    this.calls.push(`reseed ${episodes.length}`)
    this.offered = episodes
  }

  readonly configureSharing = async (change: Partial<SharingSettings>) => {
    this.#settings.set({ ...this.#settings.snapshot, ...change })
  }

  readonly sharingSettings = () => this.#settings

  /** So much goes to another listener now. */
  give(bytes: number): void {
    for (const gave of [...this.#givenWatchers]) gave(bytes)
  }

  /** What this browser holds is this from now on, and whoever watches is told. */
  hold(held: readonly KeptBytes[]): void {
    this.held = held
    for (const changed of [...this.#watchers]) changed()
  }
}

export function keptBytes(infoHash: InfoHash, fields: Partial<KeptBytes> = {}): KeptBytes {
  return {
    infoHash,
    name: 'file.mp3',
    lengthBytes: 1000,
    heldBytes: 1000,
    lastUsedAt: 1,
    givenBytes: 0,
    listenersServed: 0,
    inUse: false,
    pinned: false,
    isOffered: false,
    ...fields,
  }
}
