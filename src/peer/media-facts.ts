/** What follows from what the media element says of itself. Pure. */
import type { EpisodeSource, MediaFacts } from './types.ts'

/** With less than this ahead, nothing else is fetched meanwhile. */
const LITTLE_AHEAD_SECONDS = 10

/** Short of data, and not because its end is near. */
export function isHungry({ starving, bufferedAheadSeconds, currentTimeSeconds, durationSeconds }: MediaFacts): boolean {
  const restSeconds = durationSeconds - currentTimeSeconds
  return starving || (bufferedAheadSeconds < LITTLE_AHEAD_SECONDS && !(bufferedAheadSeconds >= restSeconds - 1))
}

/** Bytes played per second of wall clock, as the feed and the element say; 0: they don't. */
export function playingRate(
  { lengthBytes = 0, durationSeconds = 0 }: EpisodeSource,
  facts: MediaFacts | undefined,
): number {
  const rate = (lengthBytes / (facts?.durationSeconds || durationSeconds)) * (facts?.playbackRate ?? 1)
  return Number.isFinite(rate) ? rate : 0
}
