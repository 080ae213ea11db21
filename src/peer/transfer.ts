/**
 * Counts an episode's bytes for the snapshot: by piece, where each came from. Pure.
 *
 * The engine's ledger knows what it fetched. What is held beside that was in this browser: at first, or put there by another tab;
 * and all of it is, while a replay goes on without an engine.
 */
import type { PieceLedger } from './engine/piece-ledger.ts'
import type { KeptEpisode } from './kept-episode.ts'
import { pieceBytes } from './piece-layout.ts'
import { PieceSource, type SessionSnapshot } from './types.ts'

export function transferOf(
  ledger: Pick<PieceLedger, 'sources' | 'meter'> | undefined,
  { givenBytes, pieces: { bitfield }, torrent }: Pick<KeptEpisode, 'givenBytes' | 'pieces' | 'torrent'>,
): Pick<SessionSnapshot, 'meter' | 'pieces' | 'lengthBytes'> {
  const pieces = ledger?.sources ?? new Uint8Array(torrent.pieceCount)
  const { fromPeersBytes, fromOriginBytes } = ledger?.meter ?? { fromPeersBytes: 0, fromOriginBytes: 0 }
  let fromCacheBytes = 0
  for (const [piece, source] of pieces.entries()) {
    if (source === PieceSource.missing && bitfield.get(piece)) pieces[piece] = PieceSource.cache
    if (pieces[piece] === PieceSource.cache) fromCacheBytes += pieceBytes(torrent, piece)
  }
  const meter = { fromPeersBytes, fromOriginBytes, fromCacheBytes, givenBytes }
  return { meter, pieces, lengthBytes: torrent.lengthBytes }
}
