/**
 * One episode from "chosen" to "heard": takes the ladder's rungs, wires engine, cache, origin and peers, reports as one snapshot.
 *
 * Torrent file, cache look-up and the media element's first request proceed side by side: until the engine stands, bytes
 * come straight from the origin. What can't be streamed through the service worker plays as a plain enclosure.
 */
import { domClock } from '../shared/dom-clock.ts'
import { Subject } from '../shared/emitter.ts'
import { formatMediaUrl } from '../shared/wire/media-stream.ts'
import { EarlyBytes } from './early-bytes.ts'
import type { EpisodeEngine } from './engine/episode-engine.ts'
import type { OriginFailure } from './engine/origin-fetches.ts'
import { EpisodeBytes } from './episode-bytes.ts'
import { aborted, FirstSound } from './first-sound.ts'
import { type FoundTorrent, findTorrent } from './http-find-torrent.ts'
import type { KeptEpisode } from './kept-episode.ts'
import type { SessionLibrary } from './library.ts'
import { isHungry, playingRate } from './media-facts.ts'
import { HttpOrigin } from './origin/http-origin.ts'
import { hostForbidsReading } from './origin/http-reading-check.ts'
import { EMPTY, pictureOf } from './session-picture.ts'
import { ShownFlows } from './shown-flows.ts'
import type { EpisodeRecord } from './store/piece-store.ts'
import { type ByteStream, StreamError } from './stream/byte-stream.ts'
import type { FileBytes } from './stream/file-bytes.ts'
import { HiddenCovers, hideCovers } from './stream/hidden-covers.ts'
import type { MediaSourceRung } from './stream/media-source/dom-media-source.ts'
import { serveStream } from './stream/sw-media-responder.ts'
import { controllingScope } from './sw-control.ts'
import type { EpisodeLink } from './tabs/episode-link.ts'
import type { TorrentFile } from './torrent-file.ts'
import type { EpisodeSession, EpisodeSource, MediaFacts, PlainReason, SessionSnapshot } from './types.ts'
import { isWithoutTorrent } from './whole-files.ts'

/** With a length from the feed, the first bytes wait no longer than this for the torrent file. */
const TORRENT_PATIENCE_MS = 250
const SNAPSHOT_PAUSE_MS = 100
/** A replay has its first sound by then. */
const ENGINE_REST_MS = 2_000
/** A store that does not answer within this is not waited for. */
const STORE_PATIENCE_MS = 500
/** The code for feeding the element through MediaSource, where it is needed, is not waited for longer. */
const RUNG_PATIENCE_MS = 4_000

export class Session extends Subject<SessionSnapshot> implements EpisodeSession, ByteStream {
  readonly type: string
  readonly #source: EpisodeSource
  readonly #library: SessionLibrary
  readonly #aborter = new AbortController()
  readonly #early: EarlyBytes
  readonly #bytes: EpisodeBytes
  readonly #covers = new HiddenCovers()
  readonly #torrent: Promise<FoundTorrent>
  /** Resolves with the engine once it stands; rejects where there will be none. */
  readonly #ready: Promise<EpisodeEngine>
  /** Resolves once what is held can be read: it plays without the engine. */
  readonly #cacheOpen: Promise<void>
  #cacheOpens: () => void = () => {}
  #engineStands: (engine: EpisodeEngine) => void = () => {}
  #engineFails: (error: StreamError) => void = () => {}
  /** Whether earlier visits left nothing of this episode, so that its first bytes must come from somewhere else. */
  readonly #nothingHeld: Promise<boolean>
  readonly #allHeld: Promise<boolean>
  readonly #firstSound = new FirstSound(domClock)
  /** Resolves when code may run, see {@link FirstSound.codeTime}. */
  readonly #codeTime: Promise<void>
  /** Aborted once something is to be fetched: a replay starts without the engine. */
  readonly #engineWanted = new AbortController()
  readonly #flows = new ShownFlows(domClock, () => this.#changed())
  readonly #disposers: (() => void)[] = [() => this.#flows.dispose()]
  #mediaUrl: Promise<string>
  #engine: EpisodeEngine | undefined
  #kept: KeptEpisode | undefined
  /** What is kept of an episode without a torrent; bytes come from there alone. */
  #file: FileBytes | undefined
  #plain: PlainReason | undefined
  readonly #feeding = new AbortController()
  #mediaSource: MediaSourceRung | undefined
  #facts: MediaFacts | undefined
  /** Where the element's last request begins. */
  #askedFrom = 0
  #snapshotDue = false
  #readingChecked = false

  constructor(source: EpisodeSource, library: SessionLibrary) {
    super(EMPTY)
    this.#source = source
    this.#library = library
    this.#disposers.push(library.watch(() => this.#changed()))
    this.type = source.type
    const origin = new HttpOrigin({ url: source.url })
    const noMore = AbortSignal.any([this.#aborter.signal, this.#feeding.signal])
    this.#early = new EarlyBytes(origin, domClock, noMore, () => this.#becomePlain('origin-refuses-ranges'))
    this.#ready = new Promise((resolve, reject) => {
      this.#engineStands = resolve
      this.#engineFails = reject
    })
    this.#cacheOpen = new Promise((resolve) => {
      this.#cacheOpens = resolve
    })
    const kept = this.#findKept()
    this.#allHeld = kept.then((record) => record?.bitfield.complete === true)
    this.#nothingHeld = kept.then((record) => record === undefined || record.bitfield.count === 0)
    this.#codeTime = this.#firstSound.codeTime(this.#nothingHeld, this.#early.firstBytes)
    this.#bytes = new EpisodeBytes({
      clock: domClock,
      early: this.#early,
      sources: () => ({ engine: this.#engine, held: this.#kept?.pieces, plain: this.#plain !== undefined }),
      nothingHeld: this.#nothingHeld,
      cacheOpen: this.#cacheOpen,
      ready: this.#ready,
      engineWanted: () => this.#engineWanted.abort(),
      playWanted: () => this.#firstSound.playWanted.aborted,
      bytesPerSecond: () => playingRate(this.#source, this.#facts),
    })
    this.#torrent = findTorrent(source, kept, this.#aborter.signal)
    // Whoever needs them hears of a failure; nobody may need them.
    this.#torrent.catch(() => {})
    this.#ready.catch(() => {})
    this.#mediaUrl = this.#start()
  }

  get mediaUrl(): Promise<string> {
    return this.#mediaUrl
  }

  report(facts: MediaFacts): void {
    this.#facts = facts
    this.#firstSound.report(facts)
    if (!facts.paused) this.#prefetch()
    this.#library.setPlaying(this, !facts.paused, isHungry(facts))
    this.#engine?.report(facts)
    this.#mediaSource?.report(facts)
  }

  setSharing(on: boolean): void {
    this.#library.setSharing(on, this.#source.sharingScope)
  }

  retry(): void {
    this.#readingChecked = false
    this.#engine?.retry()
    this.#changed()
  }

  dispose(): void {
    this.#aborter.abort()
    this.#feeding.abort()
    for (const dispose of this.#disposers.splice(0)) dispose()
    this.#library.setPlaying(this, false)
    this.#engine?.dispose()
    this.#engineFails(new StreamError('the episode was closed'))
    if (this.#kept !== undefined) this.#library.release(this.#kept.torrent.infoHash)
  }

  async lengthBytes(signal: AbortSignal): Promise<number> {
    if (this.#file !== undefined) return this.#file.lengthBytes()
    this.#wantBytes()
    const { lengthBytes: fromFeed, lengthMeasured } = this.#source
    // A torrent file that says otherwise makes the episode plain.
    if (lengthMeasured && fromFeed !== undefined) return fromFeed
    const torrent = this.#torrent.then(({ torrent: { lengthBytes } }) => lengthBytes)
    if (fromFeed === undefined || fromFeed <= 0) return torrent
    const patience = new Promise<number>((resolve) => {
      const cancel = domClock.after(TORRENT_PATIENCE_MS, () => resolve(fromFeed))
      signal.addEventListener('abort', cancel, { once: true })
    })
    return Promise.race([torrent, patience])
  }

  heldFrom(byte: number): number {
    if (this.#file !== undefined) return this.#file.heldFrom(byte)
    return this.#kept?.pieces.heldFrom(byte) ?? 0
  }

  read(from: number, to: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    if (this.#file !== undefined) return this.#file.read(from, to, signal)
    this.#wantBytes()
    this.#askedFrom = from
    const bytes = this.#bytes.read(from, to, AbortSignal.any([signal, this.#aborter.signal]))
    return hideCovers(this.#covers, from, bytes)
  }

  /** The media element asks: from now on everything it takes to play is on its way, side by side. */
  #wantBytes(): void {
    if (!this.#firstSound.wantBytes()) return
    this.#prefetch()
    if (this.#source.trackers.length === 0) return
    // Both run as soon as they are loaded, on the thread that feeds the element.
    void this.#codeTime.then(() => this.#library.prepareSharing(this.#source.sharingScope))
  }

  #prefetch(): void {
    const { torrentUrl, infoHash } = this.#source
    if (this.#engine !== undefined || this.#plain !== undefined || (torrentUrl ?? infoHash) === undefined) return
    // At once: each turn that is waited for is one that the first sound waits for.
    if (infoHash !== undefined && this.#library.knowsNothingOf(infoHash)) this.#early.prefetch()
    else void this.#nothingHeld.then((nothing) => nothing && this.#plain === undefined && this.#early.prefetch())
  }

  async #start(): Promise<string> {
    const { signal } = this.#aborter
    if (isWithoutTorrent(this.#source)) {
      this.#file = await this.#findFile()
      if (this.#file === undefined) return this.#becomePlain('no-torrent')
      this.#changed()
    } else {
      if (globalThis.crypto?.subtle === undefined) return this.#becomePlain('no-service-worker')
      void this.#startEngine()
    }
    const scope = await controllingScope(signal, this.#firstSound.playWanted)
    if (this.#plain !== undefined) return this.#source.url
    if (scope === undefined) return this.#openMediaSource()
    const streamId = crypto.randomUUID()
    this.#disposers.push(serveStream(streamId, this))
    return formatMediaUrl(scope, { streamId, src: this.#source.url, type: this.#source.type })
  }

  /** No worker answers here: the element is fed by the page, with what MediaSource takes. */
  async #openMediaSource(): Promise<string> {
    const { signal } = this.#feeding
    const giveUp = () => this.#becomePlain('no-service-worker')
    try {
      const chunk = await Promise.race([import('./stream/media-source/dom-media-source.ts'), afterMs(RUNG_PATIENCE_MS)])
      const { durationSeconds: feedSeconds } = this.#source
      this.#mediaSource = await chunk?.openMediaSource({ stream: this, feedSeconds, signal, onFail: giveUp })
    } catch (error) {
      console.warn('Grapevine: this episode is not played through MediaSource.', error)
    }
    if (this.#mediaSource === undefined || this.#plain !== undefined) return giveUp()
    if (this.#facts !== undefined) this.#mediaSource.report(this.#facts)
    this.set(this.#picture())
    return this.#mediaSource.url
  }

  /** What an earlier visit left; a browser whose storage does not answer has nothing. */
  #findKept(): Promise<EpisodeRecord | undefined> {
    const { infoHash } = this.#source
    if (infoHash === undefined) return Promise.resolve(undefined)
    const found = this.#library.kept(infoHash).catch(() => undefined)
    return Promise.race([found, afterMs(STORE_PATIENCE_MS)])
  }

  /** What is kept as a whole file. While there is a network the host plays sooner than a storage that does not answer. */
  #findFile(): Promise<FileBytes | undefined> {
    const found = this.#library.wholeFile(this.#source.url, () => this.#becomePlain('no-torrent'))
    return navigator.onLine ? Promise.race([found, afterMs(STORE_PATIENCE_MS)]) : found
  }

  async #startEngine(): Promise<void> {
    const code = this.#engineTime().then(() => import('./engine/episode-engine.ts'))
    // Awaited below, unless something else fails first.
    code.catch(() => {})
    let torrent: TorrentFile
    let Engine: typeof EpisodeEngine
    try {
      const found = await this.#torrent
      torrent = found.torrent
      if (this.#library.isWithdrawn(torrent.infoHash)) return void this.#becomePlain('withdrawn')
      const { lengthMeasured, lengthBytes } = this.#source
      // The element may have been told so.
      if (lengthMeasured && lengthBytes !== torrent.lengthBytes) {
        throw new Error(`the feed gives its length as ${lengthBytes} bytes, its torrent file as ${torrent.lengthBytes}`)
      }
      // Until then nothing of the cache is needed.
      if (await this.#nothingHeld) await this.#codeTime
      const kept = await this.#library.open(torrent, { ...this.#source, trackers: found.trackers })
      this.#kept = kept
      const shared = this.#codeTime.then(
        () => this.#aborter.signal.aborted || this.#plain || this.#library.shareOpened(kept),
      )
      // No bytes will ever be asked of an engine then.
      if (this.#plain !== undefined) return this.#kept.bar(false)
      void this.#awaitPlay(kept)
      this.#cacheOpens()
      this.#changed()
      Engine = (await code).EpisodeEngine
      // An engine that stood first would take itself for alone, and the host's bytes for all.
      await shared
    } catch (error) {
      // Without the engine's code (the network is gone) what is held still plays.
      if (this.#aborter.signal.aborted || this.#kept?.pieces.bitfield.complete) return
      console.warn('Grapevine: this episode plays straight from the host.', error)
      this.#becomePlain('torrent-unusable')
      return
    }
    if (this.#aborter.signal.aborted) return this.#library.release(torrent.infoHash)
    if (this.#plain !== undefined) return this.#kept.bar(false)
    const engine = this.#makeEngine(Engine, torrent, this.#kept)
    if (this.#facts !== undefined) engine.report(this.#facts)
    const underWay = this.#early.handOver((offset, bytes) => engine.takeOriginBytes(offset, bytes))
    for (const request of underWay) engine.adopt(request)
    this.#engine = engine
    this.#engineStands(engine)
    this.#follow(engine, this.#kept)
  }

  /** Until then nothing is read but what an element asks for that wants to know how long it is, and other tabs may forget it. */
  async #awaitPlay({ pieces, torrent }: KeptEpisode): Promise<void> {
    await aborted(this.#firstSound.playWanted)
    if (this.#aborter.signal.aborted) return
    pieces.readAhead(this.#askedFrom, torrent.lengthBytes)
    this.#library.markHeard(torrent.infoHash)
  }

  /** When the engine's code is to be loaded: with the first bytes; where everything is held, after the first sound. */
  async #engineTime(): Promise<void> {
    await this.#codeTime
    if (await this.#allHeld) await Promise.race([aborted(this.#engineWanted.signal), afterMs(ENGINE_REST_MS)])
  }

  #makeEngine(Engine: typeof EpisodeEngine, torrent: TorrentFile, kept: KeptEpisode): EpisodeEngine {
    return new Engine({
      torrent,
      pieces: kept.pieces,
      origin: new HttpOrigin({ url: this.#source.url, sizeBytes: torrent.lengthBytes }),
      clock: domClock,
      rng: Math.random,
      type: this.#source.type,
      feedSeconds: this.#source.durationSeconds,
      originPace: this.#early.pace,
      expectsPeers: () => this.#library.joinsIn(this.#source.sharingScope),
      onChange: () => this.#changed(),
      onBug: (error) => console.error(error),
      onUnusable: (reason) => void this.#becomePlain(reason),
    })
  }

  /** Its swarm, for as long as this show's switch is on: the same file may be shared for another one. */
  get #link(): EpisodeLink | undefined {
    return this.#library.sharesIn(this.#source.sharingScope) ? this.#kept?.shared : undefined
  }

  /** Joins engine and swarm for as long as sharing is on. */
  #follow(engine: EpisodeEngine, kept: KeptEpisode): void {
    let linked = this.#link
    engine.setLink(linked)
    const relink = (): void => {
      const link = this.#link
      if (link !== linked) {
        linked?.ask([])
        engine.setLink(link)
      }
      linked = link
      engine.poke()
      this.#changed()
    }
    this.#disposers.push(
      kept.watch({
        pieceArrived: (piece, bytes) => engine.takePeerPiece(piece, bytes),
        pieceLost: (piece) => engine.pieceLost(piece),
        peersChanged: relink,
        given: () => this.#changed(),
        withdrawn: () => this.#becomePlain('withdrawn'),
      }),
      this.#library.watch(relink),
      () => linked?.ask([]),
    )
    relink()
  }

  #becomePlain(reason: PlainReason): string {
    if (this.#plain === undefined) {
      this.#plain = reason
      this.#feeding.abort()
      this.#engine?.dispose()
      this.#engineFails(new StreamError('the episode went over to the plain enclosure'))
      this.#mediaUrl = Promise.resolve(this.#source.url)
      // Played plain it fetches nothing from others; bytes that are not the torrent's must never be mixed with those that are.
      this.#kept?.bar(reason === 'origin-differs')
      // An element that gave up on MediaSource is not kept waiting.
      if (this.#mediaSource !== undefined) this.set(this.#picture())
      this.#changed()
    }
    return this.#source.url
  }

  #changed(): void {
    if (this.#snapshotDue) return
    this.#snapshotDue = true
    domClock.after(SNAPSHOT_PAUSE_MS, () => {
      this.#snapshotDue = false
      if (!this.#aborter.signal.aborted) this.set(this.#picture())
    })
  }

  #picture(): SessionSnapshot {
    const failure = this.#plain === undefined ? this.#engine?.failure : undefined
    if (failure !== undefined) void this.#checkReading(failure)
    return pictureOf({
      mode: this.#plain !== undefined ? 'plain' : this.#mediaSource === undefined ? 'stream' : 'media-source',
      plainReason: this.#plain,
      fileBytes: this.#plain === undefined ? this.#file?.fileBytes : undefined,
      kept: this.#kept,
      link: this.#link,
      ledger: this.#engine?.ledger,
      flows: this.#flows.look(this.#plain === undefined ? this.#link : undefined),
      failure,
      sharingOn: this.#library.sharesIn(this.#source.sharingScope),
      library: this.#library,
    })
  }

  /** A host that is there but forbids cross-origin reading looks like one that is down: plain playing works there. */
  async #checkReading(failure: OriginFailure): Promise<void> {
    if (failure.kind !== 'unreachable' || this.#readingChecked) return
    this.#readingChecked = true
    if (await hostForbidsReading(this.#source.url, this.#aborter.signal)) this.#becomePlain('origin-forbids-reading')
  }
}

function afterMs(delayMs: number): Promise<undefined> {
  return new Promise((resolve) => {
    domClock.after(delayMs, () => resolve(undefined))
  })
}
