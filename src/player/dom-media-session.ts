/**
 * Tells the system what plays (lock screen, headphones, keyboard keys) and takes its wishes, by the Media Session API.
 * https://www.w3.org/TR/mediasession/. Nothing happens where a browser lacks it.
 *
 * A page has one session, whoever spoke last has it: `open` takes it over, `close` gives it back only if nobody else has taken it
 * meanwhile. Skips go by the listener's own seconds, whatever the system's key would suggest: they have chosen them.
 */
import { chapterRequest, indexAt } from './chapter-position.ts'
import { PauseRequest, type PlaybackRequest, PlayRequest, SeekRequest, SkipRequest } from './player-requests.ts'
import type { PlayerState } from './player-state.ts'
import type { Preferences } from './preferences.ts'
import { type Heard, systemMetadata } from './system-metadata.ts'

/** What plays, and how far its skips go. */
export type SystemView = Heard & Pick<Preferences, 'skipBackSeconds' | 'skipForwardSeconds'>

export interface SystemWishes {
  ask(request: PlaybackRequest): void
  /** To a neighbour in the queue: taken where there is no further chapter that way. Undefined where there is none. */
  readonly next?: (() => void) | undefined
  readonly previous?: (() => void) | undefined
}

let holder: DomMediaSession | undefined

export class DomMediaSession {
  #view: SystemView | undefined
  #wishes: SystemWishes | undefined
  #atSeconds = 0
  #chapter = -1

  /** Tells what plays from now on, and takes the system's wishes about it. Call it again when anything of it changes. */
  open(view: SystemView, wishes: SystemWishes): void {
    this.#view = view
    this.#wishes = wishes
    if (!('mediaSession' in navigator)) return
    holder = this
    for (const [action, handler] of this.#handlers(view, wishes)) setHandler(action, handler)
    this.#describe(view)
  }

  /** Tells where playback is. */
  report(state: PlayerState): void {
    this.#atSeconds = state.currentTimeSeconds
    const view = this.#view
    if (view === undefined || !('mediaSession' in navigator)) return
    // Of several players on a page the system shows the one that plays.
    if (holder !== this && !state.paused && this.#wishes !== undefined) this.open(view, this.#wishes)
    if (holder !== this) return
    if (indexAt(view.chapters, this.#atSeconds) !== this.#chapter) this.#describe(view)
    const { mediaSession } = navigator
    mediaSession.playbackState = state.paused ? 'paused' : 'playing'
    const { durationSeconds: duration, currentTimeSeconds, playbackRate } = state
    if (!Number.isFinite(duration) || duration <= 0 || playbackRate <= 0) return
    mediaSession.setPositionState({ duration, playbackRate, position: Math.min(currentTimeSeconds, duration) })
  }

  close(): void {
    this.#view = undefined
    if (holder !== this) return
    holder = undefined
    const { mediaSession } = navigator
    for (const action of ACTIONS) setHandler(action, null)
    mediaSession.metadata = null
    mediaSession.playbackState = 'none'
  }

  #describe(view: SystemView): void {
    this.#chapter = indexAt(view.chapters, this.#atSeconds)
    const { artwork, chapterInfo, ...words } = systemMetadata(view, this.#atSeconds)
    const init: MediaMetadataInit & { chapterInfo: unknown } = { ...words, artwork: [...artwork], chapterInfo }
    navigator.mediaSession.metadata = new MediaMetadata(init)
  }

  #handlers(view: SystemView, wishes: SystemWishes): readonly [Action, MediaSessionActionHandler | null][] {
    const { chapters } = view
    const step = (direction: 'next' | 'previous') => {
      const chapter = chapterRequest(chapters, this.#atSeconds, direction)
      if (chapter === undefined) wishes[direction]?.()
      else wishes.ask(chapter)
    }
    const steps = (direction: 'next' | 'previous') => chapters.length > 0 || wishes[direction] !== undefined
    return [
      ['play', () => wishes.ask(new PlayRequest())],
      ['pause', () => wishes.ask(new PauseRequest())],
      ['stop', () => wishes.ask(new PauseRequest())],
      ['seekbackward', () => wishes.ask(new SkipRequest(-view.skipBackSeconds))],
      ['seekforward', () => wishes.ask(new SkipRequest(view.skipForwardSeconds))],
      ['seekto', ({ seekTime }) => seekTime !== undefined && wishes.ask(new SeekRequest(seekTime))],
      ['previoustrack', steps('previous') ? () => step('previous') : null],
      ['nexttrack', steps('next') ? () => step('next') : null],
    ]
  }
}

const ACTIONS = [
  'play',
  'pause',
  'stop',
  'seekbackward',
  'seekforward',
  'seekto',
  'previoustrack',
  'nexttrack',
] as const
type Action = (typeof ACTIONS)[number]

function setHandler(action: Action, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler)
  } catch {
    // A browser that does not know this action keeps its own behaviour.
  }
}
