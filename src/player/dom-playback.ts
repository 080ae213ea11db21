/**
 * One player's playback: its media element and all that works on it — adapter, voice, sleep timer, captions, the system's controls.
 *
 * It is what an element shows and asks; it draws nothing. The element is kept from episode to episode (Safari trusts one that
 * was clicked) and replaced only where it must be: sound becomes video, or what went through Web Audio is to play what Web
 * Audio may not hear. Voice and sleep timer are loaded with the first wish for them.
 */
import type { Chapter, Cue, Episode, Show } from '../feed/types.ts'
import type { EpisodeSession } from '../peer/types.ts'
import type { Clock } from '../shared/clock.ts'
import { domClock } from '../shared/dom-clock.ts'
import { type Observable, Subject } from '../shared/emitter.ts'
import { fullScreenOf } from './dom-full-screen.ts'
import { DomMediaAdapter } from './dom-media-adapter.ts'
import { createMediaElement } from './dom-media-element.ts'
import type { DomMediaSession, SystemWishes } from './dom-media-session.ts'
import type { DomPictureInPicture } from './dom-picture-in-picture.ts'
import type { DomRemotePlayback, RemoteStatus } from './dom-remote-playback.ts'
import type { DomVoice } from './dom-voice.ts'
import { isVideo } from './episode-source.ts'
import { PauseRequest, type PlaybackRequest, PlayRequest } from './player-requests.ts'
import { initialPlayerState, type PlayerState } from './player-state.ts'
import { requestsFor } from './preference-requests.ts'
import { defaultPreferences, type Preferences } from './preferences.ts'
import { type SleepChoice, type SleepView, sleepViewOff } from './sleep-choices.ts'
import type { SleepControl } from './sleep-control.ts'
import type { VoiceEffect } from './voice-state.ts'

/** What there is to see of playback, beside what the media element says. */
export interface PlaybackExtras {
  readonly sleep: SleepView
  readonly voice: VoiceEffect
  /** Undefined where this browser has no way. */
  readonly pictureInPicture: boolean | undefined
  readonly remote: RemoteStatus
  readonly fullScreen: boolean
}

export interface PlaybackEpisode {
  readonly episode: Episode
  readonly show: Show | undefined
  /** Undefined where there is nothing to play (yet). */
  readonly session: EpisodeSession | undefined
  readonly atSeconds: number
}

const NO_EXTRAS: PlaybackExtras = Object.freeze({
  sleep: sleepViewOff,
  voice: 'off',
  pictureInPicture: undefined,
  remote: 'none',
  fullScreen: false,
})

export class DomPlayback extends Subject<PlayerState> {
  readonly extras: Observable<PlaybackExtras>
  readonly #extras = new Subject<PlaybackExtras>(NO_EXTRAS)
  readonly #clock: Clock
  #system: DomMediaSession | undefined
  #systemLoading = false
  #wishes: SystemWishes | undefined
  #media: HTMLVideoElement | HTMLAudioElement | undefined
  #adapter: DomMediaAdapter | undefined
  /** Of the element in use. */
  #disposers: (() => void)[] = []
  #fullScreen: (() => Promise<void>) | undefined
  #pictureInPicture: DomPictureInPicture | undefined
  #remote: DomRemotePlayback | undefined
  #voice: DomVoice | undefined
  #voiceLoading: Promise<unknown> | undefined
  #sleep: Promise<SleepControl> | undefined
  #removeCaptions: () => void = () => {}
  #cues: readonly Cue[] = []
  #captionsShown = false
  #loop = false
  #chapters: readonly Chapter[] = []
  #preferences: Preferences | undefined
  #open: PlaybackEpisode | undefined
  /** Play was asked for before there was anything to play. */
  #playsSoon = false

  constructor(clock: Clock = domClock) {
    super(initialPlayerState)
    this.#clock = clock
    this.extras = this.#extras
  }

  /** To be put into the page by whoever draws; another one now and then, told by a change of the state. */
  get media(): HTMLVideoElement | HTMLAudioElement | undefined {
    return this.#media
  }

  /** Plays this from now on. */
  open(open: PlaybackEpisode): void {
    this.#open = open
    const video = isVideo(open.episode)
    if (this.#media === undefined || this.#media instanceof HTMLVideoElement !== video) this.#useNewElement(video)
    const picture = open.episode.imageUrl ?? open.show?.imageUrl
    if (this.#media instanceof HTMLVideoElement) this.#media.poster = picture ?? ''
    this.#openSession(open.atSeconds)
    if (!this.#playsSoon || open.session === undefined) return
    this.#playsSoon = false
    this.execute(new PlayRequest())
  }

  execute(request: PlaybackRequest): void {
    // Before there is anything to play the wish is kept, not lost.
    if (this.#open?.session === undefined && request instanceof PlayRequest) this.#playsSoon = true
    if (request instanceof PauseRequest) this.#playsSoon = false
    this.#adapter?.execute(request)
    if (request instanceof PlayRequest) {
      this.#lookForDevices()
      this.#applyVoice()
      this.#loadSystem()
    }
  }

  get loop(): boolean {
    return this.#loop
  }

  /** The episode starts anew at its end. */
  setLoop(on: boolean): void {
    this.#loop = on
    if (this.#media !== undefined) this.#media.loop = on
  }

  retry(): void {
    this.#adapter?.retry()
  }

  enterFullScreen(): void {
    void this.#fullScreen?.()
  }

  togglePictureInPicture(): void {
    void this.#pictureInPicture?.toggle()
  }

  /** Another device to play on. Call it inside the click: the browser asks. */
  chooseDevice(): void {
    void this.#remote?.choose()
  }

  /** What the listener likes: for every element to come, and what is no matter of the element at once. */
  setPreferences(preferences: Preferences): void {
    const before = this.#preferences
    this.#preferences = preferences
    // Speed and volume of another tab are for the next episode: nobody wants this one to jump.
    if (before === undefined) for (const request of requestsFor(preferences)) this.#adapter?.execute(request)
    if (!this.snapshot.paused || this.#voice !== undefined) this.#applyVoice()
  }

  setChapters(chapters: readonly Chapter[]): void {
    this.#chapters = chapters
    void this.#sleep?.then((sleep) => sleep.setChapters(this.#chapters))
  }

  /** @param language BCP 47, of the cues */
  setCues(cues: readonly Cue[], language: string): void {
    this.#cues = cues
    this.#hangCaptions(language)
  }

  showCaptions(showing: boolean): void {
    this.#captionsShown = showing
    for (const track of this.#media?.textTracks ?? []) track.mode = showing ? 'showing' : 'hidden'
  }

  chooseSleep(choice: SleepChoice): void {
    void this.#loadSleep().then((sleep) => sleep.choose(choice))
  }

  moreSleep(): void {
    void this.#loadSleep().then((sleep) => sleep.more())
  }

  /** Takes over the system's media controls, from the first play on. */
  bindSystem(wishes: SystemWishes): void {
    this.#wishes = wishes
    const open = this.#open
    if (this.#system === undefined || open === undefined) return
    const { skipBackSeconds, skipForwardSeconds } = this.#preferences ?? defaultPreferences
    const { episode, show } = open
    this.#system.open({ episode, show, chapters: this.#chapters, skipBackSeconds, skipForwardSeconds }, wishes)
    this.#system.report(this.snapshot)
  }

  /** Stops, and gives the system's controls back: the player leaves the page. */
  leave(): void {
    this.#media?.pause()
    this.#system?.close()
  }

  #openSession(atSeconds: number): void {
    const { session, episode } = this.#open ?? {}
    if (session === undefined) {
      this.#adapter?.close()
      return
    }
    const { durationSeconds, enclosure } = episode ?? {}
    this.#adapter?.open(session, {
      atSeconds,
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      ...(enclosure === undefined ? {} : { plainUrl: enclosure.url }),
    })
  }

  #useNewElement(video: boolean): void {
    for (const dispose of this.#disposers.splice(0)) dispose()
    const media = createMediaElement(video)
    const adapter = new DomMediaAdapter(media, this.#clock, (url) => this.#mayLoad(url))
    media.loop = this.#loop
    this.#media = media
    this.#adapter = adapter
    const isVideoElement = media instanceof HTMLVideoElement
    this.#fullScreen = isVideoElement ? fullScreenOf(media, document.fullscreenEnabled) : undefined
    this.#pictureInPicture = undefined
    if (isVideoElement) this.#offerPictureInPicture(media)
    this.#remote = undefined
    this.#disposers = [
      adapter.subscribe((state) => {
        this.set(state)
        this.#system?.report(state)
      }),
      () => adapter.dispose(),
      () => this.#pictureInPicture?.dispose(),
      () => this.#remote?.dispose(),
      () => this.#removeCaptions(),
    ]
    for (const request of this.#preferences === undefined ? [] : requestsFor(this.#preferences))
      adapter.execute(request)
    this.#voice?.use(media, adapter)
    void this.#sleep?.then((sleep) => sleep.follow(adapter))
    this.#told()
  }

  /** Asked before an address is loaded: what went through Web Audio would be mute with one it may not hear. */
  #mayLoad(url: string): boolean {
    if (this.#voice?.mustReplace(new URL(url, document.baseURI).href) !== true) return true
    queueMicrotask(() => this.#replaceElement())
    return false
  }

  #replaceElement(): void {
    const { currentTimeSeconds } = this.snapshot
    const wanted = this.#adapter?.isWanted === true
    this.#useNewElement(this.#media instanceof HTMLVideoElement)
    this.#hangCaptions(this.#open?.show?.language ?? 'en')
    this.#openSession(currentTimeSeconds)
    if (wanted) this.#adapter?.execute(new PlayRequest())
  }

  #applyVoice(): void {
    const { trimSilence = false, voiceBoost = false } = this.#preferences ?? {}
    if (this.#voice === undefined) {
      if (trimSilence || voiceBoost) this.#loadVoice()
      return
    }
    this.#voice.setSkipSilence(trimSilence)
    this.#voice.setBoost(voiceBoost)
  }

  #loadVoice(): void {
    this.#voiceLoading ??= import('./dom-voice.ts').then(
      ({ DomVoice }) => {
        if (this.#media === undefined || this.#adapter === undefined) return
        const voice = new DomVoice(this.#media, this.#adapter, this.#clock)
        this.#voice = voice
        voice.subscribe(({ effect }) => {
          this.#told()
          if (effect === 'silenced') this.#replaceElement()
        })
        this.#applyVoice()
      },
      () => {
        this.#voiceLoading = undefined
      },
    )
  }

  #offerPictureInPicture(video: HTMLVideoElement): void {
    import('./dom-picture-in-picture.ts').then(
      ({ DomPictureInPicture }) => {
        if (video !== this.#media) return
        this.#pictureInPicture = DomPictureInPicture.of(video, document)
        this.#pictureInPicture?.subscribe(() => this.#told())
        this.#told()
      },
      () => {},
    )
  }

  /** Costs battery: only once somebody listens. */
  #lookForDevices(): void {
    const { media } = this
    const adapter = this.#adapter
    if (this.#remote !== undefined || media === undefined || adapter === undefined) return
    import('./dom-remote-playback.ts').then(
      ({ DomRemotePlayback }) => {
        if (this.#remote !== undefined || media !== this.#media) return
        const remote = new DomRemotePlayback(media)
        this.#remote = remote
        remote.subscribe((status) => {
          adapter.playElsewhere(status === 'connected' || status === 'connecting')
          this.#told()
        })
        remote.watch()
      },
      () => {},
    )
  }

  #loadSystem(): void {
    if (this.#systemLoading) return
    this.#systemLoading = true
    import('./dom-media-session.ts').then(
      ({ DomMediaSession }) => {
        this.#system = new DomMediaSession()
        if (this.#wishes !== undefined) this.bindSystem(this.#wishes)
      },
      () => {
        this.#systemLoading = false
      },
    )
  }

  #loadSleep(): Promise<SleepControl> {
    this.#sleep ??= import('./sleep-control.ts').then(({ SleepControl }) => {
      const sleep = new SleepControl(this.#clock)
      sleep.setChapters(this.#chapters)
      sleep.follow(this.#adapter)
      sleep.subscribe(() => this.#told(sleep.snapshot))
      return sleep
    })
    this.#sleep.catch(() => {
      this.#sleep = undefined
    })
    return this.#sleep
  }

  #hangCaptions(language: string): void {
    this.#removeCaptions()
    this.#removeCaptions = () => {}
    const media = this.#media
    if (this.#cues.length === 0 || !(media instanceof HTMLVideoElement)) return
    let remove = (): void => {}
    let isGone = false
    this.#removeCaptions = () => {
      isGone = true
      remove()
    }
    import('./dom-captions.ts').then(
      ({ attachCaptions }) => {
        if (isGone) return
        remove = attachCaptions(media, this.#cues, language)
        this.showCaptions(this.#captionsShown)
      },
      // Without them the film plays all the same.
      () => {},
    )
  }

  #told(sleep = this.#extras.snapshot.sleep): void {
    this.#extras.set({
      sleep,
      voice: this.#voice?.snapshot.effect ?? 'off',
      pictureInPicture: this.#pictureInPicture?.snapshot,
      remote: this.#remote?.snapshot ?? 'none',
      fullScreen: this.#fullScreen !== undefined,
    })
  }
}
