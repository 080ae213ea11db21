/**
 * Silence skipping and voice boost for one player, by Web Audio.
 *
 * The contract with whoever owns the media element:
 *
 * - Nothing is built before one of the two is turned on. `setBoost(true)` and `setSkipSilence(true)` are to be called inside
 *   a click (the switch's own, or play): browsers start sound only there.
 * - An element whose sound was taken ("tapped") can't be given back: from then on it is heard through Web Audio only, also
 *   when both are off again (then unchanged). So it is tapped only while the AudioContext runs, and never while it plays an
 *   opaque source (`voice-source.ts`); until then it plays as ever.
 * - Before a tapped element is given an opaque source it must be replaced by a new one: ask `mustReplace(url)`. Else it
 *   would be mute. The new one is handed in with `use(media, port)`, and the old one must not play again.
 * - `effect: 'silenced'` says that a tapped element gives nothing although it plays (a same-origin address that redirected
 *   elsewhere, a context that does not come back). Then it must be replaced, too; `mustReplace` is true for any address.
 * - Silences are passed by `port.setPace(factor)`: what the element's speed is to be multiplied with, beside the listener's.
 *   It has to change `playbackRate` at once, and is 1 whenever nothing is skipped.
 * - `dispose()` closes the context: the element is of no use afterwards if it was tapped.
 */
import type { Clock } from '../shared/clock.ts'
import { domClock } from '../shared/dom-clock.ts'
import { type Observable, Subject } from '../shared/emitter.ts'
import { DomLevelMeter } from './dom-level-meter.ts'
import { DomSoundContext } from './dom-sound-context.ts'
import { VoiceGraph } from './dom-voice-graph.ts'
import { forgetPause, hearLevel, initialSilence, type SilenceState } from './silence.ts'
import { canProcess } from './voice-source.ts'
import { initialVoiceState, type VoiceEffect, type VoiceState } from './voice-state.ts'

/** The part of the media adapter that this needs. */
export interface PacePort {
  /** @param factor 1 to 3; multiplies the playback rate, while the speed the listener chose stays what is shown. */
  setPace(factor: number): void
}

/** Sound that is all zeros for so long while it plays is not a silence but a source that may not be heard. */
const MUTE_AFTER_SECONDS = 5
/** Silences are hurried through only with so much loaded ahead: passing them must not run into a stall. */
const ROOM_SECONDS = 2
const HAVE_FUTURE_DATA = 3

const MEDIA_EVENTS = [
  'loadstart',
  'loadedmetadata',
  'play',
  'playing',
  'pause',
  'waiting',
  'seeking',
  'seeked',
  'ended',
  'emptied',
  'volumechange',
] as const

export class DomVoice implements Observable<VoiceState> {
  readonly #state = new Subject<VoiceState>(initialVoiceState)
  readonly #sound: DomSoundContext
  #media: HTMLMediaElement
  #port: PacePort
  #graph: VoiceGraph | undefined
  #meter: DomLevelMeter | undefined
  /** The element's sound; undefined while it goes its own way. */
  #tap: MediaElementAudioSourceNode | undefined
  #unsupported = false
  #silenced = false
  /** Addresses that gave no sound through Web Audio: never tapped again. */
  readonly #mute = new Set<string>()
  /** This source was heard: it is not opaque. */
  #proven = false
  #zeroSeconds = 0
  #silence: SilenceState = initialSilence
  #pace = 1

  /** @param media is watched, and left as it is until a feature is turned on */
  constructor(media: HTMLMediaElement, port: PacePort, clock: Clock = domClock) {
    this.#media = media
    this.#port = port
    this.#sound = new DomSoundContext(clock, () => this.#follow())
    for (const type of MEDIA_EVENTS) media.addEventListener(type, this.#onMedia)
  }

  get snapshot(): VoiceState {
    return this.#state.snapshot
  }

  subscribe(listener: (state: VoiceState) => void): () => void {
    return this.#state.subscribe(listener)
  }

  /** Call it inside a click. What became of it is told by the snapshot. */
  setBoost(on: boolean): void {
    this.#state.set({ ...this.snapshot, boost: on })
    this.#graph?.setBoost(on)
    this.#follow()
  }

  /** Call it inside a click. What became of it is told by the snapshot. */
  setSkipSilence(on: boolean): void {
    this.#state.set({ ...this.snapshot, skipSilence: on })
    this.#follow()
  }

  /** Whether the element must be replaced by a new one before it is given this address (absolute). */
  mustReplace(url: string): boolean {
    return this.#tap !== undefined && (this.#silenced || !this.#mayTap(url))
  }

  /** Another element plays from now on; the one before never again. The context, if it runs, is kept. */
  use(media: HTMLMediaElement, port: PacePort): void {
    this.#leaveMedia()
    this.#media = media
    this.#port = port
    this.#unsupported = false
    this.#silenced = false
    this.#forgetSource()
    for (const type of MEDIA_EVENTS) media.addEventListener(type, this.#onMedia)
    this.#follow()
  }

  dispose(): void {
    this.#leaveMedia()
    this.#sound.close()
    this.#graph = undefined
    this.#meter = undefined
  }

  get #wanted(): boolean {
    return this.snapshot.boost || this.snapshot.skipSilence
  }

  readonly #onMedia = (event: Event): void => {
    if (event.type === 'loadstart' || event.type === 'emptied') this.#forgetSource()
    // Playback does not go on where it was: neither does the pause.
    this.#setSilence(forgetPause(this.#silence))
    this.#follow()
  }

  /** Brings everything in line with what is wanted, what plays, and what the browser lets us. */
  #follow(): void {
    if (this.#tap === undefined) this.#prepare()
    if (this.#tap !== undefined) {
      const { paused, ended, currentSrc } = this.#media
      this.#sound.need(!paused && !ended)
      if (this.#sound.stuck) this.#mute.add(currentSrc)
      // The second is against the contract, and can't be helped here.
      this.#silenced ||= this.#sound.stuck || (currentSrc !== '' && !this.#mayTap(currentSrc))
      this.#measure()
    }
    this.#publish()
  }

  /** Gets a running context, in however many steps that takes, and only then the element's sound. */
  #prepare(): void {
    const may = this.#wanted && !this.#unsupported && this.#mayTap(this.#media.currentSrc)
    try {
      if (may) this.#sound.open()
      this.#sound.need(may)
      if (may && this.#sound.running !== undefined) this.#takeSound(this.#sound.running)
    } catch (error) {
      // No Web Audio, too many contexts, or somebody else has this element's sound already.
      this.#unsupported = true
      this.#sound.need(false)
      console.warn('Grapevine: this browser gives no access to the sound; it is played as it is.', error)
    }
  }

  #takeSound(context: AudioContext): void {
    const tap = context.createMediaElementSource(this.#media)
    if (this.#graph === undefined) {
      this.#graph = new VoiceGraph(context)
      this.#meter = new DomLevelMeter(context, this.#graph.analyser, (rms, seconds) => this.#hear(rms, seconds))
    }
    tap.connect(this.#graph.input)
    this.#graph.setBoost(this.snapshot.boost)
    this.#tap = tap
  }

  /** Sound is measured while there is something to find out: pauses to pass, or whether this source can be heard at all. */
  #measure(): void {
    const { skipSilence } = this.snapshot
    if (!skipSilence) this.#setSilence(forgetPause(this.#silence))
    const runs = isPlaying(this.#media) && this.#sound.running !== undefined && !this.#silenced
    if (runs && (skipSilence || !this.#proven)) this.#meter?.start()
    else this.#meter?.stop()
  }

  #hear(rms: number, elapsedSeconds: number): void {
    const { muted, volume, playbackRate } = this.#media
    // What is heard here has the element's volume in it: at none, nothing can be said.
    if (muted || volume === 0 || !isPlaying(this.#media)) {
      this.#setSilence(forgetPause(this.#silence))
      return
    }
    if (!this.#proven) this.#prove(rms, elapsedSeconds)
    if (!this.snapshot.skipSilence || this.#silenced) return
    const heard = { levelDb: 20 * Math.log10(rms / volume), elapsedSeconds, speed: playbackRate / this.#pace }
    const next = hearLevel(this.#silence, heard)
    const passed = this.#silence.pace > 1 && next.pace === 1
    this.#setSilence(hasRoom(this.#media) ? next : { ...next, pace: 1 })
    if (passed) this.#publish()
  }

  #prove(rms: number, elapsedSeconds: number): void {
    this.#zeroSeconds += elapsedSeconds
    this.#proven = rms > 0
    this.#silenced = !this.#proven && this.#zeroSeconds >= MUTE_AFTER_SECONDS
    if (this.#silenced) this.#mute.add(this.#media.currentSrc)
    if (this.#proven || this.#silenced) this.#follow()
  }

  #setSilence(silence: SilenceState): void {
    this.#silence = silence
    if (silence.pace === this.#pace) return
    this.#pace = silence.pace
    this.#port.setPace(silence.pace)
  }

  #mayTap(url: string): boolean {
    return !this.#mute.has(url) && canProcess(url, this.#media.crossOrigin, location.origin)
  }

  #forgetSource(): void {
    this.#proven = false
    this.#zeroSeconds = 0
    this.#setSilence({ ...initialSilence, savedSeconds: this.#silence.savedSeconds })
  }

  #leaveMedia(): void {
    for (const type of MEDIA_EVENTS) this.#media.removeEventListener(type, this.#onMedia)
    this.#meter?.stop()
    this.#tap?.disconnect()
    this.#tap = undefined
    this.#setSilence(forgetPause(this.#silence))
  }

  #publish(): void {
    const { snapshot } = this
    const effect = this.#effect()
    const { savedSeconds } = this.#silence
    if (effect !== snapshot.effect || savedSeconds !== snapshot.savedSeconds) {
      this.#state.set({ ...snapshot, effect, savedSeconds })
    }
  }

  #effect(): VoiceEffect {
    if (this.#silenced) return 'silenced'
    if (!this.#wanted) return 'off'
    if (this.#unsupported) return 'unsupported'
    const { currentSrc, paused } = this.#media
    if (this.#tap !== undefined) return paused || this.#sound.running !== undefined ? 'working' : 'waiting'
    return currentSrc !== '' && !this.#mayTap(currentSrc) ? 'opaque' : 'waiting'
  }
}

function isPlaying({ paused, ended, seeking, readyState }: HTMLMediaElement): boolean {
  return !paused && !ended && !seeking && readyState >= HAVE_FUTURE_DATA
}

/** Whether enough is loaded behind the playhead, or all that is left. */
function hasRoom({ buffered, currentTime, duration }: HTMLMediaElement): boolean {
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) > currentTime || buffered.end(i) < currentTime) continue
    return buffered.end(i) >= Math.min(currentTime + ROOM_SECONDS, duration - 0.1)
  }
  return false
}
