/**
 * What lies on this device, looked up when somebody wants to see it and again when it has changed meanwhile; and what is cleared of it.
 *
 * Pure: the engine, the library and the browser's word about its storage are handed in. Until somebody asks, the engine isn't loaded.
 */
import type { ForgetOutcome, StorageBudget } from '../../peer/types.ts'
import type { Clock } from '../../shared/clock.ts'
import type { InfoHash } from '../../shared/ids.ts'
import type { StorageEstimate } from '../library/kept-bytes.ts'
import type { Library } from '../library/library.ts'
import { type ClearWish, planClearing } from '../library/storage-view.ts'
import { budgetChoices } from '../storage-shares.ts'
import type { DeskEngine, LoadEngine } from './desk-engine.ts'
import { filesToClear } from './file-holdings.ts'
import { type Holdings, storedOf } from './storage-screen.ts'

/** The port for what the browser says of this site's storage. None of it rejects. */
export interface StorageTells {
  estimate(): Promise<StorageEstimate>
  isPersistent(): Promise<boolean>
  /** Asks for it. @returns whether it is now. */
  persist(): Promise<boolean>
}

export interface HoldingsOptions {
  readonly library: Pick<Library, 'knownEpisodes' | 'downloads'>
  readonly engine: LoadEngine
  readonly storage: StorageTells
  readonly clock: Pick<Clock, 'after'>
  changed(): void
}

/** With each piece that is kept something has changed. */
const LOOK_AFTER_MS = 1_000
/** Swarms tell nobody that they were joined, or how many are in them: as long as somebody looks, it is looked up again. */
const LOOK_EVERY_MS = 5_000

export class HoldingsWatch {
  readonly #options: HoldingsOptions
  #holdings: Holdings | undefined
  #looking: Promise<Holdings> | undefined
  #isStale = true
  /** Of looks side by side the last one that was begun counts, whichever ends last; none once this is disposed of. */
  #generation = 0
  #unwatch: (() => void) | undefined
  #cancel: (() => void) | undefined
  #cancelNext = (): void => {}

  constructor(options: HoldingsOptions) {
    this.#options = options
  }

  /** As known now; looked up anew where it may be another, and told when that is done. */
  get snapshot(): Holdings | undefined {
    if (this.#isStale && this.#looking === undefined) void this.look().catch(() => {})
    return this.#holdings
  }

  /** Now. Rejects where the engine can't be had. */
  look(): Promise<Holdings> {
    this.#isStale = false
    const generation = ++this.#generation
    const looking = this.#look(() => generation === this.#generation).finally(() => {
      if (this.#looking === looking) this.#looking = undefined
    })
    this.#looking = looking
    return looking
  }

  /** It may be another than what is known. */
  touch(): void {
    this.#isStale = true
    if (this.#holdings !== undefined) this.#options.changed()
  }

  /** @returns what became of it; `undefined` where the engine could not be had */
  async clear(wish: ClearWish): Promise<ForgetOutcome | undefined> {
    const holdings = await this.look().catch(() => undefined)
    if (holdings === undefined) return undefined
    const fileBytes = await this.forgetFiles(filesToClear(holdings, wish))
    const outcome = await this.forget(planClearing(storedOf(holdings), wish).infoHashes)
    return fileBytes === undefined ? undefined : outcome && { ...outcome, bytes: outcome.bytes + fileBytes }
  }

  /** @returns bytes that were cleared; `undefined` where the engine could not be had */
  async forgetFiles(urls: readonly string[]): Promise<number | undefined> {
    if (urls.length === 0) return 0
    try {
      const bytes = await (await this.#options.engine()).forgetFiles(urls)
      this.touch()
      return bytes
    } catch {
      return undefined
    }
  }

  async forget(infoHashes: readonly InfoHash[]): Promise<ForgetOutcome | undefined> {
    try {
      const engine = await this.#options.engine()
      const outcome = await engine.forget(infoHashes)
      this.touch()
      return outcome
    } catch {
      return undefined
    }
  }

  /** Keeps to another budget from now on. @returns what went for it. Rejects where the engine can't be had. */
  async setBudget(budget: StorageBudget): Promise<ForgetOutcome> {
    const outcome = await (await this.#options.engine()).setStorageBudget(budget)
    this.touch()
    return outcome
  }

  async persist(): Promise<boolean> {
    const isPersistent = await this.#options.storage.persist()
    this.touch()
    return isPersistent
  }

  dispose(): void {
    this.#generation += 1
    this.#unwatch?.()
    this.#cancel?.()
    this.#cancelNext()
  }

  /** What was seen is the caller's in any case. */
  async #look(isLatest: () => boolean): Promise<Holdings> {
    const { engine: load, library, storage, clock } = this.#options
    const engine = await load()
    if (isLatest()) this.#watch(engine)
    const kept = await engine.keptEpisodes()
    const [files, known, estimate, isPersistent] = await Promise.all([
      // What can't be looked up now is not gone.
      engine.keptFiles().catch(() => this.#holdings?.files ?? []),
      library.knownEpisodes(new Set(kept.map(({ infoHash }) => infoHash))),
      storage.estimate(),
      storage.isPersistent(),
    ])
    const budget = engine.storageBudget()
    const choices = await Promise.all(
      budgetChoices(budget, estimate.quotaBytes).map(async (choice) => {
        const over = await engine.overStorageBudget(kept, files, choice)
        return { budget: choice, clearsBytes: over.reduce((sum, { heldBytes }) => sum + heldBytes, 0) }
      }),
    )
    const downloads = library.downloads.snapshot
    const holdings = { kept, files, downloads, known, estimate, isPersistent, budget, choices }
    if (!isLatest()) return holdings
    this.#holdings = holdings
    this.#cancelNext()
    this.#cancelNext = clock.after(LOOK_EVERY_MS, () => this.touch())
    this.#options.changed()
    return holdings
  }

  #watch(engine: DeskEngine): void {
    this.#unwatch ??= engine.watchKept(() => {
      this.#cancel ??= this.#options.clock.after(LOOK_AFTER_MS, () => {
        this.#cancel = undefined
        this.touch()
      })
    })
  }
}
