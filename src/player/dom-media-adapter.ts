/**
 * Binds one media element to a session and to the player's state.
 *
 * It carries out requests, reports facts to the session on every media event and about four times a second while playing
 * (the engine plans by the playhead), and folds what the element says into {@link PlayerState}. It never shows a wish as
 * done. `src` is set as soon as the session knows it; `play()` is called inside the click even before that, because the
 * element remembers it (HTML: `paused` turns false at once) and Safari lets only the click itself start sound.
 *
 * Two factors lie over the listener's volume and speed: {@link DomMediaAdapter.setFade} and {@link DomMediaAdapter.setPace}.
 * The state shows the listener's own values; the session is told the speed that plays, because the engine plans by it.
 */
import type { EpisodeSession } from '../peer/types.ts'
import type { Clock } from '../shared/clock.ts'
import { domClock } from '../shared/dom-clock.ts'
import { type Observable, Subject } from '../shared/emitter.ts'
import { MEDIA_EVENTS, type MediaElement, readMedia } from './dom-media-reading.ts'
import { failureOfCode, mediaFacts } from './media-adapter.ts'
import {
  MuteRequest,
  PauseRequest,
  type PlaybackRequest,
  PlayRequest,
  RateRequest,
  SeekRequest,
  SkipRequest,
  VolumeRequest,
} from './player-requests.ts'
import {
  initialPlayerState,
  type MediaReading,
  type PlayerFact,
  type PlayerState,
  reducePlayer,
} from './player-state.ts'
import { ScaledProperty } from './scaled-property.ts'
import { clampRate } from './speed.ts'

const REPORT_EVERY_MS = 250
const HAVE_METADATA = 1
/** Browsers refuse to play faster. */
const FASTEST_PLAYBACK = 16

export interface OpenOptions {
  /** Where to start, seconds. */
  readonly atSeconds?: number
  /** The feed's word on the duration, until the element knows better. */
  readonly durationSeconds?: number
  /** The enclosure itself: where to go if the session can't name an address. */
  readonly plainUrl?: string
}

export class DomMediaAdapter implements Observable<PlayerState> {
  readonly media: MediaElement
  readonly #clock: Clock
  readonly #mayLoad: (url: string) => boolean
  readonly #state = new Subject<PlayerState>(initialPlayerState)
  readonly #disposers: (() => void)[] = []
  #session: EpisodeSession | undefined
  #plainUrl: string | undefined
  #address: string | undefined
  #leaveSession: () => void = () => {}
  #stopTicking: (() => void) | undefined
  readonly #volume: ScaledProperty
  readonly #rate: ScaledProperty
  /** Another device plays: it can only fetch the enclosure itself. */
  #elsewhere = false
  /**
   * The listener wants to hear it. The element's own `paused` can't be trusted with that: it turns true when a source fails
   * or is replaced, and the next source must play on all the same.
   */
  #wanted = false
  /** Grows with every source asked for, so that an address that comes late can't win over a newer one. */
  #generation = 0

  /** @param mayLoad asked before the element is given an address; with `false` it is not, and somebody else has to see to it */
  constructor(media: MediaElement, clock: Clock = domClock, mayLoad: (url: string) => boolean = () => true) {
    this.media = media
    this.#clock = clock
    this.#mayLoad = mayLoad
    this.#volume = new ScaledProperty(
      () => media.volume,
      (volume) => {
        media.volume = Math.min(1, Math.max(0, volume))
      },
    )
    this.#rate = new ScaledProperty(
      () => media.playbackRate,
      (rate) => {
        media.playbackRate = Math.min(FASTEST_PLAYBACK, rate)
      },
    )
    // The default, but pages and older engines differ: speech at twice the speed must stay speech.
    media.preservesPitch = true
    for (const type of MEDIA_EVENTS) this.#on(type, () => this.#listen())
    this.#on('loadedmetadata', () => this.#restorePosition())
    this.#on('error', () => this.#fail())
    // Paused by the browser or the system, not by a failing source.
    this.#on('pause', () => {
      if (media.error === null) this.#wanted = false
    })
    this.#listen()
  }

  /** The listener wants to hear it, whatever the element says of itself at the moment. */
  get isWanted(): boolean {
    return this.#wanted
  }

  get snapshot(): PlayerState {
    return this.#state.snapshot
  }

  subscribe(listener: (state: PlayerState) => void): () => void {
    return this.#state.subscribe(listener)
  }

  /** Plays `session` from now on. The session stays the caller's: it is not disposed here. */
  open(session: EpisodeSession, options: OpenOptions = {}): void {
    this.close()
    this.#session = session
    this.#plainUrl = options.plainUrl
    const { durationSeconds, atSeconds = 0 } = options
    this.#apply({ type: 'EpisodeOpened', atSeconds, ...(durationSeconds === undefined ? {} : { durationSeconds }) })
    let mode = session.snapshot.mode
    this.#leaveSession = session.subscribe((snapshot) => {
      const gaveUpStream = mode !== 'plain' && snapshot.mode === 'plain'
      mode = snapshot.mode
      if (gaveUpStream) void this.#followTo(session)
    })
    void this.#setSource(false)
  }

  /** Lets go of the session and of what was loaded. */
  close(): void {
    this.#generation++
    // At once: the element's own `pause` event comes only after the next episode may have been opened.
    this.#wanted = false
    this.#leaveSession()
    this.#leaveSession = () => {}
    this.#session = undefined
    this.#apply({ type: 'EpisodeClosed' })
    if (this.#address === undefined) return
    this.#address = undefined
    this.media.pause()
    this.media.removeAttribute('src')
    this.media.load()
  }

  /** Carries out a wish. Call it inside the click: only there may sound start. */
  execute(request: PlaybackRequest): void {
    const { media } = this
    if (request instanceof PlayRequest) this.#play()
    else if (request instanceof PauseRequest) this.#pause()
    else if (request instanceof SeekRequest) this.#seek(request.toSeconds)
    else if (request instanceof SkipRequest) this.#seek(this.#position + request.bySeconds)
    else if (request instanceof RateRequest) {
      const rate = clampRate(request.rate)
      this.#rate.ask(rate)
      // The default is what loading another source falls back to.
      media.defaultPlaybackRate = rate
    } else if (request instanceof VolumeRequest) {
      if (Number.isFinite(request.volume)) this.#volume.ask(Math.min(1, Math.max(0, request.volume)))
      media.muted = false
    } else if (request instanceof MuteRequest) media.muted = request.muted
  }

  /** After an error: asks the session anew and goes on where playback stopped. */
  retry(): void {
    this.#session?.retry()
    this.#reload(true)
  }

  /**
   * Plays at a part of the listener's volume: 0 to 1. The state's `volume` stays theirs. iPhones, which let no page set the
   * volume, play on as loud as before.
   */
  setFade(factor: number): void {
    this.#volume.scale(Math.min(1, Math.max(0, factor)))
  }

  /**
   * Plays at a multiple of the listener's speed: 1 or more. The state's `playbackRate` stays theirs, the session hears the real
   * one. Loading another source ends it.
   */
  setPace(factor: number): void {
    this.#rate.scale(Math.max(1, factor))
  }

  /**
   * Another device plays (`true`), or none any more. It fetches what it plays itself, past this page's service worker, so it is
   * given the enclosure's own address, in the next episodes as well; afterwards the session's stream goes on where it stopped.
   */
  playElsewhere(elsewhere: boolean): void {
    if (elsewhere === this.#elsewhere) return
    this.#elsewhere = elsewhere
    if (this.#session === undefined || this.#address === undefined) return
    if (elsewhere && (this.#plainUrl === undefined || this.#plainUrl === this.#address)) return
    this.#reload(this.#wanted)
  }

  dispose(): void {
    this.setFade(1)
    this.setPace(1)
    this.close()
    this.#stopTicking?.()
    for (const dispose of this.#disposers.splice(0)) dispose()
  }

  get #position(): number {
    return this.snapshot.heldAtSeconds ?? this.media.currentTime
  }

  /** The stream was given up: goes on from the enclosure itself, unless that is what plays already. */
  async #followTo(session: EpisodeSession): Promise<void> {
    const url = await session.mediaUrl.catch(() => undefined)
    if (session !== this.#session || this.#address === undefined || url === this.#address) return
    this.#reload(this.#wanted)
  }

  #reload(play: boolean): void {
    this.#apply({ type: 'PositionHeld', atSeconds: this.#position })
    void this.#setSource(play)
  }

  async #setSource(play: boolean): Promise<void> {
    const session = this.#session
    if (session === undefined) return
    const generation = ++this.#generation
    this.#wanted ||= play
    let url: string | undefined
    try {
      url = await session.mediaUrl
      if (this.#elsewhere) url = this.#plainUrl ?? url
    } catch {
      url = this.#plainUrl
    }
    if (generation !== this.#generation) return
    if (url === undefined) {
      this.#apply({ type: 'MediaFailed', failure: 'media-not-loaded' })
      return
    }
    if (!this.#mayLoad(url)) return
    this.#address = url
    this.#apply({ type: 'SourceSet' })
    // What the page feeds can't be handed to another device; iPhones want it said (ManagedMediaSource).
    this.media.disableRemotePlayback = session.snapshot.mode === 'media-source' && url !== this.#plainUrl
    this.media.src = url
    this.#rate.forget()
    if (this.#wanted) this.#play()
    this.#listen()
  }

  #play(): void {
    this.#wanted = true
    if (this.snapshot.failure !== undefined) {
      this.retry()
      return
    }
    // A refused play() needs no words: the element stays paused and says so, and errors come as `error` events.
    this.media.play().catch(() => this.#listen())
    this.#listen()
  }

  #pause(): void {
    this.#wanted = false
    this.media.pause()
  }

  #seek(toSeconds: number): void {
    const { durationSeconds } = this.snapshot
    const end = Number.isFinite(durationSeconds) ? durationSeconds : Number.POSITIVE_INFINITY
    const to = Math.min(Math.max(0, toSeconds), end)
    if (this.media.readyState >= HAVE_METADATA) this.media.currentTime = to
    else this.#apply({ type: 'PositionHeld', atSeconds: to })
    this.#listen()
  }

  #restorePosition(): void {
    const { heldAtSeconds } = this.snapshot
    if (heldAtSeconds === undefined) return
    this.media.currentTime = heldAtSeconds
    this.#apply({ type: 'PositionRestored' })
    this.#listen()
  }

  #fail(): void {
    // Without an address an `error` is the echo of letting the old one go.
    if (this.#address === undefined) return
    const at = this.#position
    this.#apply({ type: 'PositionHeld', atSeconds: at })
    this.#session?.report({ ...mediaFacts(readMedia(this.media)), failed: true })
    this.#apply({ type: 'MediaFailed', failure: failureOfCode(this.media.error?.code ?? 4) })
  }

  #listen(): void {
    const reading = readMedia(this.media)
    this.#apply({ type: 'MediaSpoke', reading: this.#asListened(reading) })
    // What another device fetches for itself need not be fetched here as well.
    this.#session?.report({ ...mediaFacts(reading), ...(this.#elsewhere ? { paused: true, starving: false } : {}) })
    const moving = !reading.paused && !reading.ended
    if (moving && this.#stopTicking === undefined) {
      this.#stopTicking = this.#clock.after(REPORT_EVERY_MS, () => {
        this.#stopTicking = undefined
        this.#listen()
      })
    } else if (!moving) {
      this.#stopTicking?.()
      this.#stopTicking = undefined
    }
  }

  /** With the listener's own volume and speed, whatever lies over them. */
  #asListened(reading: MediaReading): MediaReading {
    return { ...reading, volume: this.#volume.own, playbackRate: this.#rate.own }
  }

  #apply(fact: PlayerFact): void {
    this.#state.set(reducePlayer(this.#state.snapshot, fact))
  }

  #on(type: string, listener: () => void): void {
    this.media.addEventListener(type, listener)
    this.#disposers.push(() => this.media.removeEventListener(type, listener))
  }
}
