/** Feeds into shows: the public API. Runs in page, worker and Node. */
export { parseChapters } from './chapters.ts'
export type * from './episode-file.ts'
export {
  EpisodeFileError,
  type EpisodeFileErrorKind,
  parseEpisodeFile,
  parseShowFile,
  writeEpisodeFile,
  writeShowFile,
} from './episode-file.ts'
export { FeedError, type FeedErrorKind } from './feed-error.ts'
export { parseShow } from './rss.ts'
export { parseTranscript } from './transcript.ts'
export type * from './types.ts'
