/**
 * Fetches the wanted episodes, in one tab of this site: download-plan.ts says which, the engine fetches them.
 *
 * What it may not evict is told to the engine before anything is fetched, and whenever that has changed. A download that was kept
 * and whose bytes are gone is wanted again. How far each is goes into the library, so that every tab shows it.
 */
import type { KeepSnapshot } from '../../peer/types.ts'
import type { Clock } from '../../shared/clock.ts'
import type { InfoHash } from '../../shared/ids.ts'
import { sourceOf } from '../episode-source.ts'
import type { Download, DownloadFact, DownloadProblem } from '../library/download.ts'
import { type EpisodeRef, episodeKey } from '../library/episode-ref.ts'
import type { Library } from '../library/library.ts'
import type { NetworkTells } from '../library/refresher.ts'
import type { DeskEngine, LoadEngine } from './desk-engine.ts'
import {
  type ActiveFetch,
  goneDownloads,
  partsNobodyWants,
  pinnedBy,
  planDownloads,
  problemOf,
} from './download-plan.ts'
import { fileAddress } from './file-holdings.ts'

export interface DownloadRunnerOptions {
  readonly library: Pick<Library, 'downloads' | 'tellDownload'>
  readonly engine: LoadEngine
  readonly network: NetworkTells
  isShared(feedUrl: string): boolean
  /** As of `DeskPorts`. */
  scopeOf(feedUrl: string): string
  readonly clock: Pick<Clock, 'after'>
  /** Runs `work` as the only tab that does; until then, never. Its end is the end of `signal`. */
  alone(work: () => Promise<void>, signal: AbortSignal): void
  /** For developers. */
  warn(words: string, error: unknown): void
  /** An episode was kept, or could not be; not told of what was so before. */
  ended(download: Download, problem: DownloadProblem | undefined): void
}

/** A write for each piece would keep the disk busy. */
const TELL_EVERY_MS = 1_000
/** After something changed in what is held. */
const LOOK_AFTER_MS = 2_000
/** The engine's code could not be loaded. */
const RETRY_AFTER_MS = 30_000

/** Another tab keeps the same file, or has removed it: begun anew at once, the two would go on taking it from each other. */
const REST_MS = 30_000

interface Active extends ActiveFetch {
  readonly aborter: AbortController
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>
}

export class DownloadRunner {
  readonly #options: DownloadRunnerOptions
  readonly #active = new Map<string, Active>()
  readonly #asked = new Set<string>()
  /** What became of these could not be written: they would be begun again and again. */
  readonly #unwritten = new Set<string>()
  readonly #over = new AbortController()
  /** Ended by nobody here: left alone for {@link REST_MS}. */
  readonly #resting = new Set<string>()
  #isRunning = false
  #isPlanning = false
  #isDue = false
  #wasOnline = true
  #pinned = ''
  #engine: DeskEngine | undefined
  #cancelLook: (() => void) | undefined
  #stops: (() => void)[] = []

  constructor(options: DownloadRunnerOptions) {
    this.#options = options
  }

  /** From now on; the fetching itself begins once no other tab does it. */
  start(): void {
    this.#options.alone(() => this.#run(), this.#over.signal)
  }

  /** By hand, just now: it is fetched also where data is to be saved. */
  askedFor(ref: EpisodeRef): void {
    this.#asked.add(episodeKey(ref))
    this.#resting.delete(episodeKey(ref))
    this.plan()
  }

  /** Ends the fetching of one that is no longer wanted. @returns when nothing of it is fetched here any more */
  async stop(ref: EpisodeRef): Promise<void> {
    const active = this.#active.get(episodeKey(ref))
    active?.aborter.abort()
    await active?.ended
  }

  /** Something it goes by has changed. */
  plan(): void {
    if (!this.#isRunning) return
    this.#isDue = true
    if (!this.#isPlanning) void this.#planAll()
  }

  dispose(): void {
    this.#over.abort()
  }

  #run(): Promise<void> {
    const { library, network } = this.#options
    const { signal } = this.#over
    return new Promise((resolve) => {
      if (signal.aborted) return resolve()
      this.#isRunning = true
      this.#wasOnline = network.online
      this.#stops = [library.downloads.subscribe(() => this.plan()), network.watch(() => this.#networkChanged())]
      signal.addEventListener('abort', () => {
        this.#isRunning = false
        this.#cancelLook?.()
        for (const stop of this.#stops) stop()
        for (const { aborter } of this.#active.values()) aborter.abort()
        resolve()
      })
      this.#retryUnreachable()
      this.plan()
    })
  }

  #networkChanged(): void {
    const { online } = this.#options.network
    if (online && !this.#wasOnline) this.#retryUnreachable()
    this.#wasOnline = online
    this.plan()
  }

  /** The host was away: another network, another chance. */
  #retryUnreachable(): void {
    const { library, network } = this.#options
    if (!network.online) return
    for (const one of library.downloads.snapshot)
      if (one.state === 'failed' && one.problem === 'unreachable') void this.#tell(one, { kind: 'gone' })
  }

  async #planAll(): Promise<void> {
    this.#isPlanning = true
    try {
      while (this.#isDue && this.#isRunning) {
        this.#isDue = false
        await this.#planOnce()
      }
    } catch (error) {
      this.#options.warn('Grapevine: episodes that are wanted on this device can’t be fetched now.', error)
      this.#options.clock.after(RETRY_AFTER_MS, () => this.plan())
    } finally {
      this.#isPlanning = false
    }
  }

  async #planOnce(): Promise<void> {
    const { library, network, isShared } = this.#options
    const isNeeded = library.downloads.snapshot.length > 0 || this.#pinned !== '' || this.#active.size > 0
    // Nothing is wanted, and nothing was: the engine stays where it is.
    if (!isNeeded) return
    const engine = this.#engine ?? (await this.#begin())
    await this.#pin(engine, pinnedBy(library.downloads.snapshot))
    if (!this.#isRunning) return
    const { online, savesData } = network
    const conditions = { online, savesData, asked: this.#asked, active: this.#active, isShared }
    const isLeft = (key: string): boolean => this.#unwritten.has(key) || this.#resting.has(key)
    const downloads = library.downloads.snapshot.filter((one) => !isLeft(episodeKey(one)))
    const { stop, start } = planDownloads(downloads, conditions)
    for (const key of stop) this.#active.get(key)?.aborter.abort()
    for (const download of start) this.#keep(engine, download)
  }

  async #begin(): Promise<DeskEngine> {
    const engine = await this.#options.engine()
    this.#engine = engine
    this.#stops.push(engine.watchKept(() => this.#lookLater(engine)))
    await this.#look(engine)
    return engine
  }

  async #pin(engine: DeskEngine, infoHashes: ReadonlySet<InfoHash>): Promise<void> {
    const all = [...infoHashes].sort().join()
    if (all === this.#pinned) return
    this.#pinned = all
    // Where it can't be written, episodes are fetched all the same.
    await engine.pin(infoHashes).catch(() => {})
  }

  #lookLater(engine: DeskEngine): void {
    this.#cancelLook ??= this.#options.clock.after(LOOK_AFTER_MS, () => {
      this.#cancelLook = undefined
      void this.#look(engine)
    })
  }

  async #look(engine: DeskEngine): Promise<void> {
    const { library } = this.#options
    // What was kept while this looked is not in its answer.
    const before = library.downloads.snapshot
    const found = await Promise.all([engine.keptEpisodes(), engine.keptFiles()]).catch(() => undefined)
    if (found === undefined || !this.#isRunning) return
    for (const gone of goneDownloads(before, ...found)) await this.#tell(gone, { kind: 'gone' })
    const parts = partsNobodyWants(found[1], library.downloads.snapshot, this.#active)
    // What can't be removed now is found again by a later look.
    if (parts.length > 0) await engine.forgetFiles(parts).catch(() => {})
  }

  #keep(engine: DeskEngine, download: Download): void {
    const source = sourceOf(download.episode)
    if (source === undefined) return
    const key = episodeKey(download)
    const aborter = new AbortController()
    const { isShared, scopeOf } = this.#options
    const shares = isShared(download.feedUrl)
    let ends = (): void => {}
    const ended = new Promise<void>((resolve) => {
      ends = resolve
    })
    this.#active.set(key, { shares, address: fileAddress(download.episode), aborter, ended })
    const progress = engine.keep(
      { ...source, sharingScope: scopeOf(download.feedUrl) },
      { signal: aborter.signal, shares },
    )
    let cancelTell: (() => void) | undefined
    const tellLoading = (): void => {
      cancelTell = undefined
      const { heldBytes, lengthBytes } = progress.snapshot
      void this.#tell(download, { kind: 'loading', heldBytes, lengthBytes })
    }
    const follow = (snapshot: KeepSnapshot): void => {
      if (snapshot.state === 'loading') {
        cancelTell ??= this.#options.clock.after(TELL_EVERY_MS, tellLoading)
        return
      }
      leave()
      cancelTell?.()
      ends()
      if (snapshot.state === 'stopped' && !aborter.signal.aborted) this.#rest(key)
      this.#end(key, download, snapshot)
    }
    const leave = progress.subscribe(follow)
    follow(progress.snapshot)
  }

  #rest(key: string): void {
    this.#resting.add(key)
    this.#options.clock.after(REST_MS, () => {
      this.#resting.delete(key)
      this.plan()
    })
  }

  #end(key: string, download: Download, { state, failure, lengthBytes }: KeepSnapshot): void {
    const isOver = state === 'kept' || state === 'failed'
    const problem = state === 'failed' ? problemOf(failure) : undefined
    const fact: DownloadFact = problem === undefined ? { kind: 'kept', lengthBytes } : { kind: 'failed', problem }
    const written = isOver ? this.#tell(download, fact) : Promise.resolve(true)
    if (isOver) {
      this.#asked.delete(key)
      this.#options.ended(download, problem)
    }
    // Until then the library still says that it is to be fetched.
    void written.then((isWritten) => {
      this.#active.delete(key)
      if (!isWritten) this.#unwritten.add(key)
      this.plan()
    })
  }

  /** @returns whether it was written; what went wrong stands in the library's state. */
  #tell({ feedUrl, guid }: EpisodeRef, fact: DownloadFact): Promise<boolean> {
    return this.#options.library.tellDownload({ feedUrl, guid }, fact).then(
      () => true,
      () => false,
    )
  }
}
