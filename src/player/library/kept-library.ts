/**
 * The library over its tables, wherever they are: one transaction for each change, then the slices it touched, in all tabs.
 *
 * Pure: time, tables and the line to other tabs are handed in. What a change does to rows is in *-rows.ts.
 */
import type { Episode, Show } from '../../feed/types.ts'
import type { Observable } from '../../shared/emitter.ts'
import type { InfoHash } from '../../shared/ids.ts'
import type { PlaceInEpisode } from '../positions.ts'
import { type DownloadFact, parseDownload, toldDownload } from './download.ts'
import { readNotes, wantEpisode } from './download-rows.ts'
import { type EarlierStorage, takeEarlier } from './earlier-rows.ts'
import { type EpisodeRef, type EpisodeSwarm, episodeKey } from './episode-ref.ts'
import type { GlobalQueue } from './global-queue.ts'
import { type HeardEpisode, heardUpTo, markedPlayed, outOfHistory, parseHeard } from './heard.ts'
import type { OfflineShow } from './kept-show.ts'
import { readKnown } from './known-rows.ts'
import type { EpisodeMark, HistoryPage, LeftBehind, Library, LibraryState, SliceName } from './library.ts'
import { ALL_SLICES } from './library-channel.ts'
import type { LibraryContents } from './library-contents.ts'
import { LibraryCore, type LibraryCoreOptions } from './library-core.ts'
import { LibraryError } from './library-error.ts'
import * as rowsOf from './library-rows.ts'
import { changedLibrarySettings, type LibrarySettingsChange, parseLibrarySettings } from './library-settings.ts'
import { type MergeReport, mergeContents, reportMerge } from './merge-contents.ts'
import { readQueue, readSingle, writeQueue, writeSingle } from './queue-rows.ts'
import { moveShow, noteFailure, readShow, type TakenShow, takeShow } from './show-rows.ts'
import { HISTORY_PAGE, readHistory, readSubscriptions } from './slices.ts'
import type { KnownEpisode } from './storage-view.ts'
import { type AddedShow, parseShowSettings, type RefreshProblem, type ShowSettings, withMoved } from './subscription.ts'
import type { IndexKey, RowWriter } from './tables.ts'

/** As many as localStorage keeps (../positions.ts). */
const POSITIONS_BEFORE_LIBRARY = 200

export interface KeptLibraryOptions extends LibraryCoreOptions {
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number
  /** What was kept before there was a library. */
  readonly earlier?: EarlierStorage | undefined
}

export class KeptLibrary implements Library {
  readonly #core: LibraryCore
  readonly #now: () => number
  readonly #earlier: EarlierStorage | undefined

  /** Reads what is there, takes over what was kept before the library. @throws {LibraryError} as a rejection. */
  static async open(options: KeptLibraryOptions): Promise<KeptLibrary> {
    const library = new KeptLibrary(options)
    await library.#takeEarlier()
    await library.#core.refresh(ALL_SLICES)
    return library
  }

  private constructor({ now, earlier, ...core }: KeptLibraryOptions) {
    this.#core = new LibraryCore(core)
    this.#now = now
    this.#earlier = earlier
  }

  get state(): Observable<LibraryState> {
    return this.#core.state
  }
  get changedShows(): Observable<readonly string[]> {
    return this.#core.changedShows
  }
  get subscriptions() {
    return this.#core.slice('subscriptions')
  }
  get continueListening() {
    return this.#core.slice('continueListening')
  }
  get newEpisodes() {
    return this.#core.slice('newEpisodes')
  }
  get queue() {
    return this.#core.slice('queue')
  }
  get history() {
    return this.#core.slice('history')
  }
  get downloads() {
    return this.#core.slice('downloads')
  }
  get settings() {
    return this.#core.slice('settings')
  }

  subscribe(shows: readonly AddedShow[]): Promise<number> {
    return this.#core.change(['subscriptions'], (rows) => rowsOf.addSubscriptions(rows, shows, this.#now()))
  }

  unsubscribe(feedUrl: string): Promise<LeftBehind> {
    return this.#core.change(['subscriptions', 'newEpisodes'], (rows) => rowsOf.removeSubscription(rows, feedUrl), [
      feedUrl,
    ])
  }

  moveSubscription(feedUrl: string, toIndex: number): Promise<void> {
    return this.#core.change(['subscriptions'], async (rows) => {
      const before = await readSubscriptions(rows)
      for (const one of withMoved(before, feedUrl, toIndex)) {
        if (!before.includes(one)) await rows.put('subscriptions', { ...one, changedAt: this.#now() })
      }
    })
  }

  changeShowSettings(feedUrl: string, change: ShowSettings): Promise<void> {
    return this.#core.change(['subscriptions'], (rows) =>
      rowsOf.changeSubscription(rows, feedUrl, (one) => ({
        ...one,
        settings: parseShowSettings({ ...one.settings, ...change }),
        changedAt: this.#now(),
      })),
    )
  }

  show(feedUrl: string): Promise<OfflineShow | undefined> {
    return this.#core.read((rows) => readShow(rows, feedUrl))
  }

  async episode({ feedUrl, guid }: EpisodeRef): Promise<Episode | undefined> {
    const download = parseDownload(await this.#core.read((rows) => rows.get('downloads', [feedUrl, guid])))
    if (download?.episode.enclosure !== undefined) return download.episode
    const listed = (await this.show(feedUrl))?.episodes.find((episode) => episode.guid === guid)
    return listed ?? parseHeard(await this.#core.read((rows) => rows.get('heard', [feedUrl, guid])))?.left
  }

  async takeShow(feedUrl: string, show: Show, whole = true): Promise<TakenShow> {
    const slices: SliceName[] = ['subscriptions', 'newEpisodes', 'continueListening', 'history', 'queue', 'downloads']
    const take = (rows: RowWriter) => takeShow(rows, feedUrl, show, { now: this.#now(), whole })
    const taken = await this.#core.change(slices, take, [feedUrl])
    if (taken.renamed > 0) await this.#rewriteEarlier()
    return taken
  }

  noteFailure(feedUrl: string, problem: RefreshProblem): Promise<void> {
    return this.#core.change(['subscriptions'], (rows) => noteFailure(rows, feedUrl, problem, this.#now()))
  }

  async moveShow(from: string, to: string): Promise<void> {
    await this.#core.change(ALL_SLICES, (rows) => moveShow(rows, from, to, this.#now()), [from, to])
    await this.#rewriteEarlier()
  }

  marks(feedUrl: string): Promise<ReadonlyMap<string, EpisodeMark>> {
    return this.#core.read((rows) => rowsOf.readMarks(rows, feedUrl))
  }

  markSeen(what: EpisodeRef | { readonly feedUrl: string } | 'all'): Promise<void> {
    return this.#core.change(['newEpisodes'], (rows) => {
      if (what === 'all') return rows.clear('news')
      return 'guid' in what ? rows.delete('news', rowsOf.keyOf(what)) : rows.deleteOfShow('news', what.feedUrl)
    })
  }

  heard(episode: HeardEpisode, place: PlaceInEpisode): Promise<void> {
    this.#earlier?.writePosition(episodeKey(episode), place)
    return this.#core.change(['continueListening', 'history', 'newEpisodes'], async (rows) => {
      const key = rowsOf.keyOf(episode)
      const next = heardUpTo(parseHeard(await rows.get('heard', key)), episode, place, this.#now())
      if (next !== undefined) await rows.put('heard', next)
      if (next?.heardAt !== undefined) await rows.delete('news', key)
    })
  }

  async place({ feedUrl, guid }: EpisodeRef): Promise<number> {
    return parseHeard(await this.#core.read((rows) => rows.get('heard', [feedUrl, guid])))?.atSeconds ?? 0
  }

  async markPlayed(episodes: readonly HeardEpisode[], played: boolean): Promise<void> {
    await this.#core.change(['continueListening', 'history', 'newEpisodes'], async (rows) => {
      for (const episode of episodes) {
        const key = rowsOf.keyOf(episode)
        const before = parseHeard(await rows.get('heard', key))
        await rows.put('heard', markedPlayed(before, episode, played, this.#now()))
        if (played) await rows.delete('news', key)
      }
    })
    await this.#rewriteEarlier()
  }

  historyPage(before?: IndexKey, limit = HISTORY_PAGE): Promise<HistoryPage> {
    return this.#core.read((rows) => readHistory(rows, limit, before))
  }

  forgetHistory(what: EpisodeRef | 'all'): Promise<void> {
    return this.#core.change(['history'], async (rows) => {
      const found = what === 'all' ? await rows.all('heard') : [await rows.get('heard', rowsOf.keyOf(what))]
      for (const row of found) {
        const heard = parseHeard(row)
        if (heard?.heardAt !== undefined) await rows.put('heard', outOfHistory(heard))
      }
    })
  }

  changeQueue(change: (queue: GlobalQueue) => GlobalQueue): Promise<void> {
    return this.#core.changeQueue(change(this.queue.snapshot), async (rows) =>
      writeQueue(rows, change(await readQueue(rows))),
    )
  }

  want(feedUrl: string, episode: Episode, show: Pick<Show, 'title' | 'imageUrl'>): Promise<void> {
    return this.#core.change(['downloads'], (rows) => wantEpisode(rows, feedUrl, episode, show, this.#now()))
  }

  async tellDownload(ref: EpisodeRef, fact: DownloadFact): Promise<void> {
    try {
      await this.#core.change(['downloads'], async (rows) => {
        const download = parseDownload(await rows.get('downloads', rowsOf.keyOf(ref)))
        if (download !== undefined) await rows.put('downloads', toldDownload(download, fact))
      })
    } catch (error) {
      // A full disk has no room for the word that it is full, either: shown all the same, until the list is read again.
      const key = episodeKey(ref)
      const downloads = this.downloads.snapshot.map((one) => (episodeKey(one) === key ? toldDownload(one, fact) : one))
      this.#core.show({ downloads })
      throw error
    }
  }

  unwant(ref: EpisodeRef): Promise<void> {
    return this.#core.change(['downloads'], async (rows) => {
      await rows.delete('downloads', rowsOf.keyOf(ref))
      await rows.delete('notes', rowsOf.keyOf(ref))
    })
  }

  notes(ref: EpisodeRef): Promise<string | undefined> {
    return this.#core.read((rows) => readNotes(rows, ref))
  }

  changeSettings(change: LibrarySettingsChange): Promise<void> {
    return this.#core.change(['settings'], async (rows) => {
      const before = parseLibrarySettings(await readSingle(rows, 'settings'))
      await writeSingle(rows, 'settings', changedLibrarySettings(before, change, this.#now()))
    })
  }

  swarms(): Promise<readonly (EpisodeRef & EpisodeSwarm)[]> {
    return this.#core.read(rowsOf.readSwarms)
  }

  knownEpisodes(infoHashes: ReadonlySet<InfoHash>): Promise<readonly KnownEpisode[]> {
    return this.#core.read((rows) => readKnown(rows, infoHashes))
  }

  contents(): Promise<LibraryContents> {
    return this.#core.read(rowsOf.readContents)
  }

  async merge(contents: LibraryContents): Promise<MergeReport> {
    const report = await this.#core.change(ALL_SLICES, async (rows) => {
      const before = await rowsOf.readContents(rows)
      const after = mergeContents(before, contents)
      await rowsOf.writeContents(rows, before, after)
      return reportMerge(before, after)
    })
    await this.#rewriteEarlier()
    return report
  }

  async clear(feedUrl?: string): Promise<void> {
    const shows = feedUrl === undefined ? this.subscriptions.snapshot.map((one) => one.feedUrl) : [feedUrl]
    const clear = (rows: RowWriter) => (feedUrl === undefined ? rowsOf.clearAll(rows) : rowsOf.clearShow(rows, feedUrl))
    await this.#core.change(ALL_SLICES, clear, shows)
    // Or the next visit would take over again what was cleared.
    this.#earlier?.clear(feedUrl)
  }

  close(): void {
    this.#core.close()
  }

  /** The database was taken away; to be called by who opened the tables. Goes on with what is there now. */
  gone(reason: 'upgrade' | 'lost'): Promise<void> {
    return this.#core.gone(reason)
  }

  /** Places that changed other than by hearing: what is kept before the library must not bring the old ones back. */
  async #rewriteEarlier(): Promise<void> {
    if (this.#earlier === undefined) return
    const found = await this.#core.read((rows) => rows.latest('unfinished', POSITIONS_BEFORE_LIBRARY))
    const heard = found.flatMap((row) => parseHeard(row) ?? []).reverse()
    this.#earlier.rewritePositions(heard.map((one) => [episodeKey(one), one.atSeconds]))
  }

  async #takeEarlier(): Promise<void> {
    const earlier = this.#earlier?.read()
    if (earlier === undefined) return
    try {
      const slices: SliceName[] = ['continueListening', 'history', 'queue']
      await this.#core.change(slices, (rows) => takeEarlier(rows, earlier, this.#now()))
    } catch (error) {
      // No room to take it over: it stays where it is, and what the library has is there.
      if (!(error instanceof LibraryError && error.kind === 'full')) throw error
    }
  }
}
