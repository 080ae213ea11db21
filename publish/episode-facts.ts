/** What an episode's page and its oEmbed answer say alike. */
import type { EpisodeFile } from '../src/feed/episode-file.ts'
import type { Episode, Show } from '../src/feed/types.ts'

/** @returns the address of the episode's picture, or the show's. */
export function imageOf(of: {
  readonly show: Pick<Show, 'imageUrl'>
  readonly episode: Pick<Episode, 'imageUrl'>
}): string | undefined {
  return of.episode.imageUrl ?? of.show.imageUrl
}

/** @returns what a window or a frame is called: the episode, then the show. */
export const fullTitle = ({ episode, show }: EpisodeFile): string => `${episode.title} – ${show.title}`
