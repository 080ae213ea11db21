/**
 * What the media element's word means to the session: the pure half of `dom-media-adapter.ts`.
 */
import type { MediaFacts } from '../peer/types.ts'
import { isStarving, type MediaFailure, type MediaReading, type TimeSpan } from './player-state.ts'

/** Two buffered stretches closer than this play on without a gap: browsers skip it themselves. */
const GAP_SECONDS = 0.1

/** What a session is told of a reading. */
export function mediaFacts(reading: MediaReading): MediaFacts {
  return {
    currentTimeSeconds: reading.currentTimeSeconds,
    durationSeconds: reading.durationSeconds,
    playbackRate: reading.playbackRate,
    paused: reading.paused,
    bufferedAheadSeconds: bufferedAhead(reading.buffered, reading.currentTimeSeconds),
    starving: isStarving(reading),
  }
}

/** Seconds that can be played on from `atSeconds` without another byte. `buffered` is sorted, as `TimeRanges` are. */
export function bufferedAhead(buffered: readonly TimeSpan[], atSeconds: number): number {
  let end = atSeconds
  for (const span of buffered) {
    if (span.startSeconds <= end + GAP_SECONDS && span.endSeconds > end) end = span.endSeconds
  }
  return end - atSeconds
}

/**
 * What a `MediaError.code` means. 4 is also what Chromium says where the first request failed, so it can't be told apart
 * from a host that is away.
 */
export function failureOfCode(code: number): MediaFailure {
  if (code === 2) return 'media-interrupted'
  return code === 3 ? 'media-damaged' : 'media-not-loaded'
}
