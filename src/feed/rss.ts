/** Reads a whole podcast feed into a show: what {@link FeedReader} does, for those who have all of it at once. */
import { FeedReader } from './feed-reader.ts'
import type { Episode, Show } from './types.ts'

/**
 * @param xml the document, decoded; a byte order mark, blank first lines and missing end tags are overlooked
 * @param feedUrl where it was read from; relative URLs are resolved against it
 * @returns the show; `episodes` are the feed's items in the feed's order, one for each, with their notes
 * @throws {FeedError} where the text holds no feed at all
 */
export function parseShow(xml: string, feedUrl: string): Show {
  const episodes: Episode[] = []
  const reader = new FeedReader(feedUrl, { episode: (episode) => episodes.push(episode) }, { withNotes: true })
  reader.push(xml)
  return { ...reader.end(), episodes }
}
