/**
 * Tells the system what plays (lock screen, headphones, keyboard keys) and takes its wishes, by the Media Session API.
 * https://www.w3.org/TR/mediasession/. Nothing happens where a browser lacks it.
 */
import type { Episode, Show } from '../feed/types.ts'
import { SKIP_BACK_SECONDS, SKIP_FORWARD_SECONDS } from './key-requests.ts'
import { PauseRequest, type PlaybackRequest, PlayRequest, SeekRequest, SkipRequest } from './player-requests.ts'
import type { PlayerState } from './player-state.ts'

export interface SystemWishes {
  ask(request: PlaybackRequest): void
  /** A neighbouring chapter; undefined where the episode has none. */
  readonly chapter: ((direction: 'next' | 'previous') => void) | undefined
}

/** Takes over the system's media controls for one episode. @returns the disposer. */
export function bindMediaSession(episode: Episode, show: Show | undefined, wishes: SystemWishes): () => void {
  if (!('mediaSession' in navigator)) return () => {}
  const { mediaSession } = navigator
  const image = episode.imageUrl ?? show?.imageUrl
  mediaSession.metadata = new MediaMetadata({
    title: episode.title,
    artist: show?.author ?? show?.title ?? '',
    album: show?.title ?? '',
    artwork: image === undefined ? [] : [{ src: image }],
  })
  const { chapter } = wishes
  const handlers: [MediaSessionAction, MediaSessionActionHandler | null][] = [
    ['play', () => wishes.ask(new PlayRequest())],
    ['pause', () => wishes.ask(new PauseRequest())],
    ['seekbackward', (details) => wishes.ask(new SkipRequest(-(details.seekOffset ?? SKIP_BACK_SECONDS)))],
    ['seekforward', (details) => wishes.ask(new SkipRequest(details.seekOffset ?? SKIP_FORWARD_SECONDS))],
    ['seekto', (details) => wishes.ask(new SeekRequest(details.seekTime ?? 0))],
    ['previoustrack', chapter === undefined ? null : () => chapter('previous')],
    ['nexttrack', chapter === undefined ? null : () => chapter('next')],
  ]
  for (const [action, handler] of handlers) setHandler(action, handler)
  return () => {
    for (const [action] of handlers) setHandler(action, null)
    mediaSession.metadata = null
    mediaSession.playbackState = 'none'
  }
}

/** Tells the system where playback is. */
export function reportToSystem(state: PlayerState): void {
  if (!('mediaSession' in navigator)) return
  const { mediaSession } = navigator
  mediaSession.playbackState = state.paused ? 'paused' : 'playing'
  const { durationSeconds: duration, currentTimeSeconds, playbackRate } = state
  if (!Number.isFinite(duration) || duration <= 0 || playbackRate <= 0) return
  mediaSession.setPositionState({ duration, playbackRate, position: Math.min(currentTimeSeconds, duration) })
}

function setHandler(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(action, handler)
  } catch {
    // A browser that does not know this action keeps its own behaviour.
  }
}
