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
import { EpisodeEngine } from './engine/episode-engine.ts'
import type { OriginFailure } from './engine/origin-fetches.ts'
import { fetchTorrent } from './http-torrent.ts'
import type { KeptEpisode } from './kept-episode.ts'
import type { Library } from './library.ts'
import { HttpOrigin } from './origin/http-origin.ts'
import { hostForbidsReading } from './origin/http-reading-check.ts'
import { type ByteStream, StreamError } from './stream/byte-stream.ts'
import { serveStream } from './stream/sw-media-responder.ts'
import { controllingScope } from './sw-registration.ts'
import type { TorrentFile } from './torrent-file.ts'
import type { EpisodeSession, EpisodeSource, MediaFacts, PlainReason, SessionSnapshot } from './types.ts'

/** With a length from the feed, the first bytes wait no longer than this for the torrent file. */
const TORRENT_PATIENCE_MS = 250
const SNAPSHOT_PAUSE_MS = 100

const EMPTY: SessionSnapshot = {
  mode: 'stream',
  sharing: 'off',
  tracker: 'off',
  peers: 0,
  meter: { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 },
  pieces: new Uint8Array(0),
  lengthBytes: 0,
}

export class Session extends Subject<SessionSnapshot> implements EpisodeSession, ByteStream {
  readonly type: string
  readonly #source: EpisodeSource
  readonly #library: Library
  readonly #aborter = new AbortController()
  readonly #early: EarlyBytes
  readonly #torrent: Promise<TorrentFile>
  readonly #disposers: (() => void)[] = []
  #mediaUrl: Promise<string>
  #engine: EpisodeEngine | undefined
  #kept: KeptEpisode | undefined
  #plain: PlainReason | undefined
  #facts: MediaFacts | undefined
  #snapshotDue = false
  #readingChecked = false

  constructor(source: EpisodeSource, library: Library) {
    super(EMPTY)
    this.#source = source
    this.#library = library
    this.type = source.type
    this.#early = new EarlyBytes(new HttpOrigin({ url: source.url }))
    this.#torrent = this.#findTorrent()
    // Whoever needs it hears of a failure; nobody may need it.
    this.#torrent.catch(() => {})
    this.#mediaUrl = this.#start()
  }

  get mediaUrl(): Promise<string> {
    return this.#mediaUrl
  }

  report(facts: MediaFacts): void {
    this.#facts = facts
    this.#engine?.report(facts)
  }

  setSharing(on: boolean): void {
    this.#library.setSharing(on)
    this.#changed()
  }

  retry(): void {
    this.#readingChecked = false
    this.#engine?.retry()
    this.#changed()
  }

  dispose(): void {
    this.#aborter.abort()
    for (const dispose of this.#disposers.splice(0)) dispose()
    this.#engine?.dispose()
  }

  async lengthBytes(signal: AbortSignal): Promise<number> {
    const { lengthBytes: fromFeed } = this.#source
    const torrent = this.#torrent.then(({ lengthBytes }) => lengthBytes)
    if (fromFeed === undefined || fromFeed <= 0) return torrent
    const patience = new Promise<number>((resolve) => {
      const cancel = domClock.after(TORRENT_PATIENCE_MS, () => resolve(fromFeed))
      signal.addEventListener('abort', cancel, { once: true })
    })
    return Promise.race([torrent, patience])
  }

  async *read(from: number, to: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const both = AbortSignal.any([signal, this.#aborter.signal])
    let at = from
    while (at < to && !both.aborted) {
      if (this.#plain !== undefined) throw new StreamError('the episode went over to the plain enclosure')
      const engine = this.#engine
      for await (const chunk of engine === undefined ? this.#early.read(at, to, both) : engine.read(at, to, both)) {
        at += chunk.length
        yield chunk
      }
    }
  }

  async #start(): Promise<string> {
    const { signal } = this.#aborter
    if (this.#source.torrentUrl === undefined && this.#source.infoHash === undefined)
      return this.#becomePlain('no-torrent')
    if (globalThis.crypto?.subtle === undefined) return this.#becomePlain('no-service-worker')
    void this.#startEngine()
    const scope = await controllingScope(signal)
    if (this.#plain !== undefined) return this.#source.url
    if (scope === undefined) return this.#becomePlain('no-service-worker')
    const streamId = crypto.randomUUID()
    this.#disposers.push(serveStream(streamId, this))
    return formatMediaUrl(scope, { streamId, src: this.#source.url, type: this.#source.type })
  }

  async #findTorrent(): Promise<TorrentFile> {
    const { infoHash } = this.#source
    const kept = infoHash === undefined ? undefined : await this.#library.keptTorrent(infoHash).catch(() => undefined)
    return kept ?? fetchTorrent(this.#source, this.#aborter.signal)
  }

  async #startEngine(): Promise<void> {
    let torrent: TorrentFile
    try {
      torrent = await this.#torrent
      this.#kept = await this.#library.open(torrent, this.#source.trackers)
    } catch (error) {
      if (this.#aborter.signal.aborted) return
      console.warn('Grapevine: this episode plays straight from the host.', error)
      this.#becomePlain('torrent-unusable')
      return
    }
    if (this.#aborter.signal.aborted || this.#plain !== undefined) return
    const engine = this.#makeEngine(torrent, this.#kept)
    if (this.#facts !== undefined) engine.report(this.#facts)
    this.#early.handOver((offset, bytes) => engine.takeOriginBytes(offset, bytes))
    this.#engine = engine
    this.#follow(engine, this.#kept)
  }

  #makeEngine(torrent: TorrentFile, kept: KeptEpisode): EpisodeEngine {
    return new EpisodeEngine({
      torrent,
      pieces: kept.pieces,
      origin: new HttpOrigin({ url: this.#source.url, sizeBytes: torrent.lengthBytes }),
      clock: domClock,
      rng: Math.random,
      type: this.#source.type,
      feedSeconds: this.#source.durationSeconds,
      expectsPeers: () => this.#library.joining,
      onChange: () => this.#changed(),
      onUnusable: (reason) => void this.#becomePlain(reason),
    })
  }

  /** Joins engine and swarm for as long as sharing is on. */
  #follow(engine: EpisodeEngine, kept: KeptEpisode): void {
    let linked = kept.shared
    engine.setLink(linked)
    const relink = (): void => {
      if (kept.shared !== linked) engine.setLink(kept.shared)
      linked = kept.shared
      engine.poke()
      this.#changed()
    }
    this.#disposers.push(
      kept.watch({
        pieceArrived: (piece, bytes) => engine.takePeerPiece(piece, bytes),
        pieceLost: (piece) => engine.pieceLost(piece),
        peersChanged: relink,
        given: (bytes) => {
          engine.ledger.given(bytes)
          this.#changed()
        },
      }),
      () => linked?.ask([]),
    )
    relink()
  }

  #becomePlain(reason: PlainReason): string {
    if (this.#plain === undefined) {
      this.#plain = reason
      this.#engine?.dispose()
      this.#mediaUrl = Promise.resolve(this.#source.url)
      // Bytes that are not the torrent's must not be mixed with those that are: leave the swarm of this episode.
      if (reason === 'origin-differs') this.#kept?.unshare()
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
    const engine = this.#engine
    const shared = this.#plain === undefined ? this.#kept?.shared : undefined
    const failure = this.#plain === undefined ? engine?.failure : undefined
    if (failure !== undefined) void this.#checkReading(failure)
    return {
      ...EMPTY,
      mode: this.#plain === undefined ? 'stream' : 'plain',
      ...(this.#plain !== undefined && { plainReason: this.#plain }),
      sharing: this.#sharingStatus(),
      tracker: shared?.trackerStatus ?? 'off',
      peers: shared?.peerCount ?? 0,
      ...(engine !== undefined && {
        meter: engine.ledger.meter,
        pieces: engine.ledger.sources,
        lengthBytes: engine.lengthBytes,
      }),
      ...(failure !== undefined && { error: sessionError(failure) }),
    }
  }

  #sharingStatus(): SessionSnapshot['sharing'] {
    if (!this.#library.sharingOn) return 'off'
    if (!this.#library.canShare || this.#plain !== undefined) return 'unavailable'
    return this.#kept?.shared?.trackerStatus === 'connected' ? 'on' : 'connecting'
  }

  /** A host that is there but forbids cross-origin reading looks like one that is down: plain playing works there. */
  async #checkReading(failure: OriginFailure): Promise<void> {
    if (failure.kind !== 'unreachable' || this.#readingChecked) return
    this.#readingChecked = true
    if (await hostForbidsReading(this.#source.url, this.#aborter.signal)) this.#becomePlain('origin-forbids-reading')
  }
}

function sessionError(failure: OriginFailure): NonNullable<SessionSnapshot['error']> {
  if (failure.kind === 'refused') return { kind: 'origin-refuses', detail: `status ${failure.status}` }
  const detail = 'detail' in failure ? failure.detail : failure.kind
  return { kind: 'origin-unreachable', detail }
}
