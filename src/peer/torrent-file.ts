/**
 * Reads a .torrent file: one file, BitTorrent v1 (BEP 3), with web seeds (BEP 19) and several trackers (BEP 12).
 *
 * Decides whether the file can be used at all; never whether it is the right one (whoever knows the feed's `btih`
 * compares `infoHash`), and trusts no number in it that another one contradicts. The info hash is the SHA-1 of the very
 * bytes of the `info` dict as they stand in the file, not of a re-encoding.
 */
import { type InfoHash, parseInfoHash } from '../shared/ids.ts'
import { type BDict, type BValue, bdecode } from './bdecode.ts'
import { isPieceLayout, type PieceLayout } from './piece-layout.ts'

export interface TorrentFile extends PieceLayout {
  readonly infoHash: InfoHash
  /** Suggested file name, without folders; '' where there is none. Advisory only. */
  readonly name: string
  /** 20 bytes of SHA-1 per piece, one after the other. */
  readonly pieceHashes: Uint8Array
  /** Tracker URLs: `announce`, then `announce-list`, each once. */
  readonly announce: readonly string[]
  /** Web seeds (BEP 19). */
  readonly urlList: readonly string[]
  /** The file as it was read. */
  readonly bytes: Uint8Array
}

export type TorrentFileErrorKind =
  /** Not bencoding, or a required field is missing or of the wrong type. */
  | 'malformed'
  /** More than {@link MAX_TORRENT_BYTES}. */
  | 'too-large'
  /** A torrent of several files. */
  | 'multi-file'
  /** No v1 piece hashes (a v2-only torrent, BEP 52). */
  | 'no-pieces'
  /** Length, piece length and number of hashes contradict each other. */
  | 'wrong-length'

export class TorrentFileError extends Error {
  readonly kind: TorrentFileErrorKind

  constructor(kind: TorrentFileErrorKind, message: string) {
    super(message)
    this.name = 'TorrentFileError'
    this.kind = kind
  }
}

/** SHA-1 as it is handed in: 20 bytes for any bytes. In the page and in Node: `webcrypto-hash.ts`. */
export type Sha1 = (bytes: Uint8Array) => Promise<Uint8Array>

const HASH_BYTES = 20
/** Room for some 400,000 pieces; ours have at most about 2,000. */
export const MAX_TORRENT_BYTES = 8 * 1024 * 1024
/** A piece is held in memory as a whole, so a torrent with larger ones is refused. */
const MAX_PIECE_LENGTH = 64 * 1024 * 1024

/**
 * Reads a torrent file. `bytes` are kept, not copied.
 * @throws {TorrentFileError} (as a rejection) for whatever can't be used.
 */
export async function parseTorrentFile(bytes: Uint8Array, sha1: Sha1): Promise<TorrentFile> {
  if (bytes.length > MAX_TORRENT_BYTES) {
    throw new TorrentFileError('too-large', `a torrent file of ${bytes.length} bytes is more than we read`)
  }
  const root = bdecode(bytes)
  if (root?.type !== 'dict') throw new TorrentFileError('malformed', 'this is not a torrent file')
  const info = root.entries.get('info')
  if (info?.type !== 'dict') throw new TorrentFileError('malformed', 'the torrent file has no info')
  const digest = await sha1(bytes.subarray(info.from, info.to))
  return {
    infoHash: infoHashOf(digest),
    name: nameOf(info),
    ...piecesOf(info),
    announce: announceOf(root),
    urlList: urlsIn(root.entries.get('url-list')),
    bytes,
  }
}

/** @returns the 20 bytes that a piece must hash to. Throws RangeError where there is no such piece. */
export function pieceHash(torrent: Pick<TorrentFile, 'pieceHashes' | 'pieceCount'>, index: number): Uint8Array {
  if (!Number.isInteger(index) || index < 0 || index >= torrent.pieceCount) {
    throw new RangeError(`piece ${index} is not one of ${torrent.pieceCount}`)
  }
  return torrent.pieceHashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)
}

function piecesOf(info: BDict): PieceLayout & { pieceHashes: Uint8Array } {
  if (info.entries.has('files')) {
    throw new TorrentFileError('multi-file', 'a torrent of several files; an episode is one file')
  }
  const hashes = info.entries.get('pieces')
  if (hashes === undefined) throw new TorrentFileError('no-pieces', 'the torrent has no v1 piece hashes')
  const length = info.entries.get('length')
  const pieceLength = info.entries.get('piece length')
  if (hashes.type !== 'string' || length?.type !== 'integer' || pieceLength?.type !== 'integer') {
    throw new TorrentFileError('malformed', 'the torrent lacks its length, its piece length or its hashes')
  }
  const pieces = {
    lengthBytes: length.value,
    pieceLength: pieceLength.value,
    pieceCount: hashes.bytes.length / HASH_BYTES,
    pieceHashes: hashes.bytes,
  }
  if (!isPieceLayout(pieces) || pieces.pieceLength > MAX_PIECE_LENGTH) {
    const said = `${pieces.lengthBytes} bytes in pieces of ${pieces.pieceLength} with ${hashes.bytes.length} bytes of hashes`
    throw new TorrentFileError('wrong-length', `the torrent's lengths do not fit: ${said}`)
  }
  return pieces
}

function nameOf(info: BDict): string {
  const name = textOf(info.entries.get('name.utf-8')) ?? textOf(info.entries.get('name')) ?? ''
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
}

function announceOf(root: BDict): readonly string[] {
  const list = root.entries.get('announce-list')
  const tiers = list?.type === 'list' ? list.items : []
  return [...new Set([root.entries.get('announce'), ...tiers].flatMap(urlsIn))]
}

/** One URL or a list of them; what is not text with a scheme is passed over. */
function urlsIn(value: BValue | undefined): readonly string[] {
  const items = value?.type === 'list' ? value.items : [value]
  return items.map(textOf).filter((text) => text !== undefined && /^[a-z][a-z0-9+.-]*:/i.test(text)) as string[]
}

function textOf(value: BValue | undefined): string | undefined {
  if (value?.type !== 'string') return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value.bytes)
  } catch {
    return undefined
  }
}

function infoHashOf(digest: Uint8Array): InfoHash {
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const infoHash = parseInfoHash(hex)
  if (infoHash === undefined) throw new TypeError('the sha1 handed in did not give 20 bytes')
  return infoHash
}
