/** What this browser holds, for tools that fill or read it from a page: benchmarks, diagnosis. The player needs none of it. */
export { openPieceStore } from './idb-open-piece-store.ts'
export type { EpisodeRecord, PieceStore, StoredEpisode } from './piece-store.ts'
