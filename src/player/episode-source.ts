/**
 * What the engine needs to know of an episode, from what the feed says. Pure.
 */
import type { Episode } from '../feed/types.ts'
import type { EpisodeSource } from '../peer/types.ts'

/** @returns `undefined` for an episode without a file. */
export function sourceOf(episode: Episode): EpisodeSource | undefined {
  const { enclosure, durationSeconds } = episode
  if (enclosure === undefined) return undefined
  const { url, type, lengthBytes, lengthMeasured, torrentUrl, infoHash, trackers } = enclosure
  return {
    url,
    type,
    trackers,
    ...(lengthBytes === undefined ? {} : { lengthBytes }),
    ...(lengthMeasured === undefined ? {} : { lengthMeasured }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(torrentUrl === undefined ? {} : { torrentUrl }),
    ...(infoHash === undefined ? {} : { infoHash }),
  }
}

/** Whether it has pictures that move: by MIME type, then by the file's name. */
export function isVideo(episode: Episode): boolean {
  const { type = '', url = '' } = episode.enclosure ?? {}
  if (type.startsWith('video/')) return true
  return !type.startsWith('audio/') && /\.(mp4|m4v|mov|webm|ogv)(?:[?#]|$)/i.test(url)
}
