/**
 * Decides how long a torrent's pieces are.
 *
 * Short pieces are verified, and so passed on, sooner; but the torrent file must be read before anything is shared, and
 * holds 20 bytes for each. So: the shortest power of two that keeps a file at 2,000 pieces (40 KB) or fewer.
 */
const SHORTEST = 64 * 1024
const LONGEST = 4 * 1024 * 1024
const MOST_PIECES = 2_000

/** Taken where the length is not known beforehand: 2,000 pieces for the 125 MB of a two-hour episode would be 64 KiB. */
export const PIECE_LENGTH_FOR_UNKNOWN = 256 * 1024

/** @returns bytes, a power of two from 64 KiB to 4 MiB. */
export function choosePieceLength(lengthBytes: number): number {
  let length = SHORTEST
  while (length < LONGEST && lengthBytes / length > MOST_PIECES) length *= 2
  return length
}
