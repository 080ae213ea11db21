/** What an episode's page and its oEmbed answer say alike. */
import type { EpisodeFile } from '../src/feed/episode-file.ts'

/** @returns the address of the episode's picture, or the show's. */
export const imageOf = ({ episode, show }: EpisodeFile): string | undefined => episode.imageUrl ?? show.imageUrl

/** @returns what a window or a frame is called: the episode, then the show. */
export const fullTitle = ({ episode, show }: EpisodeFile): string => `${episode.title} – ${show.title}`
