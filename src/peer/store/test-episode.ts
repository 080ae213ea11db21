/**
 * Episodes for the stores' tests: small, with every piece's bytes telling which piece of which episode it is.
 */
import { type InfoHash, type PieceIndex, parseInfoHash, pieceIndex } from '../../shared/ids.ts'
import { pieceBytes } from '../piece-layout.ts'
import type { StoredEpisode } from './piece-store.ts'

export function testInfoHash(letter: string): InfoHash {
  const infoHash = parseInfoHash(letter.repeat(40))
  if (infoHash === undefined) throw new TypeError(`${letter} is no hex digit`)
  return infoHash
}

/** 10 pieces of 100 bytes, the last one of 50. */
export function testEpisode(letter: string): StoredEpisode & { readonly torrentFile: Uint8Array } {
  const layout = { lengthBytes: 950, pieceLength: 100, pieceCount: 10 }
  return { infoHash: testInfoHash(letter), ...layout, name: `${letter}.mp3`, torrentFile: Uint8Array.of(100, 101) }
}

export function testPiece(episode: StoredEpisode, index: number): Uint8Array {
  return new Uint8Array(pieceBytes(episode, index)).fill(Number.parseInt(episode.infoHash.slice(0, 1), 16) * 10 + index)
}

export const at = (index: number): PieceIndex => pieceIndex(index)
