/** What history and "continue listening" say of an episode, from what its feed says. Pure. */
import type { Episode, Show } from '../feed/types.ts'
import type { HeardEpisode } from './library/heard.ts'

export function heardEpisode(feedUrl: string, show: Show, episode: Episode): HeardEpisode {
  const { guid, title, durationSeconds, enclosure } = episode
  const imageUrl = episode.imageUrl ?? show.imageUrl
  const { infoHash, trackers = [] } = enclosure ?? {}
  return {
    feedUrl,
    guid,
    title,
    showTitle: show.title,
    ...(imageUrl !== undefined && { imageUrl }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(infoHash !== undefined && { swarm: { infoHash, trackers } }),
  }
}
