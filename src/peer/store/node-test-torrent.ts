/**
 * Whole episodes for tests, with a torrent file as it would be read from the web, and stores that hold them.
 */
import type { PieceIndex } from '../../shared/ids.ts'
import { pieceRange } from '../piece-layout.ts'
import { parseTorrentFile, type TorrentFile } from '../torrent-file.ts'
import { sha1 } from '../webcrypto-hash.ts'
import type { PieceStore } from './piece-store.ts'

export interface TestMedia {
  readonly torrent: TorrentFile
  readonly file: Uint8Array
}

/** @param name makes it another episode. */
export async function testMedia(name: string, lengthBytes = 950, pieceLength = 100): Promise<TestMedia> {
  const file = Uint8Array.from({ length: lengthBytes }, (_, i) => (i * 7 + name.length) % 251)
  const hashes: Uint8Array[] = []
  for (let from = 0; from < lengthBytes; from += pieceLength)
    hashes.push(await sha1(file.slice(from, from + pieceLength)))
  const info = [
    `d6:lengthi${lengthBytes}e4:name${name.length}:${name}12:piece lengthi${pieceLength}e`,
    `6:pieces${hashes.length * 20}:`,
  ].join('')
  const bytes = Buffer.concat([Buffer.from(`d4:info${info}`), ...hashes, Buffer.from('ee')])
  return { file, torrent: await parseTorrentFile(new Uint8Array(bytes), sha1) }
}

/** Puts all of it into a store, or the pieces named. */
export async function fillStore(store: PieceStore, { torrent, file }: TestMedia, pieces?: readonly number[]) {
  await store.open({ ...torrent, torrentFile: torrent.bytes })
  for (const piece of pieces ?? Array.from({ length: torrent.pieceCount }, (_, i) => i)) {
    const { from, to } = pieceRange(torrent, piece as PieceIndex)
    await store.put(torrent.infoHash, piece as PieceIndex, file.slice(from, to))
  }
}
