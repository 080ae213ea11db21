/** Reads a media element: what it says at one moment, as plain data. */
import type { MediaReading, TimeSpan } from './player-state.ts'

/** Every event after which an element may have something new to say. */
export const MEDIA_EVENTS = [
  'loadstart',
  'loadedmetadata',
  'loadeddata',
  'canplay',
  'canplaythrough',
  'durationchange',
  'timeupdate',
  'progress',
  'play',
  'playing',
  'pause',
  'waiting',
  'stalled',
  'seeking',
  'seeked',
  'ratechange',
  'volumechange',
  'ended',
  'emptied',
] as const

/** The part of a media element that is used here. */
export type MediaElement = EventTarget &
  Pick<
    HTMLMediaElement,
    | 'buffered'
    | 'currentTime'
    | 'duration'
    | 'ended'
    | 'error'
    | 'load'
    | 'muted'
    | 'pause'
    | 'paused'
    | 'play'
    | 'playbackRate'
    | 'readyState'
    | 'removeAttribute'
    | 'seeking'
    | 'src'
    | 'volume'
  > & { defaultPlaybackRate: number; disableRemotePlayback?: boolean; preservesPitch?: boolean }

/** What `media` says about itself now. */
export function readMedia(media: MediaElement): MediaReading {
  return {
    currentTimeSeconds: media.currentTime,
    durationSeconds: media.duration,
    paused: media.paused,
    ended: media.ended,
    seeking: media.seeking,
    playbackRate: media.playbackRate,
    volume: media.volume,
    muted: media.muted,
    readyState: media.readyState,
    buffered: readSpans(media.buffered),
  }
}

function readSpans(ranges: TimeRanges): TimeSpan[] {
  return Array.from({ length: ranges.length }, (_, i) => ({ startSeconds: ranges.start(i), endSeconds: ranges.end(i) }))
}
