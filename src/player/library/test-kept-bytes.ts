/** Files that a browser holds, for tests: each has a number. */
import { type InfoHash, parseInfoHash } from '../../shared/ids.ts'
import type { KeptBytes } from './kept-bytes.ts'

export function numberedHash(number: number): InfoHash {
  const infoHash = parseInfoHash(number.toString(16).padStart(40, '0'))
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}

export const numbersOf = (infoHashes: readonly string[]): number[] =>
  infoHashes.map((infoHash) => Number.parseInt(infoHash, 16))

export function numberedBytes(number: number, fields: Partial<KeptBytes> = {}): KeptBytes {
  return {
    infoHash: numberedHash(number),
    name: `${number}.mp3`,
    lengthBytes: 100,
    heldBytes: 100,
    lastUsedAt: number,
    givenBytes: 0,
    inUse: false,
    ...fields,
  }
}
