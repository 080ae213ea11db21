/**
 * Reads a media file once, from wherever it comes, and makes its .torrent (BEP 3) and its SHA-256.
 *
 * The same bytes, name and piece length give the same info hash, and with the same trackers the same file: nothing in it
 * depends on when or where it was made.
 */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import createTorrent from 'create-torrent'
import parseTorrent from 'parse-torrent'
import { type InfoHash, parseInfoHash } from '../src/shared/ids.ts'
import { choosePieceLength, PIECE_LENGTH_FOR_UNKNOWN } from './piece-length.ts'

export interface TorrentRequest {
  readonly chunks: AsyncIterable<Uint8Array>
  /** Bytes, where known beforehand: it decides the piece length. */
  readonly expectedBytes: number | undefined
  readonly name: string
  readonly trackers: readonly string[]
  readonly enclosureUrl: string
  /** ISO 8601: the episode's date stands in for a creation date, which must not be the moment of publishing. */
  readonly publishedAt: string | undefined
}

export interface MadeTorrent {
  readonly torrent: Uint8Array
  readonly infoHash: InfoHash
  readonly lengthBytes: number
  readonly integrity: string
}

/** Some date has to be in it, or create-torrent takes the present: the first second of 1970. */
const NO_DATE_MS = 1_000

/** @throws Error in words where the media is empty or can't be read to its end */
export async function makeTorrent(request: TorrentRequest): Promise<MadeTorrent> {
  const sha256 = createHash('sha256')
  let lengthBytes = 0
  async function* counted() {
    for await (const chunk of request.chunks) {
      sha256.update(chunk)
      lengthBytes += chunk.length
      yield chunk
    }
  }
  const { expectedBytes, name, trackers, enclosureUrl, publishedAt } = request
  const createdMs = publishedAt === undefined ? NO_DATE_MS : Math.max(Date.parse(publishedAt), NO_DATE_MS)
  const options = {
    name,
    pieceLength: expectedBytes === undefined ? PIECE_LENGTH_FOR_UNKNOWN : choosePieceLength(expectedBytes),
    announceList: trackers.map((tracker) => [tracker]),
    urlList: [enclosureUrl],
    creationDate: new Date(createdMs),
    createdBy: 'Grapevine',
  }
  const torrent = await new Promise<Uint8Array>((resolve, reject) => {
    createTorrent(Readable.from(counted(), { objectMode: false }), options, (error, made) =>
      error ? reject(error) : resolve(made),
    )
  })
  if (lengthBytes === 0) throw new Error('the file is empty')
  const infoHash = parseInfoHash((await parseTorrent(torrent)).infoHash)
  if (infoHash === undefined) throw new Error('no info hash could be made')
  return { torrent, infoHash, lengthBytes, integrity: `sha256-${sha256.digest('base64')}` }
}
