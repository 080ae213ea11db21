/**
 * Feeds into shows: the public API. Runs in page, worker and Node.
 *
 * Transcripts and the search in them are not here: they are loaded late, from transcript.ts and cue-search.ts.
 */
export { parseChapters } from './chapters.ts'
export type * from './episode-file.ts'
export { parseEpisodeFile, parseShowFile, writeEpisodeFile, writeShowFile } from './episode-file.ts'
export { FeedError, type FeedErrorKind } from './feed-error.ts'
export { type FeedEnd, FeedReader, type FeedReaderOptions, type FeedSink } from './feed-reader.ts'
export type { FeedTrouble } from './feed-trouble.ts'
export type { PeaksFile } from './peaks-file.ts'
export { parseShow } from './rss.ts'
export type { ShowHead } from './show-head.ts'
export type * from './types.ts'
